import type { Code, DataOf } from '../diagnostics/catalog.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/place.ts';

/** What a name stands for. `uses` are the names it was made from. */
export interface Binding {
  readonly value: string | readonly string[];
  readonly uses: ReadonlySet<string>;
}

/** A value that `${NAME:=word}` gives to a name. Places: the whole expansion, and its word. */
export interface DefaultAssignment extends Binding {
  readonly name: string;
  readonly value: string;
  readonly at: Span;
  readonly valueAt: Span;
}

/** What words are read against. The callbacks are called in the order of the text. */
export interface WordContext {
  readonly file: string;
  /** The folder of the file on the host, absolute. */
  readonly directory: string;
  readonly lookup: (name: string) => Binding | undefined;
  /** Every name that `lookup` knows, for suggestions. */
  readonly names: () => Iterable<string>;
  readonly assign: (assignment: DefaultAssignment) => void;
  readonly report: (problem: Diagnostic) => void;
}

/** One reading of a word: the context, and what the reading gathers. */
export interface Reading extends WordContext {
  /** Every variable the word was made from, also through others. */
  readonly uses: Set<string>;
  /** False inside a word that bash would not expand, as in `${SET:-word}`: it is checked, with no effects. */
  readonly live: boolean;
  readonly depth: number;
}

/** Anything of the syntax tree: a place in the file. */
export interface Node {
  readonly pos: number;
  readonly end: number;
}

/** A first reading of a word, with nothing gathered yet. */
export const startReading = (context: WordContext): Reading => ({
  ...context,
  uses: new Set(),
  live: true,
  depth: 0,
});

export const spanOf = (file: string, { pos, end }: Node): Span => ({ file, start: pos, end });

/** Reports one node of the syntax tree. */
export function refuse<C extends Code>(context: WordContext, code: C, node: Node, data: DataOf<C>): void {
  context.report(diagnostic(code, spanOf(context.file, node), data));
}
