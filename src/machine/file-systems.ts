// [I/O] What is mounted on this machine: a copy of a directory does not hold what is mounted below it.
import { readFileSync, statSync } from 'node:fs';

/** The kernel's own, and what is made anew at every boot: a machine inside has its own of these. */
const NOT_FILES = new Set(
  'proc sysfs devtmpfs devpts tmpfs ramfs cgroup cgroup2 mqueue hugetlbfs debugfs tracefs securityfs pstore efivarfs bpf configfs fusectl autofs binfmt_misc rpc_pipefs nsfs'.split(
    ' ',
  ),
);

/** Directories below `directory` on which another file system with files lies, parents first. */
export function fileSystemsBelow(directory: string): readonly string[] {
  const prefix = directory === '/' ? '/' : `${directory}/`;
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap(mountPoint)
    .filter((point) => point !== '/' && point.startsWith(prefix) && isDirectory(point));
  return [...new Set(points)].sort();
}

/** Field 5 of a line; the type comes after the separator `-` (man proc). Blanks are written `\040`. */
function mountPoint(line: string): readonly string[] {
  const [before = '', after = ''] = line.split(' - ');
  const point = before.split(' ')[4];
  const [type = ''] = after.split(' ');
  if (point === undefined || NOT_FILES.has(type)) return [];
  return [point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))];
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
