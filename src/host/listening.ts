// [I/O] Who listens on which port: sockets of the kernel, and the processes that hold them.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parseSockets, type ListeningSocket } from './sockets.ts';

/** Whether a unit's own processes listen on a port. `unknown` where we may not look. */
export type Listening = 'yes' | 'no' | 'other' | 'unknown';

export interface Holder {
  readonly pid: number;
  readonly name: string;
  /** The systemd unit that it belongs to, null for a process of none. */
  readonly unit: string | null;
}

/** The sockets of this network namespace that wait for somebody, at one moment. */
export function listeningSockets(): readonly ListeningSocket[] {
  return (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((file) =>
    parseSockets(readIfThere(join('/proc/net', file)) ?? '', file.startsWith('tcp') ? 'tcp' : 'udp'),
  );
}

/** Looks whether a process of the control group holds a socket that listens on the port. */
export function listensItself(
  port: number,
  protocol: 'tcp' | 'udp',
  controlGroup: string,
  sockets: readonly ListeningSocket[],
): Listening {
  const there = sockets.filter((socket) => socket.port === port && socket.protocol === protocol);
  if (there.length === 0) return 'no';
  const inodes = new Set(there.map(({ inode }) => inode));
  const held = processesOf(controlGroup).map((pid) => holds(pid, inodes));
  if (held.includes(true)) return 'yes';
  return held.length === 0 || held.includes(undefined) ? 'unknown' : 'other';
}

/** TCP ports that processes of the control group listen on, as far as we may see. */
export function portsListenedOn(
  controlGroup: string,
  sockets: readonly ListeningSocket[],
): readonly number[] {
  const held = new Set(processesOf(controlGroup).flatMap(socketsOf));
  const own = sockets.filter(({ protocol, inode }) => protocol === 'tcp' && held.has(inode));
  return [...new Set(own.map(({ port }) => port))].sort((a, b) => a - b);
}

/** For each of these TCP ports that is taken, a process that has it, as far as we may see. */
export function holdersOf(ports: ReadonlySet<number>): ReadonlyMap<number, Holder> {
  const wanted = new Map(
    listeningSockets()
      .filter(({ port, protocol }) => protocol === 'tcp' && ports.has(port))
      .map(({ inode, port }) => [inode, port]),
  );
  const open = new Set(wanted.values());
  const found = new Map<number, Holder>();
  for (const pid of wanted.size === 0 ? [] : allProcesses()) {
    const held = new Set(socketsOf(pid).flatMap((inode) => wanted.get(inode) ?? []));
    for (const port of [...held].filter((one) => open.delete(one))) found.set(port, holderOf(pid));
    if (open.size === 0) break;
  }
  return found;
}

/** systemd itself comes last: what it listens for, a service may have from it. */
const allProcesses = (): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(a === '1') - Number(b === '1'));

const holderOf = (pid: string): Holder => ({
  pid: Number(pid),
  name: readIfThere(`/proc/${pid}/comm`)?.trim() ?? '',
  unit: unitOf(readIfThere(`/proc/${pid}/cgroup`) ?? ''),
});

/** What to type about a holder: what ends it and so frees the port, or what only shows whose it is. */
export interface Freeing {
  readonly words: readonly string[];
  readonly ends: boolean;
  /** What comes back when the holder has ended, where the words do not wait for that. */
  readonly wait?: readonly string[];
}

/** A service manager holds a port for somebody whom only a person can name; ending it would end all that it runs. */
export function freeing({ pid, name, unit }: Holder): Freeing {
  const list = Object.entries(SUPERVISORS).find(([prefix]) => name.startsWith(prefix))?.[1];
  if (list !== undefined) return { words: list, ends: false };
  if (pid === 1 || name === 'systemd')
    return { words: ['systemctl', ...(pid === 1 ? [] : ['--user']), 'list-sockets'], ends: false };
  if (unit !== null) return { words: ['systemctl', 'stop', unit], ends: true };
  const wait = ['timeout', '30', 'tail', `--pid=${pid}`, '-f', '/dev/null'];
  return { words: ['kill', String(pid)], ends: true, wait };
}

/** What holds the ports of what it runs, by the beginning of its name. */
const SUPERVISORS: Readonly<Record<string, readonly string[]>> = {
  'PM2 v': ['pm2', 'list'],
  'docker-proxy': ['docker', 'ps'],
  conmon: ['podman', 'ps'],
};

/**
 * The innermost service in control groups of a process, as /proc/PID/cgroup has them; systemd's own tree is `0::`, or
 * `name=systemd` beside version 1. What runs below a user's manager is no unit of the system's, whatever it is called there.
 */
export function unitOf(controlGroups: string): string | null {
  const line = controlGroups.split('\n').find((one) => /^(?:0:|\d+:name=systemd):/.test(one));
  const parts = line?.split('/') ?? [];
  const unit = parts.findLast((part) => part.endsWith('.service'));
  return parts.some((part) => /^user@\d+\.service$/.test(part)) ? null : (unit ?? null);
}

/** cgroups(7): the unified tree, or systemd's own tree beside the controllers of version 1. */
const TREES = ['/sys/fs/cgroup', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified'];

function processesOf(controlGroup: string): readonly string[] {
  if (controlGroup === '' || controlGroup === '/') return [];
  const tree = TREES.find((one) => readIfThere(join(one, controlGroup, 'cgroup.procs')) !== undefined);
  return tree === undefined ? [] : processesBelow(join(tree, controlGroup));
}

function processesBelow(folder: string): readonly string[] {
  const own = (readIfThere(join(folder, 'cgroup.procs')) ?? '').split('\n').filter(Boolean);
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...own, ...below.flatMap(({ name }) => processesBelow(join(folder, name)))];
}

/** Whether a process has one of these sockets open; undefined when we may not see, false when it has gone. */
function holds(pid: string, inodes: ReadonlySet<string>): boolean | undefined {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((fd) => inodes.has(socketInode(join(folder, fd))));
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EACCES' ? undefined : false;
  }
}

/** Inodes of the sockets that a process has open; none when we may not see, or it has gone. */
function socketsOf(pid: string): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder)
      .map((fd) => socketInode(join(folder, fd)))
      .filter(Boolean);
  } catch {
    return [];
  }
}

function socketInode(path: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1] ?? '';
  } catch {
    return '';
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
