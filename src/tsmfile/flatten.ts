import type { Word, WordPart } from 'unbash';
import type { Node } from './context.ts';

/** Unquoted text of a word as it stands in the file, backslashes included. */
export interface RawText extends Node {
  readonly type: 'Raw';
  readonly text: string;
}

export type FlatPart = Exclude<WordPart, PlainPart> | RawText;

/**
 * The parts of an unquoted word where patterns and braces are text like any other, which they are in an assignment.
 * They tile the word: what the parser left out between two parts is text too.
 */
export function flattenWord(word: Word): FlatPart[] {
  const flat: FlatPart[] = [];
  const addText = (pos: number, end: number) => {
    if (pos === end) return;
    const before = flat.at(-1);
    const start = before?.type === 'Raw' ? before.pos : pos;
    if (before?.type === 'Raw') flat.pop();
    flat.push({ type: 'Raw', pos: start, end, text: word.text.slice(start - word.pos, end - word.pos) });
  };
  const add = (parts: readonly WordPart[], pos: number, end: number) => {
    let at = pos;
    for (const part of parts) {
      addText(at, part.pos);
      if (isPlain(part)) add(innerParts(part), part.pos, part.end);
      else flat.push(part);
      at = part.end;
    }
    addText(at, end);
  };
  add(word.parts ?? [], word.pos, word.end);
  return flat;
}

/** Parts that are text, and what they hold. */
type PlainPart = Extract<WordPart, { type: 'Literal' | 'Glob' | 'BraceExpansion' }>;

const isPlain = (part: WordPart): part is PlainPart =>
  part.type === 'Literal' || part.type === 'Glob' || part.type === 'BraceExpansion';

const innerParts = (part: PlainPart): readonly WordPart[] =>
  part.type === 'Literal' ? [] : (part.parts ?? []);
