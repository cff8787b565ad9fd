// [I/O] What lies in the folders of bundles, told to a hash.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import type { Listener } from './questions.ts';

/** Texts of the manifests below `outDir`, by folder; null where there is none. */
export type Manifests = ReadonlyMap<string, string | null>;

export const manifestsBelow = (directory: string, outDir: string): Manifests =>
  new Map(
    namesIn(join(directory, outDir)).map((name) => [name, textOf(join(directory, outDir, name, MANIFEST))]),
  );

/** The manifest of every bundle, since the ports in them stay what they were. */
export function tellManifests(manifests: Manifests, listener: Listener): void {
  tellFiles(
    [...manifests].map(([name, text]) => [name, () => text]),
    listener,
  );
}

/**
 * One bundle as it is on disk, `below` the project. Nothing that stands under a name but a plain file looks like one, and no
 * link stands for a folder. Throws when one is not there.
 */
export function tellBundleOnDisk(directory: string, below: string, listener: Listener): void {
  const folder = join(directory, below);
  const parts = below.split('/');
  for (const [index] of parts.entries()) {
    const prefix = join(directory, ...parts.slice(0, index + 1));
    if (!lstatSync(prefix).isDirectory()) throw new Error(`${prefix} is no folder`);
  }
  const entries = readdirSync(folder, { withFileTypes: true });
  const inner = entries.some((entry) => entry.name === 'env' && entry.isDirectory())
    ? readdirSync(join(folder, 'env'), { withFileTypes: true }).map((entry) => ({ prefix: 'env/', entry }))
    : [];
  const all = [
    ...entries.filter(({ name }) => name !== 'env').map((entry) => ({ prefix: '', entry })),
    ...inner,
  ].map(({ prefix, entry }) => ({ path: `${prefix}${entry.name}`, isFile: entry.isFile() }));
  tellFiles(
    all.map(({ path, isFile }) => [path, () => (isFile ? readFileSync(join(folder, path), 'utf8') : null)]),
    listener,
  );
}

/** One bundle as it should be. */
export const tellBundle = (files: ReadonlyMap<string, string>, listener: Listener): void =>
  tellFiles(
    [...files].map(([path, text]) => [path, () => text]),
    listener,
  );

function tellFiles(
  files: readonly (readonly [path: string, text: () => string | null])[],
  listener: Listener,
): void {
  let told = '';
  for (const [path, read] of files.toSorted(byName)) {
    const text = read();
    // The length says where the text ends, so that no other two texts sound the same.
    told += `${JSON.stringify([path, text?.length ?? null])}${text ?? ''}`;
    if (told.length < MOUTHFUL) continue;
    listener.update(told);
    told = '';
  }
  listener.update(told);
}

/** Characters that a hash is told at once: it takes longer to be called than to read a text, and memory is limited, too. */
const MOUTHFUL = 65_536;

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number =>
  a < b ? -1 : 1;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
