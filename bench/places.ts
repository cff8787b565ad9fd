import { mkdirSync, mkdtempSync, renameSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '..');
export const main = resolve(repository, 'dist/main.cjs');

/** Everything that a run of the bench writes lies here, the cache of the tsm that is measured, too. */
export const ground = mkdtempSync(join(tmpdir(), 'tsm-bench-'));
process.env['XDG_CACHE_HOME'] = join(ground, 'cache');

const attic = join(ground, 'attic');
mkdirSync(attic);
let kept = 0;

/**
 * Takes something out of the way without deleting it: ext4 looks past the inodes of files that were just
 * deleted, and creating files was seen to take up to thirty times as long.
 */
export function putAway(path: string): void {
  if (existsSync(path)) renameSync(path, join(attic, String(kept++)));
}

export const cleanUp = (): void => rmSync(ground, { recursive: true, force: true });
