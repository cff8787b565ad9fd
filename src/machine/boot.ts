// [I/O] systemd started as the first process of a container over a machine's root.
import { execa } from 'execa';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlGroups } from './control-groups.ts';
import { runInside } from './enter.ts';
import type { Bind, Holder } from './holder.ts';
import { MachineError } from './machine-error.ts';
import { childOf, isNamespaceInit } from './processes.ts';

export interface Booted {
  /** Pid of the systemd inside, as seen from outside. */
  readonly leader: number;
  /** Settles when it has powered off or asked for a reboot. */
  readonly ended: Promise<void>;
}

export interface BootRequest {
  readonly name: string;
  readonly holder: Holder;
  readonly groups: ControlGroups;
  readonly binds: readonly Bind[];
  /** Private copies of directories, written to inside. */
  readonly copies: readonly Bind[];
  /** Gives up when it is aborted. */
  readonly signal: AbortSignal | undefined;
  /** The only hierarchy inside is one of version 2, whatever there is outside. */
  readonly unified: boolean;
}

/** A boot takes a second; a machine that hangs shall say so before a test's own time-out does. */
const BOOT_MILLISECONDS = 45_000;
const CONSOLE_CHARACTERS = 4000;

/** Boots and waits until multi-user.target is reached. Units may have failed on the way: that is the business of those who look. */
export async function boot(request: BootRequest): Promise<Booted> {
  const container = startContainer(request);
  const giveUp = new AbortController();
  const ended = container.ended.then(() => giveUp.abort());
  const abort = (): void => giveUp.abort();
  const timer = setTimeout(abort, BOOT_MILLISECONDS);
  request.signal?.addEventListener('abort', abort);
  if (request.signal?.aborted === true) abort();
  try {
    const supervisor = await childOf(container.pid, giveUp.signal);
    const leader = await childOf(supervisor, giveUp.signal, isNamespaceInit);
    await untilUp(leader, giveUp.signal);
    return { leader, ended };
  } catch {
    throw new MachineError('systemd did not come up', container.console());
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', abort);
  }
}

interface Container {
  readonly pid: number;
  readonly ended: Promise<unknown>;
  /** The last lines on its console. */
  readonly console: () => string;
}

function startContainer(request: BootRequest): Container {
  const { holder, groups, unified } = request;
  const inHolder = ['--target', String(holder.pid), '--mount', '--pid', '--'];
  const child = execa(
    'nsenter',
    [...inHolder, 'sh', '-c', JOIN, 'join', ...groups.paths, '--', ...nspawn(request)],
    {
      all: true,
      buffer: false,
      reject: false,
      stdin: 'ignore',
      env: { LC_ALL: 'C', ...(unified ? { SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' } : {}) },
    },
  );
  if (child.pid === undefined) throw new MachineError('cannot start nsenter', '');
  let seen = '';
  child.all.on('data', (chunk: Buffer) => (seen = (seen + chunk.toString()).slice(-CONSOLE_CHARACTERS)));
  return { pid: child.pid, ended: child, console: () => seen };
}

/** Not "has no jobs left": a service that waits for its health check may do so for minutes. */
async function untilUp(leader: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { stdout } = await runInside(leader, ['systemctl', 'is-active', BOOT_TARGET, 'emergency.target']);
    const [up, broken] = stdout.split('\n');
    if (up === 'active') return;
    if (broken === 'active') throw new Error('emergency');
    signal.throwIfAborted();
    await sleep(50);
  }
}

const BOOT_TARGET = 'multi-user.target';

/** man systemd-nspawn. Not registered with machined, which may not be there; the network is a loopback of its own. */
const nspawn = ({ name, holder, groups, binds, copies, unified }: BootRequest): string[] => [
  'systemd-nspawn',
  '--quiet',
  `--directory=${holder.innerRoot}`,
  `--machine=${name}`,
  '--register=no',
  '--keep-unit',
  '--private-network',
  '--link-journal=no',
  '--resolv-conf=off',
  '--timezone=off',
  '--kill-signal=SIGRTMIN+3',
  ...copies.map(({ from, to }) => `--bind=${bound(from)}:${bound(to)}`),
  ...binds.map(({ from, to }) => `--bind-ro=${bound(from)}:${bound(to)}`),
  '/bin/sh',
  '-c',
  INIT,
  'init',
  `systemd.unit=${BOOT_TARGET}`,
  ...(groups.legacy && !unified ? LEGACY_ARGUMENTS : []),
];

/** A colon ends a path here, a backslash takes the next character as it is. */
const bound = (path: string): string => path.replaceAll(/[\\:]/g, String.raw`\$&`);

/** systemd 256 and 257 refuse version 1 otherwise (their NEWS); older ones do not know the second word, which is harmless. */
const LEGACY_ARGUMENTS = ['systemd.unified_cgroup_hierarchy=0', 'SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1'];

/** Puts itself, and so nspawn, into the machine's groups: the arguments before `--`. The holder stays outside, since it removes them. */
const JOIN = `
while [ "$1" != -- ]; do
  echo 0 >"$1/cgroup.procs" || exit 1
  shift
done
shift
exec "$@"
`;

/** nspawn mounts hierarchies of version 1 read-only except systemd's own, although the cgroup namespace keeps the host out of reach. */
const INIT = `
while read -r _ where type options; do
  case $type:$options in
    cgroup:ro,*) mount -o remount,bind,rw "$where" ;;
  esac
done </proc/self/mounts
exec /lib/systemd/systemd "$@"
`;
