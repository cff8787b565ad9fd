// [I/O] Which directories of a bundle's tmpfiles.conf are tsm's to make on this host.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { textWords } from '../unit/words.ts';
import { readTable } from './account-table.ts';
import type { HostPaths } from './paths.ts';
import type { StoredBundle } from './store.ts';

/**
 * The text of the fragment, undefined where there is to be none. systemd-tmpfiles gives owner and mode to what exists, too, at
 * each boot again (tmpfiles.d(5)). So what was there before tsm made it is left out, such as the home of a user who has one;
 * what is as it would be made is no different for it.
 */
export function directoriesFor({ tmpfiles }: HostPaths, { files }: StoredBundle): string | undefined {
  const text = files.get('tmpfiles.conf');
  if (text === undefined || tmpfiles === undefined) return undefined;
  const made = new Set(linesIn(tmpfiles).flatMap((line) => directoryOf(line)?.path ?? []));
  const isOurs = (one: Directory | undefined): boolean =>
    one === undefined || made.has(one.path) || !existsSync(one.path) || isAsMade(one);
  return text
    .split('\n')
    .filter((line) => isOurs(directoryOf(line)))
    .join('\n');
}

function isAsMade({ path, mode, user, group }: Directory): boolean {
  const stats = statSync(path);
  return (
    (stats.mode & 0o7777) === Number.parseInt(mode, 8) &&
    stats.uid === idIn('/etc/passwd', user) &&
    stats.gid === idIn('/etc/group', group)
  );
}

/** Nothing for a name that the host keeps elsewhere. */
function idIn(table: Parameters<typeof readTable>[0], name: string): number | undefined {
  const id = readTable(table).find(([one]) => one === name)?.[2];
  return id === undefined ? undefined : Number(id);
}

/** Directories that are made on this host, the homes of users. */
export const madeDirectories = ({ tmpfiles }: HostPaths): readonly string[] =>
  tmpfiles === undefined ? [] : linesIn(tmpfiles).flatMap((line) => directoryOf(line)?.path ?? []);

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

interface Directory {
  readonly path: string;
  readonly mode: string;
  readonly user: string;
  readonly group: string;
}

function directoryOf(line: string): Directory | undefined {
  const words = textWords(line, 'c');
  const [type, path = '', mode = '-', user = '-', group = '-'] = 'value' in words ? words.value : [];
  return type === 'd' ? { path, mode, user, group } : undefined;
}
