// [I/O] Names of machines say whose they are, so that the leavings of a dead owner can be told from a machine in use.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeControlGroups } from './control-groups.ts';

const PATTERN = /^tsm-machine-(\d+)-(\d+)-[0-9a-f]+$/;

/** `tsm-machine-<owner's pid>-<its start time>-<random>`; nspawn takes names of up to 64 characters. */
export function newMachineName(): string {
  return `tsm-machine-${process.pid}-${startTime(process.pid)}-${randomBytes(3).toString('hex')}`;
}

/** Where a machine's files are mounted. Only its own processes see them there, everybody else an empty directory. */
export const machineDirectory = (name: string): string => join(tmpdir(), name);

/** Removes what is left of machines whose owner is dead: control groups with the processes in them, and directories. */
export async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const [, pid, start] = PATTERN.exec(name) ?? [];
    if (pid === undefined || startTime(Number(pid)) === start) continue;
    await removeControlGroups(name);
    removeDirectory(machineDirectory(name));
  }
}

/** Empty directories only, so that no mistake here can cost a file. */
function removeDirectory(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'EBUSY', 'ENOTEMPTY'].includes(code)) throw error;
  }
}

/** Clock ticks from boot to the start of a process, undefined when there is none: field 22 of /proc/PID/stat (man proc). A pid alone comes back. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
