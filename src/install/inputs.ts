// [I/O] What a service reads beside its unit file and that can change without the bundle.
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostRoot, secretFile, type HostPaths } from './paths.ts';
import type { UnitRecord } from './state.ts';
import type { StoredBundle } from './store.ts';

/** What a unit runs with beside its unit file. */
export interface Inputs {
  readonly secrets: string;
  readonly files: string;
}

/**
 * Hashes, since the state that keeps them may be read by everyone. A random line in each file of secrets is the salt. What only
 * root may read is taken to be as it was at the start, since nothing can be said of it.
 */
export function observeInputs(
  paths: HostPaths,
  unit: string,
  bundle: StoredBundle | undefined,
  atStart: UnitRecord | undefined,
): Inputs {
  const entry = bundle?.manifest.units[unit];
  const secrets = (entry?.secrets?.length ?? 0) > 0 ? readIfThere(secretFile(paths, unit)) : '';
  const root = hostRoot(paths, bundle?.manifest.root ?? '/');
  const files = (entry?.restartOn ?? []).map(
    (file) => [file, readIfThere(file.startsWith('/') ? file : join(root, file))] as const,
  );
  return {
    secrets:
      secrets === CLOSED
        ? (atStart?.secrets ?? '')
        : secrets === ''
          ? ''
          : createHash('sha256').update(secrets).digest('hex'),
    files: files.some(([, text]) => text === CLOSED) ? (atStart?.files ?? '') : hashOf(files),
  };
}

function hashOf(files: readonly (readonly [file: string, text: string | typeof CLOSED])[]): string {
  if (files.length === 0) return '';
  const hash = createHash('sha256');
  for (const [file, text] of files) hash.update(`${file}\0${String(text)}\0`);
  return hash.digest('hex');
}

const LARGEST_FILE = 16 * 1024 * 1024;

/** There, perhaps, and not for us to read. */
const CLOSED = Symbol('closed');

/** A service may own such a file, so a pipe must not stop us and a device not fill us: only plain files of some size count. */
function readIfThere(path: string): string | typeof CLOSED {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= LARGEST_FILE ? readFileSync(file, 'latin1') : `${stats.size}`;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EACCES' ? CLOSED : '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
