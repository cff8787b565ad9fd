// [I/O] The file that a program asked for and did not get, as it said itself, where that is still so.
import { relative } from 'node:path';
import { reach, type Reach } from './access.ts';
import type { Identity } from './identity.ts';
import type { ServiceView } from './service-view.ts';

export interface RefusedFile {
  readonly path: string;
  readonly reach: Reach;
  /** It belongs to what the service runs. */
  readonly isOfProject: boolean;
}

/** What Node and Python say of a file that they do not get. Its letters are plain, since it is shown. */
const NO_FILE =
  /(?:Cannot find module|can't open file|EACCES: permission denied, open|Permission denied:) '(\/[\w.@+/-]+)'/g;

/**
 * An old line may be about a file that is there by now. A program may go on without one that is none of the project's, so of
 * those only what it said at last counts.
 */
export function refusedFile(
  journal: string,
  said: string | undefined,
  { workingDirectory }: ServiceView,
  who: Identity | undefined,
): RefusedFile | undefined {
  const project = workingDirectory?.path;
  const own = [...journal.matchAll(NO_FILE)].at(-1)?.[1];
  if (own !== undefined && project !== undefined && !relative(project, own).startsWith('..'))
    return { path: own, reach: reach(own, who, 'r'), isOfProject: true };
  const kind = COMPLAINTS.find(({ says }) => says.test(said ?? ''))?.kind;
  return pathsIn(said ?? '')
    .map((path) => ({ path, reach: reach(path, who, 'r'), isOfProject: false }))
    .find((one) => one.reach.kind === kind);
}

/** Words of strerror(3) and names of errno(3), and what is then so of the path. */
const COMPLAINTS = [
  { says: /no such file|\bENOENT\b/i, kind: 'missing' },
  { says: /permission denied|\bEACCES\b/i, kind: 'closed' },
] as const;

/** One that was cut off is none. */
const pathsIn = (said: string): readonly string[] =>
  [...said.matchAll(/(?<![\w.:/@-])\/[\w.@+/-]+(?![\w.@+/-]|…)/g)].map(([path]) => path.replace(/\.$/, ''));
