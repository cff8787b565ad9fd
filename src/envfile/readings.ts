import type { Code } from '../diagnostics/catalog.ts';
import { isSpan } from '../diagnostics/place.ts';
import type { Scope, SourceText } from '../tsmfile/variable.ts';
import { parseDotenv } from './dotenv.ts';
import { readEnvFile } from './read.ts';
import { parseSystemdEnvFile } from './systemd.ts';

export const READERS = ['bash', 'dotenv', 'systemd', 'tsm'] as const;
export type Reader = (typeof READERS)[number];

/** What one reader makes of one key: a value, nothing, a refusal, or nobody knows without running the file. */
export type Reading =
  | { readonly value: string }
  | { readonly unset: true }
  | { readonly refused: Code }
  | { readonly unknown: true };

/** One key of one file, as each reads it. `offset` is where its last assignment begins. */
export interface KeyReadings {
  readonly key: string;
  readonly offset: number;
  readonly readings: Readonly<Record<Reader, Reading>>;
  /** Variables that the value was made from. */
  readonly uses: ReadonlySet<string>;
}

/**
 * Every key of an env file as bash, dotenv, systemd and tsm read it, in the order of the file. What tsm reads is what bash reads; where
 * tsm refuses the file, only running it would tell what bash makes of it.
 */
export function readAllWays(source: SourceText, scope: Scope): readonly KeyReadings[] {
  const dotenv = parseDotenv(source.text);
  const systemd = parseSystemdEnvFile(source.text);
  const { value: entries, diagnostics } = readEnvFile(source, scope);
  const own = new Map((entries ?? []).map((entry) => [entry.name, entry]));
  const refusals = diagnostics.filter(({ severity }) => severity === 'error');
  const offsets = offsetsOf(source.text);
  const keys = new Set([...own.keys(), ...dotenv.keys(), ...systemd.keys()]);
  return [...keys]
    .map((key): KeyReadings => {
      const entry = own.get(key);
      const offset = entry?.at.start ?? offsets.get(key) ?? 0;
      const tsm: Reading =
        refusals.length === 0
          ? valueOr(entry?.value)
          : { refused: nearestTo(offset, refusals)?.code ?? 'bash-syntax' };
      const bash: Reading = refusals.length === 0 ? tsm : { unknown: true };
      const readings = { bash, dotenv: valueOr(dotenv.get(key)), systemd: valueOr(systemd.get(key)), tsm };
      return { key, offset, readings, uses: entry?.uses ?? new Set() };
    })
    .toSorted((one, other) => one.offset - other.offset);
}

const valueOr = (value: string | undefined): Reading => (value === undefined ? { unset: true } : { value });

/** Whether all read the key alike. */
export function isReadAlike({ readings }: KeyReadings): boolean {
  return new Set(READERS.map((reader) => JSON.stringify(readings[reader]))).size === 1;
}

/** Where each name last stands before `=` or `:`. */
function offsetsOf(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { 1: name = '', index, 0: whole } of text.matchAll(
    /^[^\S\n]*(?:export[^\S\n]+)?(?=([\w.-]+))\1[^\S\n]*\+?[=:]/gm,
  ))
    found.set(name, index + (whole.length - whole.trimStart().length));
  return found;
}

type Refusals = ReturnType<typeof readEnvFile>['diagnostics'];

/** The refusal that explains a key best: the last one at or before the end of its assignment, else the first. */
function nearestTo(offset: number, refusals: Refusals): Refusals[number] | undefined {
  const placed = refusals.filter(({ at }) => at !== undefined && isSpan(at));
  return placed.find(({ at }) => at !== undefined && isSpan(at) && at.start >= offset) ?? refusals[0];
}
