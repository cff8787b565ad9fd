// [I/O] Reads a file of somebody else, who may have put something else in its place.
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';

/** Up to so many bytes of it; nothing where it is no file, or cannot be read. A pipe is never waited for. */
export function readPlainFile(path: string, mostBytes: number): Buffer | undefined {
  try {
    const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
    const file = openSync(realpathSync(path), O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    try {
      if (!fstatSync(file).isFile()) return undefined;
      const bytes = Buffer.alloc(mostBytes);
      return bytes.subarray(0, readSync(file, bytes, 0, mostBytes, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}
