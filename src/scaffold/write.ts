// [I/O] Writes all files or none, and none over one that is there.
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { outside, wayOutside } from '../import/inside.ts';

/** A file as it is to be. `before` is what is replaced knowingly; without it the file must not be there. */
export interface FileChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly text: string;
  /** A program to be run. */
  readonly isProgram?: true;
}

/** Those of the changes whose file is there although it should be new. */
export const inTheWay = (directory: string, changes: readonly FileChange[]): readonly string[] =>
  changes
    .filter(({ path, before }) => before === undefined && isThere(resolve(directory, path)))
    .map(({ path }) => path);

/** A dangling link is in the way, too. */
const isThere = (path: string): boolean => {
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  return folder?.isDirectory() === true && lstatSync(path, { throwIfNoEntry: false }) !== undefined;
};

/**
 * Every text is on the disk before the first takes its place. Then new files are linked, which fails where somebody was faster,
 * and changed ones renamed. A failure undoes what was done; an interrupt waits until it is over.
 */
export function writeFiles(directory: string, changes: readonly FileChange[]): Diagnostic | undefined {
  const undo: (() => void)[] = [];
  process.on('SIGINT', wait).on('SIGTERM', wait).on('SIGHUP', wait);
  try {
    const staged = changes.map((change) => stage(directory, change, undo));
    for (const one of staged) place(one, undo);
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    return undefined;
  } catch (problem) {
    for (const step of undo.toReversed()) step();
    return cannotWrite(problem, directory);
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', wait).off('SIGHUP', wait);
  }
}

const wait = (): void => undefined;

const STAGED = `.tsm-${process.pid}`;

interface Staged extends FileChange {
  readonly target: string;
  readonly temporary: string;
}

function stage(directory: string, change: FileChange, undo: (() => void)[]): Staged {
  const written = resolve(directory, change.path);
  mustStayInside(directory, change.path, written);
  makeFolder(dirname(written), undo);
  const target = change.before === undefined ? written : realpathSync(written);
  mustStayInside(directory, change.path, target);
  const temporary = join(dirname(target), `.${basename(target)}${STAGED}`);
  undo.push(() => rmSync(temporary, { force: true }));
  writeFileSync(temporary, change.text, { flag: 'wx', mode: change.isProgram === true ? 0o777 : 0o666 });
  if (change.before !== undefined) chmodSync(temporary, statSync(target).mode);
  return { ...change, target, temporary };
}

/** The workflow of a project that lies deeper in a repository lies at the top of that; what has a place of its own lies there. */
function mustStayInside(directory: string, path: string, target: string): void {
  if (isAbsolute(path)) return;
  const [up = ''] = /^(?:\.\.\/)*/.exec(path) ?? [];
  const where = wayOutside(join(directory, up), relative(join(directory, up), target));
  if (where !== undefined) throw outside(directory, path, where);
}

function makeFolder(path: string, undo: (() => void)[]): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  const made: string[] = [];
  for (
    let one = path;
    relative(first, one) === '' || !relative(first, one).startsWith('..');
    one = dirname(one)
  )
    made.push(one);
  // Somebody else may have put a file into it meanwhile.
  undo.push(() => made.forEach((one) => readdirSync(one).length === 0 && rmdirSync(one)));
}

function place({ before, target, temporary }: Staged, undo: (() => void)[]): void {
  if (before === undefined) {
    linkSync(temporary, target);
    undo.push(() => rmSync(target, { force: true }));
    return;
  }
  if (readFileSync(target, 'utf8') !== before)
    throw Object.assign(new Error('it was changed meanwhile'), { code: 'EBUSY', path: target });
  renameSync(temporary, target);
  undo.push(() => writeFileSync(target, before));
}

function cannotWrite(problem: unknown, directory: string): Diagnostic {
  const { code, message, path, dest } = problem as NodeJS.ErrnoException & { dest?: string };
  if (code === undefined) throw problem;
  return diagnostic('cannot-write', undefined, {
    path: asAsked(relative(directory, dest ?? path ?? directory)),
    problem: asAsked(message.replaceAll(`${directory}/`, '')),
  });
}

/** Nobody has asked for the file under which a text waits for its place. */
const asAsked = (text: string): string =>
  text.replaceAll(/(^|[/'])\.([^/']+)(\.tsm-\d+)/g, (all, before: string, name: string, end: string) =>
    end === STAGED ? before + name : all,
  );
