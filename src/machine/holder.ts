// [I/O] The process that holds a machine together. It is the first of a process namespace and the only owner of a mount namespace, so
// the kernel removes mounts and processes with it. It ends when its standard input does, that is, also when the owner is killed.
import { execa } from 'execa';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MachineError } from './machine-error.ts';
import { machineDirectory } from './name.ts';
import { childOf } from './processes.ts';

export interface Bind {
  /** Path on this machine. */
  readonly from: string;
  /** Path inside the machine. */
  readonly to: string;
}

export interface Holder {
  readonly pid: number;
  /** The machine's root directory in the eyes of the holder. */
  readonly innerRoot: string;
  /** The same directory in the eyes of everybody else. */
  readonly root: string;
  /** Ends the holder and everything in it; returns when nothing is left. */
  readonly release: () => Promise<void>;
}

/** Makes the private copy of `lower` on a tmpfs. `groups` are removed with the holder. */
export async function startHolder(name: string, lower: string, groups: readonly string[]): Promise<Holder> {
  const directory = machineDirectory(name);
  await mkdir(directory, { mode: 0o700 });
  // Detached: a Ctrl-C in the owner's terminal must not kill the one that cleans up.
  const child = execa(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'sh',
      '-c',
      HOLD,
      'hold',
      directory,
      lower,
      ...groups,
    ],
    { detached: true, cleanup: false, reject: false, stdin: 'pipe', env: { LC_ALL: 'C' } },
  );
  const release = async (): Promise<void> => {
    child.stdin.end();
    const { failed, stderr } = await child;
    if (failed) throw new MachineError(`something of ${name} is left behind`, stderr);
  };
  await new Promise<void>((ready, failed) => {
    child.stdout.once('data', () => ready());
    void child.then(({ stderr, shortMessage }) =>
      failed(new MachineError('cannot make a private root', stderr || (shortMessage ?? ''))),
    );
  });
  if (child.pid === undefined) throw new MachineError('cannot start unshare', '');
  const pid = await childOf(child.pid, AbortSignal.timeout(1000));
  const innerRoot = join(directory, 'root');
  return { pid, innerRoot, root: `/proc/${pid}/root${innerRoot}`, release };
}

/** $1 is the machine's directory, $2 the root to copy, the rest its control groups. nspawn keeps locks in /run, hence one of our own. */
const HOLD = `
dir=$1 lower=$2
shift 2
clean() {
  set +e
  kill -s KILL -- -1 2>/dev/null
  tries=0
  while [ "$tries" -lt 100 ]; do
    left=
    for group; do
      find "$group" -depth -type d -exec rmdir {} \\; 2>/dev/null
      [ ! -d "$group" ] || left=1
    done
    [ "$left" ] || break
    tries=$((tries + 1))
    sleep 0.05
  done
  umount -l "$dir" 2>/dev/null
  [ "$left" ] || rmdir "$dir"
}
trap 'clean "$@"' EXIT
set -e
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=755 tmpfs "$dir"
mkdir "$dir/upper" "$dir/work" "$dir/root"
mount -t overlay -o "lowerdir=$lower,upperdir=$dir/upper,workdir=$dir/work" overlay "$dir/root"
echo ready
cat >/dev/null
`;
