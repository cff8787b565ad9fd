// [I/O] Secrets on a host: one file per unit, for root (or the user) alone from the moment it exists.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Manifest } from '../bundle/manifest.ts';
import { InternalError } from '../diagnostics/diagnostic.ts';
import { parseSystemdEnvFile } from '../envfile/systemd.ts';
import { envFileLine } from '../unit/quote.ts';
import { makeDirectories, removeEmptyDirectory, removeIfThere, syncDirectory } from './durable.ts';
import { secretFile, type HostPaths } from './paths.ts';
import { readPending, readState, writeState } from './store.ts';
import { currentGeneration } from './stores.ts';

/** The secrets of one unit by name; none when it has no file. Throws a `TypeError` when the file is not UTF-8. */
export function readSecrets(paths: HostPaths, unit: string): ReadonlyMap<string, string> {
  const path = secretFile(paths, unit);
  if (!existsSync(path)) return new Map();
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  return parseSystemdEnvFile(text);
}

/** Units that have a file of secrets, whether or not they still want one. */
export function unitsWithSecrets({ secrets }: HostPaths): readonly string[] {
  if (!existsSync(secrets)) return [];
  return readdirSync(secrets)
    .filter((name) => !name.startsWith('.') && name.endsWith('.env'))
    .map((name) => name.replace(/\.env$/, '.service'))
    .sort();
}

/** Replaces the file of one unit in one step; without entries it goes. The caller holds the lock. */
export function writeSecrets(paths: HostPaths, unit: string, entries: ReadonlyMap<string, string>): void {
  const path = secretFile(paths, unit);
  if (entries.size > 0) replacePrivately(path, secretText(entries, saltOf(path)));
  else removeIfThere(path);
  syncDirectory(paths.secrets);
}

const SALT = /^# salt: ([0-9a-f]{32})$/m;

/**
 * The state that everyone may read holds a hash of the whole file. With a random line in it, kept for as long as the file
 * is there, nobody can find out a weak secret from that hash.
 */
function saltOf(path: string): string {
  const text = existsSync(path) ? readFileSync(path, 'latin1') : '';
  return SALT.exec(text)?.[1] ?? randomBytes(16).toString('hex');
}

function secretText(entries: ReadonlyMap<string, string>, salt: string): string {
  const lines = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      const line = envFileLine(name, value);
      if ('refusal' in line) throw new InternalError(`${name} was not checked before it was written`);
      return `${line.text}\n`;
    });
  return `# Secrets of one unit, kept by: tsm secrets set|list|rm\n# salt: ${salt}\n${lines.join('')}`;
}

/** The mode is set while the file is still empty, whatever the umask; the name is there only when the bytes are on disk. */
function replacePrivately(path: string, text: string): void {
  const temporary = path.replace(/[^/]+$/, '.$&.tsm-new');
  removeIfThere(temporary);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = openSync(temporary, flags, 0o600);
  try {
    fchmodSync(file, 0o600);
    writeFileSync(file, text);
    fsyncSync(file);
    renameSync(temporary, path);
  } catch (problem) {
    rmSync(temporary, { force: true });
    throw problem;
  } finally {
    closeSync(file);
  }
}

/**
 * The folder of the secrets, mode 0700. Before a first install the store is made here, and says which folders are new,
 * so that uninstall takes them away, too.
 */
export function prepareSecrets(paths: HostPaths, manifest: Manifest): void {
  const directories = [...makeDirectories(paths.store), ...makeDirectories(paths.secrets, 0o700)];
  chmodSync(paths.secrets, 0o700);
  if (readState(paths) !== undefined || readPending(paths) !== undefined) return;
  const { id, project, environment } = manifest;
  writeState(paths, { format: 1, id, project, environment, directories, enabled: [], units: {} });
}

/** Takes away what `prepareSecrets` made, when no secret is left and nothing is installed. */
export function dropEmptyStore(paths: HostPaths): void {
  const isUnused = currentGeneration(paths) === undefined && readPending(paths) === undefined;
  if (!isUnused || !existsSync(paths.secrets) || readdirSync(paths.secrets).length > 0) return;
  const directories = readState(paths)?.directories ?? [];
  removeIfThere(paths.state);
  const own = [paths.secrets, paths.store, dirname(paths.store)];
  for (const folder of [...own, ...directories.toReversed()]) removeEmptyDirectory(folder);
}
