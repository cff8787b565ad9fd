// `$'…'`, after bash's lib/sh/strtrans.c:ansicstr.
import { NO_CHARACTER } from '../diagnostics/text.ts';

const SINGLE: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  e: 0x1b,
  E: 0x1b,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
  '\\': 0x5c,
  "'": 0x27,
  '"': 0x22,
  '?': 0x3f,
};

interface Escape {
  readonly pattern: RegExp;
  /** The bytes that the match stands for, or why they are no text. */
  readonly bytes: (digits: string) => readonly number[] | string;
}

const CODE_POINT = (digits: string): readonly number[] | string => {
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return 'names a character that does not exist';
  return utf8(String.fromCodePoint(code));
};

const ESCAPES: readonly Escape[] = [
  { pattern: /\\([0-7]{1,3})/y, bytes: (digits) => [Number.parseInt(digits, 8) & 0xff] },
  { pattern: /\\x([0-9A-Fa-f]{1,2})/y, bytes: (digits) => [Number.parseInt(digits, 16)] },
  { pattern: /\\(x\{)/y, bytes: () => 'is an escape that only newer versions of bash know' },
  { pattern: /\\u([0-9A-Fa-f]{1,4})/y, bytes: CODE_POINT },
  { pattern: /\\U([0-9A-Fa-f]{1,8})/y, bytes: CODE_POINT },
  { pattern: /\\c([?-[\]-~])/y, bytes: (letter) => [letter === '?' ? 0x7f : letter.charCodeAt(0) & 0x1f] },
  { pattern: /\\(c)/y, bytes: () => 'is a control character that does not exist' },
  { pattern: /\\([abeEfnrtv\\'"?])/y, bytes: (letter) => [SINGLE[letter] ?? 0] },
];

/** The text of `$'…'` without its frame as bash reads it, or why it is no text. */
export function decodeAnsi(inner: string): { readonly value: string } | { readonly why: string } {
  const bytes: number[] = [];
  for (let at = 0; at < inner.length;) {
    const { length, bytes: next } = inner[at] === '\\' ? escapeAt(inner, at) : characterAt(inner, at);
    if (typeof next === 'string') return { why: next };
    if (next.includes(0)) return { why: 'has a NUL character, which no variable can hold' };
    bytes.push(...next);
    at += length;
  }
  try {
    const value = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return NO_CHARACTER.test(value) ? { why: 'makes a Unicode noncharacter' } : { value };
  } catch {
    return { why: 'makes bytes that are not UTF-8' };
  }
}

interface Step {
  readonly length: number;
  readonly bytes: readonly number[] | string;
}

/** An unknown escape keeps its backslash. */
function escapeAt(text: string, at: number): Step {
  for (const { pattern, bytes } of ESCAPES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { length: match[0].length, bytes: bytes(match[1] ?? '') };
  }
  return { length: 1, bytes: [0x5c] };
}

function characterAt(text: string, at: number): Step {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { length: character.length, bytes: utf8(character) };
}

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
