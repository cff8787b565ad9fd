// [I/O] On which file system of this host a path lies.
import { isBelow } from '../host/below.ts';
import { mountsIn, mountTable, type Mount } from '../host/mount-table.ts';

/** Where the file system of a path is mounted, if nothing on it may be executed; `path` has no link in it. */
export const noExecMount = (path: string, table = mountTable()): string | undefined => {
  const mount = mountOf(path, table);
  return mount?.options.includes('noexec') === true ? mount.point : undefined;
};

/** Of those mounted at one place the last is seen. */
export function mountOf(path: string, table: string): Mount | undefined {
  const above = mountsIn(table).filter(({ point }) => isBelow(path, point));
  const longest = Math.max(...above.map(({ point }) => point.length));
  return above.findLast(({ point }) => point.length === longest);
}
