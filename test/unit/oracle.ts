/**
 * Readers of the contexts that only quoting needs, written from systemd's sources and from the man pages, without a look at
 * the encoders. Each gives undefined for what its consumer would drop.
 */
import { expandSpecifiers, fromBytes, splitWords, toBytes } from '../../src/unit/words.ts';

const value = <T>(decoded: { value: T } | { error: string }): T | undefined =>
  'value' in decoded ? decoded.value : undefined;
const specifiers = (text: string): string | undefined => value(expandSpecifiers(text));

/** BindPaths= up to 257: a colon outside quotes separates, a backslash shields. */
export function bindSidesOld(text: string): readonly (string | undefined)[] {
  const sides: string[] = [''];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') sides[sides.length - 1] += text.charAt((at += 1));
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote === '' && character === ':') sides.push('');
    else if (quote === '' && /[ \t\r\n]/.test(character)) throw new Error('a second element');
    else sides[sides.length - 1] += character;
  }
  return sides.map((side) => specifiers(side));
}

/** BindPaths= of 262: one word with its escapes kept, then split at colons with escapes resolved. */
export function bindSidesNew(text: string): readonly (string | undefined)[] {
  const words = value(splitWords(toBytes(text), 'data'));
  if (words?.length !== 1) throw new Error('not one element');
  const sides: string[] = [''];
  const word = fromBytes(words[0] ?? '');
  for (let at = 0; at < word.length; at += 1) {
    const character = word.charAt(at);
    if (character === '\\') {
      const next = word.charAt((at += 1));
      if (!/[\\:"']/.test(next)) throw new Error(`unknown escape ${next}`);
      sides[sides.length - 1] += next;
    } else if (character === ':') sides.push('');
    else sides[sides.length - 1] += character;
  }
  return sides.map((side) => specifiers(side));
}

/** ExecSearchPath=: colons split, a backslash shields, no quotes. */
export const searchPathSides = (text: string): readonly (string | undefined)[] =>
  text.split(':').map((side) => (/\\/.test(side) ? undefined : specifiers(side)));

/** The argument of tmpfiles.d(5): C escapes in the rest of the line, no quotes. */
export function tmpfilesArgumentOf(text: string): string | undefined {
  if (text === '-') return '';
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  const words = value(
    splitWords(toBytes(trimmed.replaceAll('\\', '\\\\').replace(/.*/su, (all) => quoteAll(all))), 'c'),
  );
  return words === undefined ? undefined : specifiers(fromBytes(words[0] ?? ''));
}

/** Layer C alone, by way of a word that is quoted as a whole. */
const quoteAll = (text: string): string =>
  `"${text.replaceAll('\\\\', '\\').replaceAll(/(?<!\\)((?:\\\\)*)"/g, '$1\\"')}"`;

/** EnvironmentFile= as src/basic/env-file.c reads it, one assignment in double quotes. */
export function envFileValue(text: string): string | undefined {
  const match = /^[A-Za-z_][A-Za-z0-9_]*="((?:[^"\\]|\\[^])*)"$/u.exec(text);
  return match?.[1]?.replaceAll(/\\(["\\$`])/g, '$1');
}
