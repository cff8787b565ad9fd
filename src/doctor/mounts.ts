// [I/O] How the file systems of this host are mounted.
import { readFileSync } from 'node:fs';

/** Where the file system of a path is mounted, if nothing on it may be executed; `path` has no link in it. */
export const noExecMount = (path: string, table = mountTable()): string | undefined => {
  const mount = mountOf(path, table);
  return mount?.options.includes('noexec') === true ? mount.point : undefined;
};

interface Mount {
  readonly point: string;
  readonly options: readonly string[];
}

/** Of those mounted at one place the last is seen. */
function mountOf(path: string, table: string): Mount | undefined {
  const above = mountsIn(table).filter(
    ({ point }) => point === '/' || path === point || path.startsWith(`${point}/`),
  );
  const longest = Math.max(...above.map(({ point }) => point.length));
  return above.findLast(({ point }) => point.length === longest);
}

/** proc_pid_mountinfo(5): id, parent, device, root, mount point, options; spaces in names are octal. */
const mountsIn = (table: string): readonly Mount[] =>
  table.split('\n').flatMap((line) => {
    const [, , , , point, options] = line.split(' ');
    return point === undefined || options === undefined
      ? []
      : [
          {
            point: point.replaceAll(/\\([0-7]{3})/g, (_, digits: string) =>
              String.fromCodePoint(Number.parseInt(digits, 8)),
            ),
            options: options.split(','),
          },
        ];
  });

function mountTable(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
