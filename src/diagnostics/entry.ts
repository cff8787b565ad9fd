import type { Severity } from './diagnostic.ts';

/** The wording of one code. `title` and `hint` are shown with a complaint, `about` opens its section in docs/diagnostics.md. */
export interface Entry<Data> {
  readonly severity: Severity;
  /** What is wrong, in one line without a full stop. */
  readonly title: (data: Data) => string;
  /** The edit that fixes it, as an instruction. */
  readonly hint: (data: Data) => string;
  /** When this is said and why tsm cares, in one or two sentences. */
  readonly about: string;
}

export const error = <Data>(entry: Omit<Entry<Data>, 'severity'>): Entry<Data> => ({
  severity: 'error',
  ...entry,
});
export const warning = <Data>(entry: Omit<Entry<Data>, 'severity'>): Entry<Data> => ({
  severity: 'warning',
  ...entry,
});
export const info = <Data>(entry: Omit<Entry<Data>, 'severity'>): Entry<Data> => ({
  severity: 'info',
  ...entry,
});
