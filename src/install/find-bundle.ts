// [I/O] Which bundles lie in a project. What one says is checked when it is opened.
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import type { Manifest } from '../bundle/manifest.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';

/** A bundle that lies in the project. */
export interface FoundBundle {
  readonly folder: string;
  readonly environment: string;
  readonly aliases: readonly string[];
  readonly isDefault: boolean;
}

/**
 * Bundles as `*\/tsm.json` below `systemd/` in this folder or one above; the folder itself may be one. The name of a
 * bundle's folder means nothing. Other folders of a parent are none of ours: they may be somebody else's home.
 */
export function findBundles(from: string): readonly FoundBundle[] {
  for (let at = realpathSync(from); ; at = dirname(at)) {
    const here = [...peek(at), ...below(join(at, 'systemd'))];
    if (here.length > 0 || at === '/') return here;
  }
}

/** What a path that was typed names: a bundle, a folder of bundles, or a project. Never something above it. */
export function bundlesAt(path: string): readonly FoundBundle[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const at = realpathSync(path);
  const own = peek(at);
  return own.length > 0 ? own : [...below(at), ...below(join(at, 'systemd'))];
}

const below = (parent: string): readonly FoundBundle[] =>
  folders(parent).flatMap((name) => peek(join(parent, name)));

function folders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).sort();
}

/** Only to know which bundle is meant; what it says is checked when it is opened. */
function peek(folder: string): readonly FoundBundle[] {
  const path = join(folder, MANIFEST);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
  try {
    const raw = JSON.parse(readFileSync(path, 'utf8')) as Partial<Manifest> | null;
    if (typeof raw?.environment !== 'string') return [unread(folder)];
    const aliases = Array.isArray(raw.aliases) ? raw.aliases.map(String) : [];
    return [{ folder, environment: raw.environment, aliases, isDefault: raw.default === true }];
  } catch {
    return [unread(folder)];
  }
}

/** Known by its folder until opening it says what is wrong. */
const unread = (folder: string): FoundBundle => ({
  folder,
  environment: folder.slice(folder.lastIndexOf('/') + 1),
  aliases: [],
  isDefault: false,
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
      ? diagnostic('bundle-missing', undefined, { environment: name, found })
      : diagnostic('environment-ambiguous', undefined, { choices: found });
  return { value: undefined, diagnostics: [problem] };
}
