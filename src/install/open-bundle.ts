// [I/O] Reads a bundle that nobody trusts yet: once, without following links, and only those bytes are used.
import { shellQuote } from '../diagnostics/shell-quote.ts';
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
import { diagnostic, hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { StoredBundle } from './store.ts';
import { userName, type Trust } from './trust.ts';

const LARGEST_FILE = 16 * 1024 * 1024;
const UNIT_FILE = /^[A-Za-z0-9][A-Za-z0-9:_.@-]{0,240}\.(?:service|target|slice|socket|timer|path)$/;
const ENV_FILE = /^env\/[A-Za-z0-9][A-Za-z0-9:_.@-]{0,240}\.env$/;
const FRAGMENTS = new Set(['sysusers.conf', 'tmpfiles.conf']);

/** What is read of one bundle, and what speaks against it. */
interface Reading {
  readonly folder: string;
  readonly trust: Trust | undefined;
  readonly files: Map<string, string>;
  readonly doubts: Doubt[];
  readonly diagnostics: Diagnostic[];
}

/** A path that somebody else could change, and why. */
interface Doubt {
  readonly path: string;
  readonly why: string;
}

/**
 * The bundle in `folder`. `trust` is given when it will run as root: then folder, files and every parent are looked at. All is
 * read to its end, so that everything is said at once; with one doubt none of it is given.
 */
export function openBundle(folder: string, trust: Trust | undefined): Checked<StoredBundle> {
  const real = realpathSync(folder);
  const doubts = trust === undefined ? [] : distrustedParents(real, trust);
  const reading: Reading = { folder: real, trust, files: new Map(), doubts, diagnostics: [] };
  const manifest = readManifestFile(reading);
  for (const path of manifest?.files ?? []) {
    if (isBundlePath(path)) readInto(reading, path);
    else reading.diagnostics.push(diagnostic('bundle-path', undefined, { path }));
  }
  const { files } = reading;
  const diagnostics = [
    ...untrusted(doubts, real),
    ...reading.diagnostics,
    ...(manifest === undefined ? [] : [...unitsWithoutFile(manifest), ...extraFiles(real, manifest)]),
  ];
  return manifest === undefined || hasErrors(diagnostics)
    ? { value: undefined, diagnostics }
    : { value: { manifest, files }, diagnostics };
}

const isBundlePath = (path: string): boolean =>
  UNIT_FILE.test(path) || ENV_FILE.test(path) || FRAGMENTS.has(path);

function readManifestFile(reading: Reading): Manifest | undefined {
  const { folder, files, diagnostics } = reading;
  readInto(reading, MANIFEST);
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
    return parsed.success ? parsed.data : fail(parsed.error.issues[0]?.message ?? 'it is no manifest');
  } catch (problem) {
    return fail((problem as Error).message);
  }
}

/** One file through one descriptor, so that what was looked at is what is read. */
function readInto({ folder, trust, files, doubts, diagnostics }: Reading, path: string): void {
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
    if (why !== undefined) doubts.push({ path: name, why });
    if (!stats.isFile() || stats.size > LARGEST_FILE || stats.nlink > 1)
      diagnostics.push(unreadable(name, new Error('it is no plain file of its own')));
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

function extraFiles(folder: string, { files }: Manifest): readonly Diagnostic[] {
  const known = new Set([MANIFEST, ...files]);
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
function distrustedParents(folder: string, trust: Trust): Doubt[] {
  const folders = [join(folder, 'env'), folder];
  for (let at = dirname(folder); ; at = dirname(at)) {
    folders.push(at);
    if (at === '/') break;
  }
  return folders.flatMap((path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    const why = stats === undefined ? undefined : distrust(stats, trust);
    return why === undefined ? [] : [{ path, why }];
  });
}

/** Why something could be changed by somebody else. In a sticky folder only owners rename what is theirs. */
function distrust(stats: Stats, { owners, groups }: Trust): string | undefined {
  if (!owners.has(stats.uid)) return `belongs to ${userName(stats.uid)}`;
  if (stats.isDirectory() && (stats.mode & 0o1000) !== 0) return undefined;
  if ((stats.mode & 0o002) !== 0) return 'is writable by everyone';
  return (stats.mode & 0o020) !== 0 && !groups.has(stats.gid)
    ? `is writable by group ${stats.gid}`
    : undefined;
}

/** One finding for each reason, however many paths it holds for. */
function untrusted(doubts: readonly Doubt[], folder: string): readonly Diagnostic[] {
  return [...new Set(doubts.map(({ why }) => why))].map((why) => {
    const paths = [...new Set(doubts.filter((one) => one.why === why).map(({ path }) => path))];
    const inside = paths.filter((path) => path.startsWith(`${folder}/`));
    const outside = paths.filter((path) => !inside.includes(path));
    const fix = why.startsWith('belongs')
      ? 'install from a checkout that root owns, such as one below /opt, or, where there is sudo, run this with it as the user it belongs to'
      : closing(outside, inside, folder);
    const [path = ''] = [...outside, ...inside];
    return diagnostic('bundle-untrusted', undefined, { path, others: paths.length - 1, why, fix });
  });
}

/** A bundle with many such files is closed as a whole, which is not for us to do to the folders above it. */
function closing(outside: readonly string[], inside: readonly string[], folder: string): string {
  const one = [...outside, ...inside].map((path) => shellQuote(path)).join(' ');
  if (inside.length <= 2) return `chmod go-w ${one}`;
  const above = outside.filter((path) => path !== folder).map((path) => shellQuote(path));
  return `chmod -R go-w ${shellQuote(folder)}${above.length === 0 ? '' : ` && chmod go-w ${above.join(' ')}`}`;
}
