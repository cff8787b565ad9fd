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
  const temporary = temporaryOf(path);
  removeIfThere(temporary);
  try {
    writeSynced(temporary, text, mode);
    renameSync(temporary, path);
  } catch (problem) {
    removeIfThere(temporary);
    throw problem;
  }
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

/** Points a symbolic link at `target` in one step: symlink(2), or rename(2) where there is one already. */
export function replaceLink(path: string, target: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(target, path);
  else {
    const temporary = temporaryOf(path);
    removeIfThere(temporary);
    symlinkSync(target, temporary);
    renameSync(temporary, path);
  }
  syncDirectory(dirname(path));
}

/** Under which name something is made that then takes the place of `path`. Who is killed in between leaves it. */
export const temporaryOf = (path: string): string => join(dirname(path), `.${basename(path)}.tsm-new`);

/** Folders on the way to `path` that are not there, outermost first. */
export function missingDirectories(path: string): readonly string[] {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined
    ? [...missingDirectories(dirname(path)), path]
    : [];
}

/** Makes a folder and those above it; says which were new, outermost first. */
export function makeDirectories(path: string, mode = 0o755): readonly string[] {
  const missing = missingDirectories(path);
  for (const folder of missing) {
    mkdirSync(folder, { mode });
    syncDirectory(dirname(folder));
  }
  return missing;
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

/** Removes a folder when it is there, empty, no mount point, and not on a read-only file system. */
export function removeEmptyDirectory(path: string): void {
  try {
    rmdirSync(path);
  } catch (problem) {
    if (!KEPT_FOLDER.includes((problem as NodeJS.ErrnoException).code ?? '')) throw problem;
  }
}

const KEPT_FOLDER = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EROFS'];

/** What a symbolic link says, or nothing when there is none of that name. */
export function linkText(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    ? readlinkSync(path)
    : undefined;
}
