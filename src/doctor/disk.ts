// [I/O] How much room is left where services, the store and the journal write.
import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** One file system. */
export interface DiskFact {
  /** A path on it that matters. */
  readonly path: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly totalFiles: number;
  readonly freeFiles: number;
}

/** squashfs, iso9660 and erofs are full by nature. */
const READ_ONLY = new Set([0x73_71_73_68, 0x96_60, 0xe0_f5_e1_e2]);

/** The file systems of these paths, each once, by the first path on it. What is not there yet is taken where it would be. */
export function observeDisks(paths: readonly string[]): readonly DiskFact[] {
  const seen = new Set<number>();
  return paths.flatMap((path) => {
    try {
      const there = nearest(path);
      const { dev } = statSync(there);
      const { type, bsize, blocks, bavail, files, ffree } = statfsSync(there);
      if (seen.has(dev) || READ_ONLY.has(type) || blocks === 0) return [];
      seen.add(dev);
      return [
        {
          path: there,
          totalBytes: blocks * bsize,
          freeBytes: bavail * bsize,
          totalFiles: files,
          freeFiles: ffree,
        },
      ];
    } catch {
      return [];
    }
  });
}

function nearest(path: string): string {
  for (let at = path; at !== '/'; at = dirname(at))
    if (statSync(at, { throwIfNoEntry: false }) !== undefined) return at;
  return '/';
}
