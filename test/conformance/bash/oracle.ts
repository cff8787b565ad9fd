import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { evaluateTsmFile } from '../../../src/tsmfile/evaluate.ts';
import type { Scope, Variable } from '../../../src/tsmfile/variable.ts';

/** Files that are read one after the other, and the variables they start with. */
export interface Case {
  readonly files: readonly string[];
  readonly scope: Readonly<Record<string, string>>;
}

/** One variable as bash has it: attributes as in `${NAME@a}`. */
export interface BashVariable {
  readonly value: string | readonly string[];
  readonly exported: boolean;
}

export interface Judged {
  readonly case: Case;
  readonly ours: ReadonlyMap<string, Variable>;
  readonly bash: ReadonlyMap<string, BashVariable>;
  /** What bash complained about. */
  readonly stderr: string;
}

const DRIVER = fileURLToPath(new URL('driver.bash', import.meta.url));

export const scopeOf = (variables: Readonly<Record<string, string>>, directory = '/srv/app'): Scope => ({
  variables: new Map(Object.entries(variables).map(([name, value]) => [name, { value }])),
  pinned: new Map(),
  directory,
});

/** Reads with tsm. Undefined when tsm refuses the files. */
export function readWithTsm(
  { files, scope }: Case,
  directory: string,
): ReadonlyMap<string, Variable> | undefined {
  const sources = files.map((text, index) => ({ file: `${index}.tsm`, text }));
  return evaluateTsmFile(sources, scopeOf(scope, directory)).value;
}

/**
 * Gives every case that tsm accepts to one real bash. A case that tsm refuses never reaches bash:
 * it could run a command.
 */
export async function judge(cases: readonly Case[]): Promise<Judged[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-bash-'));
  try {
    const accepted = cases.flatMap((one, index) => {
      const ours = readWithTsm(one, join(folder, String(index)));
      return ours === undefined ? [] : [{ case: one, ours, directory: join(folder, String(index)) }];
    });
    await Promise.all(accepted.map(({ case: one, directory }) => writeCase(one, directory)));
    const results = await runBash(
      folder,
      accepted.map(({ directory }) => directory),
    );
    return accepted.map(({ case: one, ours }, index) => {
      const result = results[index];
      if (result === undefined) throw new Error(`bash did not finish ${JSON.stringify(one.files)}`);
      return { case: one, ours, ...result };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeCase({ files, scope }: Case, directory: string): Promise<void> {
  await mkdir(directory);
  const exports = Object.entries(scope).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`,
  );
  await writeFile(join(directory, 'scope'), exports.join(''));
  await Promise.all(files.map((text, index) => writeFile(join(directory, `${index}.tsm`), text)));
}

async function runBash(folder: string, directories: readonly string[]) {
  if (directories.length === 0) return [];
  const { stdout } = await execa('/bin/bash', ['--norc', '--noprofile', DRIVER, ...directories], {
    cwd: folder,
    extendEnv: false,
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
    stripFinalNewline: false,
  });
  return readAnswers(stdout.split('\0'));
}

function readAnswers(fields: readonly string[]) {
  const answers: { bash: Map<string, BashVariable>; stderr: string }[] = [];
  for (let at = 0; fields[at] === '=case';) {
    const bash = new Map<string, BashVariable>();
    at += 1;
    while (fields[at] !== '=end') {
      const [name = '', attributes = '', count = ''] = fields.slice(at, at + 3);
      const words = fields.slice(at + 3, at + 3 + Number(count));
      at += 3 + Number(count);
      if (name === '') throw new Error('bash stopped in the middle of a case');
      const isArray = attributes.includes('a');
      bash.set(name, { value: isArray ? words : (words[0] ?? ''), exported: attributes.includes('x') });
    }
    answers.push({ bash, stderr: fields[at + 1] ?? '' });
    at += 2;
  }
  return answers;
}

/** Every difference between the two readings, in words. */
export function differences({ case: one, ours, bash, stderr }: Judged): string[] {
  const found = stderr === '' ? [] : [`bash complains: ${stderr}`];
  const inScope = (name: string) => one.scope[name];
  for (const name of new Set([...ours.keys(), ...bash.keys()])) {
    // bash itself was started with a PATH.
    if (name === 'PATH' && !ours.has(name) && inScope(name) === undefined) continue;
    const mine = ours.get(name) ?? { value: inScope(name), exported: inScope(name) !== undefined };
    const theirs = bash.get(name);
    const [a, b] = [mine, theirs ?? { value: undefined, exported: false }].map(({ value, exported }) =>
      JSON.stringify({ value, exported }),
    );
    if (a !== b) found.push(`${name}: tsm ${a}, bash ${b}`);
  }
  return found;
}
