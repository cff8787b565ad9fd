// [I/O] How the file systems of this host are mounted.
import { readFileSync } from 'node:fs';
import { unescaped } from '../host/silent-mounts.ts';

/** Where the file system of a path is mounted, if nothing on it may be executed; `path` has no link in it. */
export const noExecMount = (path: string, table = mountTable()): string | undefined => {
  const mount = mountOf(path, table);
  return mount?.options.includes('noexec') === true ? mount.point : undefined;
};

export interface Mount {
  readonly point: string;
  readonly options: readonly string[];
  readonly type: string;
}

/** Of those mounted at one place the last is seen. */
export function mountOf(path: string, table: string): Mount | undefined {
  const above = mountsIn(table).filter(
    ({ point }) => point === '/' || path === point || path.startsWith(`${point}/`),
  );
  const longest = Math.max(...above.map(({ point }) => point.length));
  return above.findLast(({ point }) => point.length === longest);
}

/**
 * proc_pid_mountinfo(5): id, parent, device, root, mount point, options, …, `-`, type, source, options of the whole file system.
 * Spaces in names are octal.
 */
export const mountsIn = (table: string): readonly Mount[] =>
  table.split('\n').flatMap((line) => {
    const [mine = '', whole = ''] = line.split(' - ');
    const [, , , , point, options] = mine.split(' ');
    const [type = '', , all = ''] = whole.split(' ');
    if (point === undefined || options === undefined) return [];
    // The kernel makes the whole read-only when it finds errors in it, and leaves what was mounted as it is.
    const readOnly = all.split(',').includes('ro') ? ['ro'] : [];
    return [{ point: unescaped(point), options: [...options.split(','), ...readOnly], type }];
  });

export function mountTable(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
