// [I/O] Which directories of a bundle's tmpfiles.conf are tsm's to make on this host.
import { existsSync, readFileSync } from 'node:fs';
import { textWords } from '../unit/words.ts';
import type { HostPaths } from './paths.ts';
import type { StoredBundle } from './store.ts';

/**
 * The text of the fragment, undefined where there is to be none. systemd-tmpfiles gives owner and mode to what exists, too, at
 * each boot again (tmpfiles.d(5)). So what was there before tsm made it is left out, such as the home of a user who has one.
 */
export function directoriesFor({ tmpfiles }: HostPaths, { files }: StoredBundle): string | undefined {
  const text = files.get('tmpfiles.conf');
  if (text === undefined || tmpfiles === undefined) return undefined;
  const made = new Set(linesIn(tmpfiles).map(directoryOf));
  const isOurs = (path: string | undefined): boolean =>
    path === undefined || made.has(path) || !existsSync(path);
  return text
    .split('\n')
    .filter((line) => isOurs(directoryOf(line)))
    .join('\n');
}

/** Directories that are made on this host, the homes of users. */
export const madeDirectories = ({ tmpfiles }: HostPaths): readonly string[] =>
  tmpfiles === undefined ? [] : linesIn(tmpfiles).flatMap((line) => directoryOf(line) ?? []);

const linesIn = (tmpfiles: string): readonly string[] => installedFragment(tmpfiles).split('\n');

/** What is in service of it; nothing where there is none. */
export function installedFragment(tmpfiles: string): string {
  try {
    return readFileSync(tmpfiles, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw problem;
  }
}

function directoryOf(line: string): string | undefined {
  const words = textWords(line, 'c');
  const [type, path] = 'value' in words ? words.value : [];
  return type === 'd' ? path : undefined;
}
