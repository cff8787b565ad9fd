// [I/O] Trees and files of a git repository, without a checkout: the working tree and the index stay as they are.
import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';

export interface Repository {
  /** Absolute. */
  readonly top: string;
  /** The folder of the command below the top, with forward slashes; empty at the top. */
  readonly prefix: string;
}

/** One side of a comparison: a commit, or the working tree with what is not committed. */
export interface Revision {
  readonly name: string;
  /** Absent for the working tree. */
  readonly commit: string | undefined;
}

/** Files of one side by path from the top, read when asked for. */
export interface Tree {
  readonly paths: readonly string[];
  readonly read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const fail = (problem: Diagnostic): Checked<never> => ({ value: undefined, diagnostics: [problem] });

/** Answers are for programs: no pager, no locale, no prompt, and nothing is written, not even a refreshed index. */
const QUIET = { LC_ALL: 'C.UTF-8', GIT_PAGER: 'cat', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };

async function git(cwd: string, args: readonly string[], input: string | undefined = undefined) {
  return execa('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd,
    env: QUIET,
    encoding: 'buffer',
    reject: false,
    maxBuffer: 1e9,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The repository around `cwd`. */
export async function openRepository(cwd: string): Promise<Checked<Repository>> {
  const { exitCode, code, stdout, stderr } = await git(cwd, [
    'rev-parse',
    '--show-toplevel',
    '--show-prefix',
  ]);
  if (code === 'ENOENT') return fail(diagnostic('git-missing', undefined, {}));
  if (exitCode !== 0) return fail(diagnostic('git-failed', undefined, { message: lastLine(textOf(stderr)) }));
  const [top = '', prefix = ''] = textOf(stdout).split('\n');
  return { value: { top, prefix: prefix.replace(/\/$/, '') }, diagnostics: [] };
}

const lastLine = (text: string): string => text.trim().split('\n').at(0) ?? '';

/** `REV` against the working tree, `A..B`, or `A...B` from where the two parted. */
export async function openRange(
  repository: Repository,
  range: string,
): Promise<Checked<{ readonly base: Revision; readonly head: Revision }>> {
  const [, from = range, dots = '', to = ''] = /^(.*?)(\.{2,3})(.*)$/.exec(range) ?? [];
  const base = await resolve(repository, from === '' ? 'HEAD' : from);
  if (dots === '' && base.value !== undefined)
    return { value: { base: base.value, head: WORKING_TREE }, diagnostics: [] };
  const head = await resolve(repository, to === '' ? 'HEAD' : to);
  if (base.value === undefined || head.value === undefined)
    return { value: undefined, diagnostics: [...base.diagnostics, ...(dots === '' ? [] : head.diagnostics)] };
  if (dots === '..') return { value: { base: base.value, head: head.value }, diagnostics: [] };
  const commits = [base.value.commit ?? '', head.value.commit ?? ''];
  const { stdout, exitCode } = await git(repository.top, ['merge-base', ...commits]);
  if (exitCode !== 0) return fail(diagnostic('revision-unrelated', undefined, { range }));
  const parted = { name: base.value.name, commit: textOf(stdout).trim() };
  return { value: { base: parted, head: head.value }, diagnostics: [] };
}

const WORKING_TREE: Revision = { name: 'working tree', commit: undefined };

async function resolve({ top }: Repository, name: string): Promise<Checked<Revision>> {
  const unknown = async (): Promise<Checked<never>> =>
    fail(diagnostic('revision-unknown', undefined, { revision: name, shallow: await isShallow(top) }));
  // git would take it for an option.
  if (name.startsWith('-')) return unknown();
  const { exitCode, stdout } = await git(top, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  const commit = textOf(stdout).trim();
  return exitCode === 0 ? { value: { name, commit }, diagnostics: [] } : unknown();
}

async function isShallow(top: string): Promise<boolean> {
  const { stdout } = await git(top, ['rev-parse', '--is-shallow-repository']);
  return textOf(stdout).trim() === 'true';
}

/** The files of one side. Links and submodules are no part of a bundle. */
export async function openTree({ top }: Repository, { commit }: Revision): Promise<Tree> {
  if (commit === undefined) return workingTree(top);
  const { stdout } = await git(top, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const entries = textOf(stdout)
    .split('\0')
    .flatMap((line) => {
      const [, oid, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return oid === undefined || path === undefined ? [] : [[path, oid] as const];
    });
  const oids = new Map(entries);
  return {
    paths: [...oids.keys()],
    read: async (paths) => {
      const known = paths.filter((path) => oids.has(path));
      const texts = await readBlobs(
        top,
        known.map((path) => oids.get(path) ?? ''),
      );
      return new Map(known.map((path, index) => [path, texts[index] ?? '']));
    },
  };
}

/** One process for all: `<oid> blob <size>`, a line break, the bytes, a line break. */
async function readBlobs(top: string, oids: readonly string[]): Promise<readonly string[]> {
  if (oids.length === 0) return [];
  const { stdout } = await git(top, ['cat-file', '--batch'], `${oids.join('\n')}\n`);
  const bytes = Buffer.from(stdout);
  const texts: string[] = [];
  for (let at = 0; texts.length < oids.length;) {
    const end = bytes.indexOf('\n', at);
    const size = Number(bytes.toString('latin1', at, end).split(' ')[2]);
    texts.push(bytes.toString('utf8', end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return texts;
}

/** What is tracked, and what is new and not ignored. */
async function workingTree(top: string): Promise<Tree> {
  const { stdout } = await git(top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const paths = [...new Set(textOf(stdout).split('\0').filter(Boolean))];
  const read = (path: string): readonly (readonly [string, string])[] => {
    try {
      return [[path, readFileSync(join(top, path), 'utf8')]];
    } catch {
      return []; // Deleted, but still in the index.
    }
  };
  return { paths, read: async (wanted) => new Map(wanted.flatMap(read)) };
}
