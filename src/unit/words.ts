import { HOME_SPECIFIER } from './refusal.ts';

/** What a consumer reads, or why it drops the value, as one clause. */
export type Decoded<T> = { readonly value: T } | { readonly error: string };

/** What a backslash does: C escapes, shields the next byte, or is data. `relaxed` keeps an unknown C escape as written. */
export type Backslash = 'c' | 'relaxed' | 'shield' | 'data';

/** Splitting works on bytes, as systemd's does: one character per byte. */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Words of a list, layer W (src/basic/extract-word.c), the backslash as said. Bytes in, bytes out. */
export function splitWords(bytes: string, backslash: Backslash): Decoded<readonly string[]> {
  const words: string[] = [];
  for (let at = skipBlanks(bytes, 0); at < bytes.length;) {
    const word = extractWord(bytes, at, backslash);
    if ('error' in word) return word;
    words.push(word.value.text);
    at = word.value.next;
  }
  return { value: words };
}

export const blanks = ' \t\r\n';

export function skipBlanks(bytes: string, from: number): number {
  let at = from;
  while (at < bytes.length && blanks.includes(bytes.charAt(at))) at += 1;
  return at;
}

export interface Word {
  readonly text: string;
  /** Where the following word begins. */
  readonly next: number;
}

/** One word from `from`, which is no blank. Quotes may begin mid-word and join with their neighbours. */
export function extractWord(
  bytes: string,
  from: number,
  backslash: Backslash,
  separators = blanks,
): Decoded<Word> {
  let text = '';
  let quote = '';
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes.charAt(at);
    if (byte === '\\' && backslash !== 'data') {
      const escape = readEscape(bytes, at, backslash);
      if (escape === undefined) return { error: 'the value has an escape that systemd does not know' };
      text += escape.text;
      at += escape.length - 1;
    } else if (byte === quote) quote = '';
    else if (quote === '' && (byte === '"' || byte === "'")) quote = byte;
    else if (quote === '' && separators.includes(byte))
      return { value: { text, next: skipBlanks(bytes, at) } };
    else text += byte;
  }
  return quote === '' ? { value: { text, next: bytes.length } } : { error: 'a quote is not closed' };
}

interface Escape {
  readonly text: string;
  /** Bytes taken, the backslash included. */
  readonly length: number;
}

function readEscape(bytes: string, at: number, backslash: Backslash): Escape | undefined {
  const next = bytes.charAt(at + 1);
  if (backslash === 'shield') return next === '' ? undefined : { text: next, length: 2 };
  const escape = cEscape(bytes.slice(at + 1, at + 10));
  if (escape !== undefined) return { text: escape.text, length: escape.length + 1 };
  return backslash === 'relaxed' ? { text: `\\${next}`, length: next === '' ? 1 : 2 } : undefined;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

const numericEscapes: readonly (readonly [pattern: RegExp, radix: number, unicode: boolean])[] = [
  [/^x([0-9A-Fa-f]{2})/, 16, false],
  [/^([0-7]{3})/, 8, false],
  [/^u([0-9A-Fa-f]{4})/, 16, true],
  [/^U([0-9A-Fa-f]{8})/, 16, true],
];

/** Layer C, src/basic/escape.c: cunescape_one. `rest` follows the backslash. */
function cEscape(rest: string): Escape | undefined {
  const simple = simpleEscapes[rest.charAt(0)];
  if (simple !== undefined) return { text: simple, length: 1 };
  for (const [pattern, radix, unicode] of numericEscapes) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const code = Number.parseInt(match[1] ?? '', radix);
    const valid = unicode
      ? code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
      : code > 0 && code <= 0xff;
    if (!valid) return undefined;
    return {
      text: unicode ? toBytes(String.fromCodePoint(code)) : String.fromCharCode(code),
      length: match[0].length,
    };
  }
  return undefined;
}

/** What a unit that is no template makes of a specifier; others depend on the machine. */
const knownSpecifiers: Readonly<Record<string, string>> = { '%': '%', h: HOME_SPECIFIER, i: '' };

/** Layer P, src/shared/specifier.c: specifier_printf. */
export function expandSpecifiers(text: string): Decoded<string> {
  const unknown = /%(?:%|([A-Za-z0-9]))/g;
  for (const [, letter] of text.matchAll(unknown)) {
    if (letter !== undefined && knownSpecifiers[letter] === undefined)
      return { error: `%${letter} is a specifier` };
  }
  return { value: text.replaceAll(/%([%A-Za-z0-9])/g, (_, letter: string) => knownSpecifiers[letter] ?? '') };
}

/** Description=, WorkingDirectory= and others that run to the end of the line. */
export const plainValue = (value: string): Decoded<string> => expandSpecifiers(value);

/** ReadWritePaths= and others whose words know no C escapes. */
export const pathListWords = (value: string): Decoded<readonly string[]> => textWords(value, 'shield');

/** Words of a list with layers W and P: `data` for unit names, directories and URLs. */
export function textWords(value: string, backslash: Backslash): Decoded<readonly string[]> {
  const words = splitWords(toBytes(value), backslash);
  return 'error' in words ? words : all(words.value.map((word) => expandSpecifiers(fromBytes(word))));
}

/** Environment=: name and value of each assignment. */
export function environmentWords(
  value: string,
): Decoded<readonly (readonly [name: string, value: string])[]> {
  const words = textWords(value, 'c');
  return 'error' in words ? words : all(words.value.map(assignment));
}

function assignment(word: string): Decoded<readonly [string, string]> {
  const equals = word.indexOf('=');
  const name = word.slice(0, Math.max(equals, 0));
  const valid = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  return valid ? { value: [name, word.slice(equals + 1)] } : { error: `"${word}" is no assignment` };
}

/** All values, or the first error. */
export function all<T>(parts: readonly Decoded<T>[]): Decoded<readonly T[]> {
  const values: T[] = [];
  for (const part of parts) {
    if ('error' in part) return part;
    values.push(part.value);
  }
  return { value: values };
}
