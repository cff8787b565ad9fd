// [I/O] Secrets of a trial: those of this machine, those that were given, and for the rest something that is none.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { positionAt } from '../diagnostics/frame.ts';
import { isSpan } from '../diagnostics/place.ts';
import { readEnvFile } from '../envfile/read.ts';
import type { RunOptions } from '../machine/enter.ts';
import type { Machine } from '../machine/machine.ts';
import { envFileLine } from '../unit/quote.ts';
import { tsmInside } from './inside.ts';

/** Secrets from a file of NAME=value lines. What is wrong with it is said without a line of it. */
export function readGivenSecrets(cwd: string, file: string): Checked<ReadonlyMap<string, string>> {
  const path = resolve(cwd, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (problem) {
    return refused(file, [(problem as NodeJS.ErrnoException).code ?? 'it cannot be read']);
  }
  const scope = { variables: new Map(), pinned: new Map(), directory: '/' };
  const { value: entries, diagnostics } = readEnvFile({ file, text }, scope);
  if (entries === undefined)
    return refused(
      file,
      diagnostics.map((one) => lineOf(one, text)),
    );
  const unfit = entries.flatMap(({ name, value }) => {
    const line = envFileLine(name, value);
    if (value === '') return [`${name} is empty`];
    return 'refusal' in line ? [`${name} cannot be handed to a service: ${line.refusal.rule}`] : [];
  });
  if (unfit.length > 0) return refused(file, unfit);
  return { value: new Map(entries.map(({ name, value }) => [name, value])), diagnostics: [] };
}

const refused = (file: string, problems: readonly string[]): Checked<never> => ({
  value: undefined,
  diagnostics: problems.map((problem) => diagnostic('try-secrets-file', undefined, { file, problem })),
});

const lineOf = ({ at }: Diagnostic, text: string): string =>
  at !== undefined && isSpan(at)
    ? `line ${positionAt(text, at.start).line} is not NAME=value`
    : 'it is not made of NAME=value lines';

/** No secrets where the bundle was refused, which the install says then. */
interface SecretList {
  readonly secrets?: readonly { readonly name: string; readonly state: string }[];
}

/** Sets every secret that is missing inside, and gives the names of those that got a placeholder. */
export async function fillSecrets(
  machine: Machine,
  environment: string,
  given: ReadonlyMap<string, string>,
  as: RunOptions,
): Promise<readonly string[]> {
  const at = `@${environment}`;
  const { document } = await tsmInside<SecretList>(machine, ['secrets', 'list', at], as);
  const { secrets = [] } = document;
  const wanted = new Set(secrets.filter(({ state }) => state !== 'not used any more').map(nameOf));
  const missing = new Set(secrets.filter(({ state }) => state === 'missing').map(nameOf));
  for (const name of wanted) {
    const value = given.get(name) ?? (missing.has(name) ? randomBytes(24).toString('hex') : undefined);
    if (value !== undefined) await tsmInside(machine, ['secrets', 'set', name, at], { ...as, input: value });
  }
  return [...missing].filter((name) => !given.has(name));
}

const nameOf = ({ name }: { readonly name: string }): string => name;
