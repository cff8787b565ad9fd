// [I/O] Reads a bundle that nobody trusts yet: once, without following links, and only those bytes are used.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import { MANIFEST_FORMAT, manifestSchema, type Manifest } from '../bundle/manifest.ts';
import { checked, diagnostic, hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { StoredBundle } from './store.ts';
import type { Trust } from './trust.ts';

const LARGEST_FILE = 16 * 1024 * 1024;
const UNIT_FILE = /^[A-Za-z0-9][A-Za-z0-9:_.@-]{0,240}\.(?:service|target|slice|socket|timer|path)$/;
const ENV_FILE = /^env\/[A-Za-z0-9][A-Za-z0-9:_.@-]{0,240}\.env$/;
const FRAGMENTS = new Set(['sysusers.conf', 'tmpfiles.conf']);

/** The bundle in `folder`. `trust` is given when it will run as root: then folder, files and every parent are looked at. */
export function openBundle(folder: string, trust: Trust | undefined): Checked<StoredBundle> {
  const real = realpathSync(folder);
  const diagnostics: Diagnostic[] = trust === undefined ? [] : distrustedParents(real, trust);
  const manifest = readManifestFile(real, trust, diagnostics);
  if (manifest === undefined) return checked(undefined as never, diagnostics);
  const files = new Map([[MANIFEST, manifest.text]]);
  for (const path of manifest.value.files) {
    if (!isBundlePath(path)) diagnostics.push(diagnostic('bundle-path', undefined, { path }));
    else readInto(files, real, path, trust, diagnostics);
  }
  diagnostics.push(...unitsWithoutFile(manifest.value), ...extraFiles(real, new Set(files.keys())));
  return hasErrors(diagnostics)
    ? { value: undefined, diagnostics }
    : { value: { manifest: manifest.value, files }, diagnostics };
}

const isBundlePath = (path: string): boolean =>
  UNIT_FILE.test(path) || ENV_FILE.test(path) || FRAGMENTS.has(path);

function readManifestFile(
  folder: string,
  trust: Trust | undefined,
  diagnostics: Diagnostic[],
): { value: Manifest; text: string } | undefined {
  const files = new Map<string, string>();
  readInto(files, folder, MANIFEST, trust, diagnostics);
  const text = files.get(MANIFEST);
  if (text === undefined) return undefined;
  const file = `${folder}/${MANIFEST}`;
  const fail = (problem: string): undefined =>
    void diagnostics.push(diagnostic('manifest-unreadable', undefined, { file, problem }));
  try {
    const raw = JSON.parse(text) as { format?: unknown };
    if (typeof raw.format === 'number' && raw.format > MANIFEST_FORMAT) {
      diagnostics.push(diagnostic('bundle-newer', undefined, { format: raw.format, known: MANIFEST_FORMAT }));
      return undefined;
    }
    const parsed = manifestSchema.safeParse(raw);
    return parsed.success
      ? { value: parsed.data, text }
      : fail(parsed.error.issues[0]?.message ?? 'it is no manifest');
  } catch (problem) {
    return fail((problem as Error).message);
  }
}

/** One file through one descriptor, so that what was looked at is what is read. */
function readInto(
  files: Map<string, string>,
  folder: string,
  path: string,
  trust: Trust | undefined,
  diagnostics: Diagnostic[],
): void {
  const name = join(folder, path);
  let file: number;
  try {
    file = openSync(name, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    diagnostics.push(
      code === 'ENOENT'
        ? diagnostic('bundle-file-missing', undefined, { file: path })
        : unreadable(name, problem),
    );
    return;
  }
  try {
    const stats = fstatSync(file);
    const why = trust === undefined ? undefined : distrust(stats, trust);
    if (!stats.isFile() || stats.size > LARGEST_FILE || stats.nlink > 1)
      diagnostics.push(unreadable(name, new Error('it is no plain file of its own')));
    else if (why !== undefined) diagnostics.push(untrusted(name, why));
    else
      files.set(path, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file)));
  } catch (problem) {
    diagnostics.push(unreadable(name, problem));
  } finally {
    closeSync(file);
  }
}

const unreadable = (file: string, problem: unknown): Diagnostic =>
  diagnostic('unreadable-file', undefined, {
    file,
    reason:
      (problem as NodeJS.ErrnoException).code === 'ELOOP'
        ? 'it is a symbolic link'
        : (problem as Error).message,
  });

/** The manifest lists the units that belong to its services. */
function unitsWithoutFile({ units, files, target, slice }: Manifest): readonly Diagnostic[] {
  const there = new Set(files);
  return [target, slice, ...Object.keys(units)]
    .filter((unit) => !there.has(unit))
    .map((file) => diagnostic('bundle-file-missing', undefined, { file }));
}

function extraFiles(folder: string, known: ReadonlySet<string>): readonly Diagnostic[] {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.name === 'env' && entry.isDirectory()
      ? readdirSync(join(folder, 'env')).map((name) => `env/${name}`)
      : [entry.name],
  );
  return names
    .filter((name) => !known.has(name))
    .map((file) => diagnostic('bundle-extra-file', undefined, { file }));
}

/** Whoever can write a folder on the way can put another bundle in its place. */
function distrustedParents(folder: string, trust: Trust): Diagnostic[] {
  const folders = [join(folder, 'env'), folder];
  for (let at = dirname(folder); ; at = dirname(at)) {
    folders.push(at);
    if (at === '/') break;
  }
  return folders.flatMap((path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const why = stats === undefined ? undefined : distrust(stats, trust);
    return why === undefined ? [] : [untrusted(path, why)];
  });
}

/** Why something could be changed by somebody else. In a sticky folder only owners rename what is theirs. */
function distrust(stats: Stats, { owners, groups }: Trust): string | undefined {
  if (!owners.has(stats.uid)) return `belongs to user ${stats.uid}`;
  if (stats.isDirectory() && (stats.mode & 0o1000) !== 0) return undefined;
  if ((stats.mode & 0o002) !== 0) return 'is writable by everyone';
  return (stats.mode & 0o020) !== 0 && !groups.has(stats.gid)
    ? `is writable by group ${stats.gid}`
    : undefined;
}

function untrusted(path: string, why: string): Diagnostic {
  const fix = why.startsWith('belongs')
    ? 'install from a checkout that root owns, such as one below /opt, or run this with sudo as the user it belongs to'
    : `chmod go-w ${path}`;
  return diagnostic('bundle-untrusted', undefined, { path, why, fix });
}
