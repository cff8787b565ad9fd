import type { Place, Span } from '../diagnostics/place.ts';

/** A text read from disk. `file` is relative to the project directory. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** What a file sees before its first line. */
export interface Scope {
  /** Variables of the environment, and HOME. Their place is for messages. */
  readonly variables: ReadonlyMap<string, { readonly value: string; readonly at?: Place }>;
  /** Names whose value the config or the port allocation has decided: an assignment to one keeps this value. */
  readonly pinned: ReadonlyMap<string, string>;
  /** Names of secrets, by what the file has assigned. */
  readonly secrets?: (variables: ReadonlyMap<string, Variable>) => ReadonlySet<string>;
  /** The folder of the file on the host, absolute, for the two BASH_SOURCE idioms. */
  readonly directory: string;
}

/** The last assignment of one name. */
export interface Variable {
  readonly name: string;
  /** An array assignment, `NAME=(a b)`, gives words. */
  readonly value: string | readonly string[];
  readonly exported: boolean;
  /** The whole assignment `NAME="value"`. */
  readonly at: Span;
  /** The value as written, quotes included. */
  readonly valueAt: Span;
  /** Every variable the value was made from, also through others: what taints it. */
  readonly uses: ReadonlySet<string>;
}
