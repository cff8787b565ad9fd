// [I/O] Files of JSON in a store, read and judged by their schema.
import { readFileSync } from 'node:fs';

/** What a file holds, and what of it is wrong. */
export interface Judged<T> {
  readonly raw: unknown;
  readonly data?: T | undefined;
  readonly issue?: string | undefined;
}

export interface Schema<T> {
  readonly safeParse: (value: unknown) => {
    readonly data?: T | undefined;
    readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined;
  };
}

/** Throws what reading throws, and SyntaxError where there is no JSON. A verb asks about a file many times, and judges each text once. */
export function readJudged<T>(path: string, schema: Schema<T>): Judged<T> {
  const text = readFileSync(path, 'utf8');
  const known = last.get(path);
  if (known?.text === text && known.schema === schema) return known.judged as Judged<T>;
  const raw: unknown = JSON.parse(text);
  const { data, error } = schema.safeParse(raw);
  const judged: Judged<T> = { raw, data, issue: error?.issues[0]?.message };
  last.set(path, { text, schema, judged });
  return judged;
}

const last = new Map<string, { readonly text: string; readonly schema: unknown; readonly judged: unknown }>();
