// [I/O] The store itself: its link to what is in use, what it must hide, and who works on it.
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hostPaths, storeRoot, type HostContext, type HostPaths } from '../install/paths.ts';
import {
  editedFiles,
  generationTime,
  isIntact,
  listGenerations,
  readGeneration,
  readPending,
  readState,
  type StoredBundle,
} from '../install/store.ts';
import { currentGeneration } from '../install/stores.ts';

/** A store whose link to the generation in use is gone or leads nowhere that is whole. */
export interface BrokenStore {
  readonly paths: HostPaths;
  readonly environment: string;
  /** The newest generation that is whole, to go on with. */
  readonly whole: number | undefined;
}

/** Stores that have generations but no way to one. Those whose install never came to its switch are none of them. */
export const storesWithoutCurrent = (contexts: readonly HostContext[]): readonly BrokenStore[] =>
  contexts.flatMap((context) =>
    namesIn(storeRoot(context)).flatMap((base) => {
      const paths = hostPaths(context, base);
      const isBroken = currentGeneration(paths) === undefined && readPending(paths) === undefined;
      const whole = newestWhole(paths, undefined);
      return isBroken && whole !== undefined
        ? [{ paths, environment: readState(paths)?.environment ?? base, whole }]
        : [];
    }),
  );

/** The generation to go on with: the newest that is whole, and none that never came into use. */
export function newestWhole(paths: HostPaths, except: number | undefined): number | undefined {
  return listGenerations(paths).findLast((number) => {
    const bundle = number === except ? undefined : readGeneration(paths, number);
    return bundle !== undefined && isIntact(paths, number, bundle);
  });
}

export interface StoreExam {
  /** Files of the generation in use that are not as they were written. */
  readonly editedFiles: readonly string[];
  /** When it was written, in milliseconds since 1970. */
  readonly writtenAt: number;
  /** Files and folders of secrets that others may read; nothing when only root could see it. */
  readonly exposed: readonly string[] | undefined;
  /** What holds the lock, and is at work. */
  readonly holder: LockHolder | undefined;
}

export interface LockHolder {
  readonly pid: number;
  readonly command: string;
}

export function examineStore(
  paths: HostPaths,
  generation: number,
  bundle: StoredBundle,
  uid: number,
): StoreExam {
  return {
    editedFiles: editedFiles(paths, generation, bundle),
    writtenAt: generationTime(paths, generation),
    exposed: exposedSecrets(paths, uid),
    holder: lockHolder(paths.lock),
  };
}

function exposedSecrets({ secrets, scope }: HostPaths, uid: number): readonly string[] | undefined {
  const keeper = scope === 'system' ? 0 : uid;
  const folder = lstatSync(secrets, { throwIfNoEntry: false });
  if (folder === undefined) return [];
  try {
    const files = readdirSync(secrets).map((name) => join(secrets, name));
    return [secrets, ...files].filter((path) => {
      const { mode, uid: owner } = lstatSync(path);
      return (mode & 0o077) !== 0 || owner !== keeper;
    });
  } catch {
    return undefined;
  }
}

/** flock(2) leaves no trace but in /proc/locks: `1: FLOCK ADVISORY WRITE 123 00:1a:4567 0 EOF`. Looking must not take it. */
function lockHolder(path: string): LockHolder | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !existsSync('/proc/locks')) return undefined;
  const held = readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .some((line) => line.includes(' FLOCK ') && line.includes(`:${stats.ino} `));
  if (!held) return undefined;
  try {
    const { pid, command } = JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
    return { pid: Number(pid), command: String(command) };
  } catch {
    return { pid: 0, command: 'tsm' };
  }
}

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];
