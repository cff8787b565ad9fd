// [I/O] Where a service finds its programs, as its user and with its own PATH, down to the interpreters of scripts.
import { basename, dirname, join } from 'node:path';
import { isAllowed, isRootsOwn, isSteady, reach, type Reach } from './access.ts';
import type { Identity } from './identity.ts';
import { noExecMount } from './mounts.ts';
import { oddFormat, type OddFormat } from './program-format.ts';
import { programFolders } from './program-folders.ts';
import { firstLine, interpreterOf } from './scripts.ts';

type Closed = Extract<Reach, { kind: 'closed' }>;

/** How looking for a program ended. `script` is the file whose first line asks for it. */
export type ProgramFact =
  | {
      readonly kind: 'found';
      readonly path: string;
      /** The kernel does not know how to execute it; `isFirm` is that of the way to it. */
      readonly odd?: { readonly format: OddFormat; readonly path: string; readonly isFirm: boolean };
    }
  | {
      readonly kind: 'missing';
      readonly program: string;
      /** A file of that name which the user could run. */
      readonly elsewhere: string | undefined;
      /** Where a link to it may be made; nothing where others than root could mislead it. */
      readonly place: string | undefined;
      /** Of a path, the last folder on the way to it that is there. */
      readonly nearest?: string;
      readonly script?: string;
    }
  | { readonly kind: 'closed'; readonly program: string; readonly reach: Closed; readonly script?: string }
  /** `path` has no link in it; `isFirm` is that of the way to it. */
  | {
      readonly kind: 'not-executable';
      readonly path: string;
      readonly isFirm: boolean;
      readonly script?: string;
      /** Where a file system is mounted from which nothing may be executed. */
      readonly noExec?: string;
    }
  /** The first line of a script ends as lines on Windows do. */
  | {
      readonly kind: 'carriage-return';
      readonly path: string;
      readonly isFirm: boolean;
      readonly asks: string;
    }
  | { readonly kind: 'unseen'; readonly program: string };

/** Where else programs may lie, and who would make a link to one. */
export interface Around {
  readonly homes: readonly string[];
  readonly isMendedByRoot: boolean;
}

/** For each program in its order; a script is followed to what runs it. */
export function findProgram(
  program: string,
  searchPath: readonly string[],
  who: Identity | undefined,
  around: Around,
): ProgramFact {
  return follow(program, searchPath, who, around, undefined, MOST_SCRIPTS);
}

const MOST_SCRIPTS = 4;

function follow(
  program: string,
  searchPath: readonly string[],
  who: Identity | undefined,
  around: Around,
  script: string | undefined,
  left: number,
): ProgramFact {
  const of = script === undefined ? {} : { script };
  const candidates = program.includes('/') ? [program] : searchPath.map((folder) => join(folder, program));
  const facts = candidates.map((path) => tryOne(path, program, who));
  const fact =
    facts.find(({ kind }) => kind === 'found') ??
    facts.find(({ kind }) => kind !== 'missing') ??
    ({
      kind: 'missing',
      program,
      ...(program.includes('/') ? { nearest: nearestFolder(program) } : {}),
      ...elsewhere(program, searchPath, who, around),
    } as const);
  if (fact.kind !== 'found') return { ...fact, ...of };
  const line = firstLine(fact.path);
  if (line.startsWith('#!') && line.endsWith('\r')) return carriageReturn(fact.path, line);
  const interpreter = interpreterOf(line);
  if (interpreter === undefined || left === 0) return withFormat(fact);
  const end = reach(fact.path, who, 'r');
  if (end.kind === 'closed') return { kind: 'closed', program, reach: end, ...of };
  const next = follow(interpreter, searchPath, who, around, fact.path, left - 1);
  return next.kind === 'found' ? { ...fact, ...(next.odd === undefined ? {} : { odd: next.odd }) } : next;
}

function withFormat(fact: Extract<ProgramFact, { kind: 'found' }>): ProgramFact {
  const format = oddFormat(fact.path);
  if (format === undefined) return fact;
  const end = reach(fact.path, undefined);
  return end.kind === 'there'
    ? { ...fact, odd: { format, path: end.path, isFirm: isSteady(end) || end.isFirm } }
    : fact;
}

function tryOne(path: string, program: string, who: Identity | undefined): ProgramFact {
  const end = reach(path, who);
  if (end.kind === 'unseen') return { kind: 'unseen', program };
  if (end.kind === 'closed') return { kind: 'closed', program, reach: end };
  if (end.kind === 'missing' || !end.stats.isFile())
    return { kind: 'missing', program, elsewhere: undefined, place: undefined };
  const nobody = (end.stats.mode & 0o111) === 0;
  if (nobody || (who !== undefined && !isAllowed(who, end.path, end.stats, 'x')))
    return { kind: 'not-executable', path: end.path, isFirm: end.isFirm };
  const noExec = noExecMount(end.path);
  return noExec === undefined
    ? { kind: 'found', path }
    : { kind: 'not-executable', path: end.path, isFirm: end.isFirm, noExec };
}

function nearestFolder(path: string): string {
  const end = reach(path, undefined);
  return end.kind === 'missing' ? dirname(end.at) : dirname(path);
}

/** Where the way may be led elsewhere, nothing is changed at its end. */
function carriageReturn(path: string, line: string): ProgramFact {
  const end = reach(path, undefined);
  const isFirm = end.kind === 'there' && end.isFirm;
  return {
    kind: 'carriage-return',
    path: end.kind === 'there' ? end.path : path,
    isFirm,
    asks: line.slice('#!'.length).trim(),
  };
}

/** A file of that name which the user could run, though it is not where the unit looks; rather one that is root's own. */
function elsewhere(
  program: string,
  searchPath: readonly string[],
  who: Identity | undefined,
  { homes, isMendedByRoot }: Around,
): { readonly elsewhere: string | undefined; readonly place: string | undefined } {
  const name = basename(program);
  const found = programFolders(homes)
    .filter((folder) => program.includes('/') || !searchPath.includes(folder))
    .map((folder) => join(folder, name))
    .filter((path) => path !== program && tryOne(path, name, who).kind === 'found');
  const fit = isMendedByRoot ? found.find(isRootsOwn) : found[0];
  const places = program.includes('/') ? [program] : searchPath.map((folder) => join(folder, name));
  const place = places.find((path) => isFree(path, isMendedByRoot));
  return { elsewhere: fit ?? found[0], place: fit === undefined ? undefined : place };
}

function isFree(path: string, isMendedByRoot: boolean): boolean {
  const end = reach(path, undefined);
  return end.kind === 'missing' && end.at === path && (isSteady(end) || !isMendedByRoot);
}
