// [I/O] A control group per machine in every hierarchy, so that systemd inside can limit its services and two machines do not
// meet. nspawn makes it the root of a cgroup namespace: from inside, nothing above it can be seen.
import { existsSync } from 'node:fs';
import { readdir, readFile, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readHierarchies, type Hierarchy } from './hierarchies.ts';

export interface ControlGroups {
  /** Absolute directories, one per hierarchy. */
  readonly paths: readonly string[];
  /** Names of the controllers in them. */
  readonly controllers: readonly string[];
  /** The controllers are in hierarchies of version 1, which systemd 256 and 257 must be told to accept. */
  readonly legacy: boolean;
}

/** Where the groups of a machine go: below those of this process, whose own limits go on to hold. The holder makes them. */
export async function chooseControlGroups(name: string): Promise<ControlGroups> {
  const hierarchies = await readHierarchies();
  const groups = await Promise.all(hierarchies.map((hierarchy) => chooseGroup(hierarchy, name)));
  return {
    paths: groups.map(({ path }) => path),
    controllers: groups.flatMap(({ controllers }) => controllers),
    legacy: hierarchies.some(({ controllers }) => controllers.length > 0),
  };
}

/** Kills what runs in a machine's groups and removes them, wherever in the hierarchies they are. */
export async function removeControlGroups(name: string): Promise<void> {
  for (const { mountPoint } of await readHierarchies()) {
    const deepestFirst = (await groupsBelow(mountPoint)).filter((path) => path.split('/').includes(name));
    await Promise.all(deepestFirst.map(killGroup));
    for (const group of deepestFirst) await removeGroup(group);
  }
}

async function chooseGroup(
  hierarchy: Hierarchy,
  name: string,
): Promise<{ path: string; controllers: readonly string[] }> {
  const parent = await parentGroup(hierarchy);
  const path = join(parent, name);
  // In version 2 a group has the controllers that its parent passes on.
  return hierarchy.version === 2
    ? { path, controllers: await readWords(join(parent, 'cgroup.subtree_control')) }
    : { path, controllers: hierarchy.controllers };
}

/**
 * In version 2 a group with processes of its own passes no controllers on (man cgroups, "no internal processes"), so the machine goes
 * below the nearest group above this process that does.
 */
export async function parentGroup({ mountPoint, version, own }: Hierarchy): Promise<string> {
  // In a container the path may be that of the host, whose upper part is not mounted here, or lead above what is: `/..`.
  const place = join(mountPoint, own);
  const start = place.startsWith(`${mountPoint}/`) && existsSync(place) ? place : mountPoint;
  if (version === 1) return start;
  for (let group = start; group.startsWith(mountPoint); group = dirname(group)) {
    const passedOn = await readWords(join(group, 'cgroup.subtree_control'));
    if (passedOn.includes('memory')) return group;
  }
  return start;
}

/** A group comes after those inside it. Groups of others may vanish meanwhile. */
async function groupsBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => groupsBelow(join(directory, name)));
  return [...(await Promise.all(below)).flat(), directory];
}

const readWords = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8')).split(/\s+/).filter(Boolean);

async function killGroup(group: string): Promise<void> {
  const pids = await readFile(join(group, 'cgroup.procs'), 'utf8').catch(() => '');
  for (const pid of pids.split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** The kernel takes a moment to let go of killed processes. */
async function removeGroup(group: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      return await rmdir(group);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
      await sleep(50);
    }
  }
}
