/** The wording of one code. `title` and `hint` are shown with a complaint, `about` opens its section in docs/diagnostics.md. */
export interface Entry<Data> {
  /** What is wrong, in one line without a full stop. */
  readonly title: (data: Data) => string;
  /** The edit that fixes it, as an instruction. */
  readonly hint: (data: Data) => string;
  /** When this is said and why tsm cares, in one or two sentences. */
  readonly about: string;
}

/** Infers what a wording is written for. */
export const wording = <Data>(entry: Entry<Data>): Entry<Data> => entry;
