// [I/O] Names that bundles and stores know, for completion and for a first look: read as they are, since a wrong one only helps nobody.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import type { Manifest } from '../bundle/manifest.ts';
import { bundleFolders } from '../install/bundle-folders.ts';
import { storeRoot } from '../install/paths.ts';

/** What one manifest knows. */
export interface KnownNames {
  /** The environment, its aliases and its base. */
  readonly environments: readonly string[];
  /** Its folder from here, or that it is installed. */
  readonly from: string;
  readonly isInstalled: boolean;
  readonly isDefault: boolean;
  readonly base: string;
  /** Absolute. */
  readonly folder: string;
  readonly files: readonly string[];
  /** What its services were made from, from the folder of the config. */
  readonly sources: readonly string[];
  readonly services: readonly string[];
  readonly units: readonly string[];
  readonly secrets: readonly string[];
  /** Numbers of the generations that the host keeps. */
  readonly generations: readonly string[];
}

/** Of the bundles found from `cwd`, then of what is installed. */
export function knownNames(cwd: string, home: string | undefined): readonly KnownNames[] {
  const bundles = quietly(() => bundleFolders(cwd)).flatMap((folder) =>
    readNames(folder, relative(cwd, folder) || '.', []),
  );
  const roots = [
    storeRoot({ scope: 'system', home: '' }),
    ...(home === undefined ? [] : [storeRoot({ scope: 'user', home })]),
  ];
  const stores = roots.flatMap((root) => namesIn(root).map((base) => join(root, base)));
  return [
    ...bundles,
    ...stores.flatMap((store) => readNames(join(store, 'current'), undefined, generationsOf(store))),
  ];
}

/** By the base, or by a name of the environment that a bundle here has under that base. */
export const isNameOf = (base: string, name: string, known: readonly KnownNames[]): boolean =>
  name === base || known.some((one) => one.base === base && one.environments.includes(name));

const generationsOf = (store: string): readonly string[] =>
  namesIn(join(store, 'generations')).filter((name) => /^\d+$/.test(name));

function readNames(
  folder: string,
  from: string | undefined,
  generations: readonly string[],
): readonly KnownNames[] {
  return quietly(() => {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Partial<Manifest>;
    const { environment = '', aliases = [], base = '', units = {}, files = [] } = manifest;
    const entries = Object.values(units);
    return [
      {
        environments: plain([environment, ...aliases, ...(from === undefined ? [base] : [])]),
        from: from ?? 'installed',
        isInstalled: from === undefined,
        isDefault: manifest.default === true,
        base,
        folder,
        files,
        sources: [...new Set(entries.flatMap(({ source = [] }) => source))],
        services: plain(entries.map(({ service }) => service)),
        units: plain(Object.keys(units)),
        secrets: plain(entries.flatMap(({ secrets = [] }) => secrets)),
        generations,
      },
    ];
  });
}

/** Whoever wrote a manifest may not write to the terminal of who presses tab. */
const plain = (names: readonly string[]): readonly string[] =>
  [...new Set(names)].filter((name) => /^[\w.:+-]+(?:@[\w.:+-]*)?$/.test(name));

const namesIn = (folder: string): readonly string[] =>
  quietly(() => (existsSync(folder) ? readdirSync(folder) : []));

/** Nothing, where anything is in the way. */
function quietly<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}
