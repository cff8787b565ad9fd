import type { Code, DataOf } from './catalog.ts';
import type { Place } from './place.ts';
import { severityOf, type Severity } from './severity.ts';

export type { Severity } from './severity.ts';

/** What a complaint is made of: a code, its data and a place. The wording lives in the catalogue. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly data: unknown;
  readonly at: Place | undefined;
  /** A second place that belongs to the complaint: the other claimant of a port, the first definition of a name. */
  readonly other: Place | undefined;
}

/** The result of a stage that may complain. `value` is missing exactly when a diagnostic is an error. */
export interface Checked<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function diagnostic<C extends Code>(
  code: C,
  at: Place | undefined,
  data: DataOf<C>,
  other?: Place,
): Diagnostic {
  return { code, severity: severityOf(code), data, at, other };
}

/** Keeps `value` only when nothing in `diagnostics` is an error. */
export function checked<T>(value: T, diagnostics: readonly Diagnostic[]): Checked<T> {
  return { value: hasErrors(diagnostics) ? undefined : value, diagnostics };
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** A broken invariant of ours, never a user's mistake. */
export class InternalError extends Error {
  override name = 'InternalError';
}
