// [I/O] What lies in the folders of bundles, told to a hash.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Listener } from './questions.ts';

/** The manifest of every bundle below `outDir`, since the ports in them stay what they were. */
export function tellManifests(directory: string, outDir: string, listener: Listener): void {
  for (const name of namesIn(join(directory, outDir)))
    listener.update(JSON.stringify([name, textOf(join(directory, outDir, name, 'tsm.json'))]));
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
  for (const [path, text] of files.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    listener.update(JSON.stringify([path, text()]));
}

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
