// [I/O] File systems of servers and of FUSE that give no answer: whoever touches one waits, and Ctrl-C does not end it.
import { readFileSync } from 'node:fs';
import { runBounded } from '../process/bounded.ts';

export interface SilentMount {
  readonly point: string;
  readonly type: string;
  readonly source: string;
}

/** Of those that others than the kernel answer for. */
const FAR =
  /^(?:nfs4?|cifs|smb3?|smbfs|fuse(?:\..*)?|9p|ceph|glusterfs|lustre|gpfs|beegfs|afs|ocfs2|gfs2|virtiofs)$/;

const PATIENCE_MILLISECONDS = 2000;

/** A process of its own asks each, since ours could not be stopped. Nothing is asked where there are none. */
export async function silentMounts(): Promise<readonly SilentMount[]> {
  const asked = farMounts(readTable()).map(async (mount): Promise<readonly SilentMount[]> => {
    const { how } = await runBounded({
      words: ['stat', '--file-system', '--', mount.point],
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      reads: [1],
      milliseconds: PATIENCE_MILLISECONDS,
      mostBytes: 10_000,
    });
    return how === 'timed-out' ? [mount] : [];
  });
  return (await Promise.all(asked)).flat();
}

/** proc_pid_mountinfo(5). */
export const farMounts = (table: string): readonly SilentMount[] =>
  table.split('\n').flatMap((line) => {
    const [mine = '', whole = ''] = line.split(' - ');
    const point = mine.split(' ')[4];
    const [type = '', source = ''] = whole.split(' ');
    return point === undefined || point === '/' || !FAR.test(type)
      ? []
      : [{ point: unescaped(point), type, source: unescaped(source) }];
  });

/** Spaces in names are octal. */
export const unescaped = (name: string): string =>
  name.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 8)));

function readTable(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
