import * as fc from 'fast-check';
import { isImpossible } from './texts.ts';

/** Ways to write a text that bash reads back as exactly that text. */
const WAYS: readonly ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  (text) => `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`,
  (text) => `$'${[...text].map(escaped).join('')}'`,
  (text) => [...text].map((one) => (one === '\n' ? "'\n'" : `\\${one}`)).join('') || "''",
];

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "'" || character === '\\') return `\\${character}`;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xff && code % 2 === 1 ? `\\U${code.toString(16).padStart(8, '0')}` : character;
}

/**
 * `text` as a word of bash: one way for the whole, or another for each half. bash itself drops what follows a NUL in `$'…'`, and `\\U`
 * is a character to it only where the locale is one of UTF-8, which that of a service need not be.
 */
export function spelled(text: string): fc.Arbitrary<string> {
  const plain = isImpossible(text) || /[^\0-\xff]/.test(text);
  const way = fc.constantFrom(...WAYS.filter((one) => one !== inFile || !plain));
  const characters = [...text];
  const middle = Math.floor(characters.length / 2);
  const [first, second] = [characters.slice(0, middle).join(''), characters.slice(middle).join('')];
  return fc.oneof(
    way.map((write) => write(text)),
    fc.tuple(way, way).map(([one, other]) => one(first) + other(second)),
  );
}

/** The same inside a file, where tsm takes no character that bash garbles or that editors hide as it stands. */
export const spelledInFile = (text: string): fc.Arbitrary<string> =>
  /[\x01\x7f\r]/.test(text) ? fc.constant(inFile(text)) : fc.oneof(spelled(text), fc.constant(inFile(text)));

export const inFile = WAYS[2] as (text: string) => string;
export const singleQuoted = WAYS[0] as (text: string) => string;
