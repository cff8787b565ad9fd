// [I/O] File systems of servers and of FUSE that give no answer: whoever touches one waits, and Ctrl-C does not end it.
import { runBounded } from '../process/bounded.ts';
import { mountsIn, mountTable } from './mount-table.ts';

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
  const asked = farMounts(mountTable()).map(async (mounts): Promise<readonly SilentMount[]> => {
    const { how } = await runBounded({
      words: ['stat', '--file-system', '--', mounts[0]?.point ?? '/'],
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      reads: [1],
      milliseconds: PATIENCE_MILLISECONDS,
      mostBytes: 10_000,
    });
    return how === 'timed-out' ? mounts : [];
  });
  return (await Promise.all(asked)).flat();
}

/** By file system, each of which may be mounted at many places, as lxcfs(1) is: one of them tells of all. */
export function farMounts(table: string): readonly (readonly SilentMount[])[] {
  const found = new Map<string, readonly SilentMount[]>();
  for (const { point, type, source, device } of mountsIn(table))
    if (point !== '/' && FAR.test(type))
      found.set(device, [...(found.get(device) ?? []), { point, type, source }]);
  return [...found.values()];
}
