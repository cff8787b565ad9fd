// [I/O] The directories in which services keep their data: there, owned by the right user, and open to it.
import { textWords } from '../unit/words.ts';
import { reach } from './access.ts';
import type { Identity } from './identity.ts';

export interface DirectoryFact {
  readonly path: string;
  /** `file`: something has its name that is no directory. */
  readonly problem: 'missing' | 'file' | 'owner' | 'closed';
  /** Where a link in it leads, which is what is missing. */
  readonly leadsTo?: string;
  readonly user: string;
  readonly group: string;
  /** Who has it, as numbers; nothing where it is missing. */
  readonly owner: number | undefined;
  readonly mode: number | undefined;
}

/** What systemd made for a service. It mends them at each start, so while nothing runs a missing one is no problem. */
export const serviceDirectories = (
  paths: readonly string[],
  who: Identity,
  isRunning: boolean,
): readonly DirectoryFact[] =>
  paths.flatMap((path) => lookAt(path, who)).filter(({ problem }) => problem !== 'missing' || isRunning);

/** What tmpfiles.d(5) made: lines of the kind `d PATH MODE USER GROUP`. */
export function tmpfilesDirectories(
  text: string,
  find: (user: string, group: string) => Identity | undefined,
): readonly DirectoryFact[] {
  return text.split('\n').flatMap((line) => {
    const words = textWords(line, 'c');
    const [kind, path = '', , user = '-', group = '-'] = 'value' in words ? words.value : [];
    const who = kind === 'd' && path.startsWith('/') ? find(user, group) : undefined;
    return who === undefined ? [] : lookAt(path, who);
  });
}

function lookAt(path: string, { user, group, uid }: Identity): readonly DirectoryFact[] {
  const end = reach(path, undefined);
  if (end.kind === 'unseen' || end.kind === 'closed') return [];
  if (end.kind === 'missing')
    return [
      {
        path,
        problem: 'missing',
        ...(end.hasLink ? { leadsTo: end.at } : {}),
        user,
        group,
        owner: undefined,
        mode: undefined,
      },
    ];
  const { uid: owner, mode } = end.stats;
  if (!end.stats.isDirectory()) return [{ path, problem: 'file', user, group, owner, mode }];
  if (owner !== uid) return [{ path, problem: 'owner', user, group, owner, mode }];
  return (mode & 0o700) === 0o700 || uid === 0 ? [] : [{ path, problem: 'closed', user, group, owner, mode }];
}
