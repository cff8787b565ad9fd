// [I/O] Which bundles lie in a project. What one says is checked when it is opened.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import type { Manifest } from '../bundle/manifest.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { bundleFolders, bundleFoldersAt } from './bundle-folders.ts';

/** A bundle that lies in the project. */
export interface FoundBundle {
  readonly folder: string;
  /** Of the project; nothing when the manifest cannot be read. */
  readonly id: string | undefined;
  readonly environment: string;
  readonly aliases: readonly string[];
  readonly isDefault: boolean;
  /** Its units are for the manager of a user. */
  readonly isForUser: boolean;
}

/** Bundles of this folder or one above. */
export const findBundles = (from: string): readonly FoundBundle[] => bundleFolders(from).map(peek);

/** Ids of the projects whose bundles these are. */
export const projectIds = (from: string): readonly string[] => [
  ...new Set(findBundles(from).flatMap(({ id }) => id ?? [])),
];

/** Bundles that a path which was typed names. */
export const bundlesAt = (path: string): readonly FoundBundle[] => bundleFoldersAt(path).map(peek);

/** Only to know which bundle is meant; what it says is checked when it is opened. */
function peek(folder: string): FoundBundle {
  try {
    const raw = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Partial<Manifest> | null;
    if (typeof raw?.environment !== 'string') return unread(folder);
    const aliases = Array.isArray(raw.aliases) ? raw.aliases.map(String) : [];
    const id = typeof raw.id === 'string' ? raw.id : undefined;
    return {
      folder,
      id,
      environment: raw.environment,
      aliases,
      isDefault: raw.default === true,
      isForUser: raw.scope === 'user',
    };
  } catch {
    return unread(folder);
  }
}

/** Known by its folder until opening it says what is wrong. */
const unread = (folder: string): FoundBundle => ({
  folder,
  id: undefined,
  environment: basename(folder),
  aliases: [],
  isDefault: false,
  isForUser: false,
});

export function chooseBundle(all: readonly FoundBundle[], name: string | undefined): Checked<FoundBundle> {
  const fits =
    name === undefined
      ? all
      : all.filter(({ environment, aliases }) => environment === name || aliases.includes(name));
  if (fits.length === 1 && fits[0] !== undefined) return { value: fits[0], diagnostics: [] };
  const [standard, ...others] = fits.filter(({ isDefault }) => isDefault);
  if (name === undefined && standard !== undefined && others.length === 0)
    return { value: standard, diagnostics: [] };
  const found = all.map(({ environment }) => environment);
  const problem: Diagnostic =
    fits.length === 0
      ? diagnostic('bundle-missing', undefined, {
          environment: name,
          found,
          aliases: all.flatMap((one) => one.aliases),
        })
      : diagnostic('environment-ambiguous', undefined, { choices: found });
  return { value: undefined, diagnostics: [problem] };
}
