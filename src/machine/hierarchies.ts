// [I/O] The control group hierarchies of this machine: one of version 2, or one per controller of version 1, or both (man cgroups).
import { readFile } from 'node:fs/promises';

export interface Hierarchy {
  readonly mountPoint: string;
  readonly version: 1 | 2;
  /** What a hierarchy of version 1 is for: none for systemd's own. In version 2 every group has its own list. */
  readonly controllers: readonly string[];
  /** The group of this process, as seen from the root of the hierarchy. */
  readonly own: string;
}

export async function readHierarchies(): Promise<Hierarchy[]> {
  const [mounts, memberships] = await Promise.all([
    readFile('/proc/self/mounts', 'utf8'),
    readFile('/proc/self/cgroup', 'utf8'),
  ]);
  const groups = memberships.split('\n').flatMap(parseMembership);
  return mounts.split('\n').flatMap((line) => {
    const [, mountPoint = '', type = '', options = ''] = line.split(' ');
    const group = groups.find((each) => isMountOf(each, type, options.split(',')));
    return group === undefined ? [] : [hierarchyAt(mountPoint, group)];
  });
}

/** A line of /proc/self/cgroup: `4:memory:/path`, `9:name=systemd:/path`, `0::/path` for version 2. */
interface Membership {
  readonly names: readonly string[];
  readonly own: string;
}

function parseMembership(line: string): Membership[] {
  const [, names, own] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
  return names === undefined || own === undefined
    ? []
    : [{ names: names === '' ? [] : names.split(','), own }];
}

function isMountOf({ names }: Membership, type: string, options: readonly string[]): boolean {
  if (type === 'cgroup2') return names.length === 0;
  return type === 'cgroup' && names.length > 0 && names.every((name) => options.includes(name));
}

function hierarchyAt(mountPoint: string, { names, own }: Membership): Hierarchy {
  const controllers = names.filter((name) => !name.startsWith('name='));
  return { mountPoint, version: names.length > 0 ? 1 : 2, controllers, own };
}
