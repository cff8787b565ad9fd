// [I/O] File operations that are on disk when they return, and that nobody ever sees half done.
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a new file and its bytes to disk. An old file of that name is replaced in one step. */
export function writeDurable(path: string, text: string, mode = 0o644): void {
  const temporary = join(dirname(path), `.${basename(path)}.tsm-new`);
  removeIfThere(temporary);
  writeSynced(temporary, text, mode);
  renameSync(temporary, path);
  syncDirectory(dirname(path));
}

/** Writes a file that must not be there yet, bytes on disk. Its name is on disk once the folder is synced. */
export function writeSynced(path: string, text: string, mode = 0o644): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeAll(file, Buffer.from(text));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** writeSync may write less than it was given, on a full disk for one. */
function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** Points a symbolic link at `target` by one rename(2), whether it was there or not. */
export function replaceLink(path: string, target: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.tsm-new`);
  removeIfThere(temporary);
  symlinkSync(target, temporary);
  renameSync(temporary, path);
  syncDirectory(dirname(path));
}

/** Makes a folder and those above it; says which were new, outermost first. */
export function makeDirectories(path: string, mode = 0o755): readonly string[] {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return [];
  const above = makeDirectories(dirname(path));
  mkdirSync(path, { mode });
  syncDirectory(dirname(path));
  return [...above, path];
}

export function syncDirectory(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

export function removeIfThere(path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  unlinkSync(path);
  return true;
}

/** Removes a folder when it is there and empty. */
export function removeEmptyDirectory(path: string): void {
  try {
    rmdirSync(path);
  } catch (problem) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((problem as NodeJS.ErrnoException).code ?? ''))
      throw problem;
  }
}

/** What a symbolic link says, or nothing when there is none of that name. */
export function linkText(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? readlinkSync(path)
    : undefined;
}
