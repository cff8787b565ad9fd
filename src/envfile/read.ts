import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/place.ts';
import { evaluateTsmFile } from '../tsmfile/evaluate.ts';
import type { Scope, SourceText } from '../tsmfile/variable.ts';

/** One variable of an env file: its last assignment. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** The whole assignment, and the value as written, quotes included. */
  readonly at: Span;
  readonly valueAt: Span;
  /** Every variable the value was made from, also through others. */
  readonly uses: ReadonlySet<string>;
}

/**
 * Reads an env file as the bash file it is, without running it. Every assignment counts, exported or not;
 * the last one of a name wins, in the order of first assignment.
 */
export function readEnvFile(source: SourceText, scope: Scope): Checked<readonly EnvEntry[]> {
  const { value: variables, diagnostics } = evaluateTsmFile([source], scope);
  const arrays: Diagnostic[] = [];
  const entries: EnvEntry[] = [];
  for (const { name, value, at, valueAt, uses } of variables?.values() ?? []) {
    if (typeof value === 'string') entries.push({ name, value, at, valueAt, uses });
    else arrays.push(diagnostic('env-file-array', at, { name }));
  }
  return checked(entries, [...diagnostics, ...arrays]);
}
