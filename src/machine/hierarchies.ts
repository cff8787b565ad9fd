// [I/O] The control group hierarchies of this machine: one of version 2, or one per controller of version 1, or both (man cgroups).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Hierarchy {
  readonly mountPoint: string;
  readonly version: 1 | 2;
  /** Names of its controllers: none in systemd's own hierarchy of version 1 and in the version 2 beside it. */
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
  const found = mounts.split('\n').map(async (line) => {
    const [, mountPoint = '', type = '', options = ''] = line.split(' ');
    const group = groups.find((each) => isMountOf(each, type, options.split(',')));
    return group === undefined ? [] : [await hierarchyAt(mountPoint, group)];
  });
  return (await Promise.all(found)).flat();
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

async function hierarchyAt(mountPoint: string, { names, own }: Membership): Promise<Hierarchy> {
  const controllers = names.filter((name) => !name.startsWith('name='));
  if (names.length > 0) return { mountPoint, version: 1, controllers, own };
  const listed = await readFile(join(mountPoint, 'cgroup.controllers'), 'utf8');
  return { mountPoint, version: 2, controllers: listed.split(/\s+/).filter(Boolean), own };
}
