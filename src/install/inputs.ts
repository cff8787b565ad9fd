// [I/O] What a service reads beside its unit file and that can change without the bundle.
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostRoot, type HostPaths } from './paths.ts';
import type { StoredBundle } from './store.ts';

/** What a unit runs with beside its unit file. */
export interface Inputs {
  readonly secrets: string;
  readonly files: string;
}

/** Hashes, since the state that keeps them may be read by everyone. A random line in each file of secrets is the salt. */
export function observeInputs(paths: HostPaths, unit: string, bundle: StoredBundle | undefined): Inputs {
  const entry = bundle?.manifest.units[unit];
  const secretFile = join(paths.secrets, `${unit.replace(/\.service$/, '')}.env`);
  const secrets = (entry?.secrets?.length ?? 0) > 0 ? readIfThere(secretFile) : '';
  const root = hostRoot(paths, bundle?.manifest.root ?? '/');
  const files = createHash('sha256');
  for (const file of entry?.restartOn ?? [])
    files.update(`${file}\0${readIfThere(file.startsWith('/') ? file : join(root, file))}\0`);
  return {
    secrets: secrets === '' ? '' : createHash('sha256').update(secrets).digest('hex'),
    files: (entry?.restartOn?.length ?? 0) > 0 ? files.digest('hex') : '',
  };
}

const LARGEST_FILE = 16 * 1024 * 1024;

/** A service may own such a file, so a pipe must not stop us and a device not fill us: only plain files of some size count. */
function readIfThere(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= LARGEST_FILE ? readFileSync(file, 'latin1') : `${stats.size}`;
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
