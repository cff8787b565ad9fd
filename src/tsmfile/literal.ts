import { refuse, type Reading } from './context.ts';
import type { RawText } from './flatten.ts';
import { readName } from './lookup.ts';
import type { Piece } from './piece.ts';

/** Where a tilde means a home: bash(1), "Tilde Expansion". */
export type TildePlaces = 'start-and-colons' | 'start';

/** Whether the text begins and ends the word. */
export interface Edges {
  readonly first: boolean;
  readonly last: boolean;
}

/** What follows a tilde that means HOME alone. */
const AFTER_HOME: Readonly<Record<TildePlaces, RegExp>> = { 'start-and-colons': /^[/:]/, start: /^\// };

/** Unquoted text: a backslash quotes the next character, a tilde in its place is HOME. */
export function readLiteral(raw: RawText, tildes: TildePlaces, edges: Edges, reading: Reading): Piece[] {
  const text = withoutLineJoins(raw.text);
  const pieces: Piece[] = [];
  let at = 0;
  let before = edges.first ? 'start' : 'text';
  for (const token of text.match(/\\[\s\S]|\\$|~|:|[^\\~:]+/g) ?? []) {
    at += token.length;
    const isHome = token === '~' && (before === 'start' || (before === ':' && tildes !== 'start'));
    pieces.push(isHome ? readTilde(raw, text.slice(at), tildes, edges, reading) : readToken(token));
    before = token;
  }
  return pieces;
}

/** Backslash-newline is gone before bash sees words. */
const withoutLineJoins = (text: string): string =>
  text.replaceAll(/\\([\s\S])/g, (both, next: string) => (next === '\n' ? '' : both));

/** A lone backslash, at the end of the file, stays. */
const readToken = (token: string): Piece =>
  /^\\./s.test(token) ? { kind: 'quoted', text: token.slice(1) } : { kind: 'bare', text: token };

function readTilde(raw: RawText, rest: string, tildes: TildePlaces, edges: Edges, reading: Reading): Piece {
  const isAlone = rest === '' ? edges.last : AFTER_HOME[tildes].test(rest);
  if (isAlone) return { kind: 'quoted', text: readName('HOME', raw, reading) ?? '' };
  refuse(reading, 'tilde-user', raw, { text: `~${/^[^/:]*/.exec(rest)?.[0] ?? ''}` });
  return { kind: 'quoted', text: '' };
}
