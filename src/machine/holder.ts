// [I/O] The process that holds a machine together. It is the first of a process namespace and the only owner of a mount namespace, so
// the kernel removes mounts and processes with it. It ends when its standard input does, that is, also when the owner is killed.
import { execa } from 'execa';
import { join } from 'node:path';
import { fileSystemsBelow } from './file-systems.ts';
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
  /** Where the private copies of other directories are in the eyes of the holder, in their order. */
  readonly innerCopies: readonly string[];
  /** Ends the holder and everything in it; returns when nothing is left. */
  readonly release: () => Promise<void>;
}

/**
 * Makes private copies of `lower` and of other directories on a tmpfs, and control groups. All that is made is made by the
 * holder, which takes it away again: its owner may be killed at any moment.
 */
export async function startHolder(
  name: string,
  lower: string,
  copied: readonly string[],
  groups: readonly string[],
): Promise<Holder> {
  const directory = machineDirectory(name);
  const copies = [...copiesOf(lower, 'root'), ...copied.flatMap((from, at) => copiesOf(from, `copy-${at}`))];
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
      `${HOLD}${copies.join('\n')}${READY}`,
      'hold',
      directory,
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
  const innerCopies = copied.map((_, at) => join(directory, `copy-${at}`));
  return { pid, innerRoot, root: `/proc/${pid}/root${innerRoot}`, innerCopies, release };
}

/**
 * Lines that copy a directory with what is mounted below it. Some file systems, as those of desktop virtual machines, cannot lie
 * below an overlay; a machine can do without them, but not without what was asked for.
 */
function copiesOf(from: string, to: string): readonly string[] {
  const below = fileSystemsBelow(from).map((path) => {
    const target = `${to}/${from === '/' ? path.slice(1) : path.slice(from.length + 1)}`;
    return `copy ${quoted(path)} ${quoted(target)} 2>/dev/null || true`;
  });
  return [`copy ${quoted(from)} ${quoted(to)}`, ...below];
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * $1 is the machine's directory, the rest its control groups. An overlay's root directory has the mode and owner of its upper one,
 * and its options have a syntax of their own, hence a plain name for what is below.
 */
const HOLD = `
dir=$1
shift
clean() {
  set +e
  tries=0
  while [ "$tries" -lt 100 ]; do
    # Each time anew: what was on its way into this namespace may come after the first.
    kill -s KILL -- -1 2>/dev/null
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
mkdir -m 700 "$dir" || exit
trap 'clean "$@"' EXIT
for group; do
  mkdir "$group" || exit
  # In version 1 a new group's lists are empty, which keeps every process out (man cpuset).
  if [ -e "$group/cpuset.cpus" ] && [ ! -e "$group/cgroup.controllers" ]; then
    cat "$group/../cpuset.cpus" >"$group/cpuset.cpus" || exit
    cat "$group/../cpuset.mems" >"$group/cpuset.mems" || exit
  fi
done
count=0
copy() {
  count=$((count + 1))
  layers=$dir/layers/$count
  mkdir -p "$layers/lower" "$layers/upper" "$layers/work" "$dir/$2" &&
    mount --bind "$1" "$layers/lower" &&
    chmod --reference="$1" "$layers/upper" &&
    chown --reference="$1" "$layers/upper" &&
    mount -t overlay -o "lowerdir=$layers/lower,upperdir=$layers/upper,workdir=$layers/work" overlay "$dir/$2"
}
set -e
mount -t tmpfs -o mode=755 tmpfs "$dir"
`;

/** nspawn keeps locks in /run, hence one of our own; a directory to copy may have been below the real one. */
const READY = `
mount -t tmpfs -o mode=755 tmpfs /run
echo ready
cat >/dev/null
`;
