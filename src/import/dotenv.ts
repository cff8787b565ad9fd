import { readEnvFile } from '../envfile/read.ts';

/** Variables of a `.env` file as foreman reads it: nothing is expanded, and nothing but quotes around all of it is taken away. */
export const parseDotenv = (text: string): ReadonlyMap<string, string> => parse(text, foremans);

/** Names of variables whose value the dotenv libraries find to be another one. */
export function readOtherwise(text: string): readonly string[] {
  const others = parse(text, dotenvs);
  return [...parseDotenv(text)].flatMap(([name, value]) => (others.get(name) === value ? [] : [name]));
}

/** Names of variables that refer to another: dotenv libraries of Ruby, PHP and Go fill it in, foreman does not. */
export function refersToAnother(text: string): readonly string[] {
  const single = new Set(linesOf(text).flatMap((line) => SINGLE.exec(line)?.[1] ?? []));
  return [...parseDotenv(text)].flatMap(([name, value]) =>
    !single.has(name) && /\$\{?[A-Za-z_]/.test(value) ? [name] : [],
  );
}

/** What foreman takes for a variable. Lines with `export` or blanks it skips, and other tools that run a Procfile do not. */
const FOREMANS = /^\w+=/;

/** Numbers of lines, from 1, that are neither a variable nor a comment. */
export const skippedLines = (text: string): readonly number[] =>
  linesOf(text).flatMap((line, index) =>
    ASSIGNMENT.test(line) || /^\s*(?:#.*)?$/.test(line) ? [] : [index + 1],
  );

const ASSIGNMENT = /^\s*(?:export\s+)?([^\s=#]+)\s*=(.*)$/;

const SINGLE = /^\s*(?:export\s+)?([^\s=#]+)\s*=\s*'/;

const linesOf = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

function parse(text: string, value: (written: string) => string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of linesOf(text)) {
    const [, name, written = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name !== undefined) entries.set(name, (FOREMANS.test(line) ? value : dotenvs)(written));
  }
  return entries;
}

/** lib/foreman/env.rb */
function foremans(written: string): string {
  const [, single] = /^'(.*)'$/.exec(written) ?? [];
  if (single !== undefined) return single;
  const [, double] = /^"(.*)"$/.exec(written) ?? [];
  return double?.replaceAll(String.raw`\n`, '\n').replaceAll(/\\(.)/g, '$1') ?? written;
}

function dotenvs(written: string): string {
  const trimmed = written.trim();
  const quoted = /^(?:'[^']*'|"(?:[^"\\]|\\.)*")(?=\s*#|$)/.exec(trimmed)?.[0];
  return foremans(quoted ?? trimmed.replace(/\s*#.*$/, ''));
}

/** Whether tsm, which reads it as bash, finds the same in it. */
export function isPlainDotenv(file: string, text: string, entries: ReadonlyMap<string, string>): boolean {
  const read = readEnvFile({ file, text }, { variables: new Map(), pinned: new Map(), directory: '/' });
  if (read.diagnostics.length > 0 || read.value === undefined) return false;
  return (
    read.value.length === entries.size && read.value.every(({ name, value }) => entries.get(name) === value)
  );
}
