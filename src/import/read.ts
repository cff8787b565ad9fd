// [I/O] Reads what is to be imported, and what lies beside it.
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readSource } from '../config/load.ts';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { detectKind, type Beside } from './request.ts';

/** A file or a folder that is to be imported. */
export interface Found {
  /** Absolute; nothing for standard input. */
  readonly path: string | undefined;
  readonly isFolder: boolean;
  /** Its name in the folder it lies in. */
  readonly file: string;
  /** What whoever asked calls it. */
  readonly called: string;
  readonly text: string;
  /** Folder that the file lies in, absolute. */
  readonly folder: string;
  /** The same without links, as a program there knows it. */
  readonly real: string;
  /** The same below the project, `.` where it lies elsewhere. */
  readonly directory: string;
  readonly beside: Beside;
}

/** Reads the file `written`, which may be `-`, as seen from `cwd`. */
export async function readImport(cwd: string, written: string): Promise<Checked<Found>> {
  if (written === '-') return await readPipe(cwd);
  const path = resolve(cwd, written);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folder = isFolder ? path : dirname(path);
  const below = relative(cwd, folder).split(sep).join('/');
  const found = {
    path,
    isFolder,
    file: isFolder ? written : basename(path),
    called: written,
    folder,
    real: existsSync(folder) ? realpathSync(folder) : folder,
    directory: below === '' || below.startsWith('..') ? '.' : below,
    beside: besideIn(folder),
  };
  if (isFolder)
    return isNamedLikeFile(path, found.beside)
      ? unreadable(written, 'it is a folder')
      : { value: { ...found, text: '' }, diagnostics: [] };
  const read = readSource(folder, basename(path));
  if ('source' in read) return { value: { ...found, text: read.source.text }, diagnostics: [] };
  return 'missing' in read
    ? unreadable(written, 'it is not there', nameNear(written, found.beside))
    : unreadable(written, read.unreadable);
}

/** A folder is one of units, unless its name is that of another kind of file. */
const isNamedLikeFile = (path: string, { list }: Beside): boolean =>
  detectKind(basename(path), '') !== undefined &&
  !list('.').some((name) => detectKind(name, '') === 'systemd');

/** What lies there and was probably meant. */
function nameNear(written: string, { list }: Beside): string | undefined {
  const near = nearest(basename(written), list('.'));
  return near === undefined ? undefined : join(dirname(written), near);
}

const unreadable = (file: string, reason: string, near?: string): Checked<never> => ({
  value: undefined,
  diagnostics: [diagnostic('import-unreadable', undefined, { file, reason, near })],
});

const PIPE = 'standard input';

const LARGEST = 8 * 1024 * 1024;

async function readPipe(cwd: string): Promise<Checked<Found>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    size += chunks.at(-1)?.length ?? 0;
    if (size > LARGEST) return unreadable(PIPE, `it has more than ${LARGEST} bytes`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    if (text.trim() === '') return unreadable(PIPE, 'nothing came through it');
    const place = {
      path: undefined,
      isFolder: false,
      file: '-',
      called: PIPE,
      folder: cwd,
      real: cwd,
      directory: '.',
    };
    return { value: { ...place, text, beside: besideIn(cwd) }, diagnostics: [] };
  } catch {
    return unreadable(PIPE, 'it is not text in UTF-8');
  }
}

function besideIn(folder: string): Beside {
  return {
    read: (path) => {
      const read = readSource(folder, path);
      return 'source' in read ? read.source.text : undefined;
    },
    exists: (path) => existsSync(join(folder, path)),
    list: (path) => {
      const there = statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() === true;
      return there ? readdirSync(join(folder, path)).sort() : [];
    },
  };
}
