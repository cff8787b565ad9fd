// [I/O] Standard output and standard error, written as Node would write them, without the streams that take it a while to make.
import { fstatSync, writeSync } from 'node:fs';

type Name = 'stdout' | 'stderr';
type GiveUp = (name: Name, problem: NodeJS.ErrnoException) => void;

const DESCRIPTORS: Readonly<Record<Name, number>> = { stdout: 1, stderr: 2 };

/** Streams that had to be made, since a reader was slow; what follows goes the same way. */
const made = new Set<Name>();

/**
 * Writes at once, as Node does to files, pipes and terminals: https://nodejs.org/api/process.html#a-note-on-process-io. A pipe that
 * takes no more for now is left to Node. `giveUp` is told why nothing can be written any more: EPIPE, ENOSPC.
 */
export function write(name: Name, text: string, giveUp: GiveUp): void {
  if (made.has(name)) return void process[name].write(text);
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(DESCRIPTORS[name], rest));
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EAGAIN') hand(name, rest, giveUp);
    else giveUp(name, problem as NodeJS.ErrnoException);
  }
}

/** Whether all is out that was written. */
export const isWritten = (): boolean => [...made].every((name) => process[name].writableLength === 0);

/** Only a terminal is asked for its width, and only a device can be one. */
export const terminalOf = (name: Name): NodeJS.WriteStream | undefined =>
  isDevice(DESCRIPTORS[name]) && process[name].isTTY ? process[name] : undefined;

function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

function hand(name: Name, rest: Buffer, giveUp: GiveUp): void {
  made.add(name);
  process[name].on('error', (problem) => giveUp(name, problem));
  process[name].write(rest);
}
