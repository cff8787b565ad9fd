import { posix } from 'node:path';
import type { ImportNote } from './draft.ts';
import { changed, kept } from './notes.ts';
import type { App } from './pm2-read.ts';

/** The working directory: below the project where it can be said so. */
export function directoryOf(app: App, folder: string, root: string | undefined): string {
  const { cwd } = app;
  const written = typeof cwd === 'string' && cwd !== '' ? cwd : '.';
  if (!posix.isAbsolute(written)) return posix.join(folder, written).replace(/(?<=.)\/$/, '');
  const inside = root === undefined ? '..' : posix.relative(root, written);
  return inside.startsWith('..') ? posix.normalize(written) : inside || '.';
}

/** What became of a folder that was said. */
export function cwdNotes(name: string, cwd: string, app: App): readonly ImportNote[] {
  if (!posix.isAbsolute(cwd) && !isBelow(cwd))
    return [changed(`${name}.cwd`, `cwd: ${cwd}, which tsm generate refuses`, OUTSIDE)];
  return typeof app['cwd'] === 'string' ? [kept(`${name}.cwd`, `cwd: ${cwd}`)] : [];
}

const OUTSIDE =
  'it leads out of the folder of the config: have root take in both (root: { from, to }), or write where it lies on the host';

export const isBelow = (cwd: string): boolean => !posix.isAbsolute(cwd) && !cwd.startsWith('..');
