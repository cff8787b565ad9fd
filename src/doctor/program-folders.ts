// [I/O] Folders in which a program may lie that a unit does not find.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const programFolders = (homes: readonly string[]): readonly string[] =>
  [...PLACES, ...homes.flatMap((home) => PLACES_OF_HOMES.map((place) => join(home, place)))].flatMap(expand);

/** Where packages, archives and version managers put programs. `*` is any one folder. */
const PLACES = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/snap/bin',
  '/opt/bin',
  '/opt/*/bin',
  '/usr/lib/*/bin',
  '/usr/local/*/bin',
];
const PLACES_OF_HOMES = [
  '.local/bin',
  'bin',
  '.nvm/versions/node/*/bin',
  '.volta/bin',
  '.asdf/shims',
  '.local/share/mise/shims',
  '.local/share/fnm/node-versions/*/installation/bin',
  '.bun/bin',
  '.deno/bin',
  '.cargo/bin',
];

function expand(place: string): readonly string[] {
  const [before = '', after] = place.split('*');
  if (after === undefined) return [place];
  try {
    return readdirSync(before)
      .sort()
      .toReversed()
      .map((name) => `${before}${name}${after}`);
  } catch {
    return [];
  }
}
