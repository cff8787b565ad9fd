import type { WordPart } from 'unbash';
import { refuse, type Reading } from './context.ts';
import type { RawText } from './flatten.ts';

// Where bash joins first what the parser already told apart. Written with braces, both agree.

type Part = WordPart | RawText;

/** Refuses a name that goes on in the next line: bash removes backslash-newline before it looks for names. */
export function refuseJoins(parts: readonly Part[], reading: Reading): void {
  for (const [index, part] of parts.entries()) {
    if (part.type !== 'Raw' && part.type !== 'Literal') continue;
    const before = parts[index - 1];
    const opened = openedByDollar(part.text);
    if (before?.type === 'SimpleExpansion' && part.text.startsWith('\\\n')) {
      refuse(reading, 'ambiguous-expansion', part, { text: before.text });
    } else if (opened === '\\') refuse(reading, 'ambiguous-expansion', part, { text: '$' });
    else if (opened !== undefined)
      refuse(reading, 'bash-syntax', part, { message: `unterminated \`$${opened}\`` });
  }
}

/** What follows a dollar that the parser took for text although bash begins an expansion there. */
function openedByDollar(text: string): string | undefined {
  if (!/\$(?:\\\n|[[({])/.test(text)) return undefined;
  return /^(?:\\[\s\S]|[^\\$]|\$(?!\\\n|[[({]))*\$([\\[({])/.exec(text)?.[1];
}

/** Refuses `"${NAME:-"$x"y}"`: bash drops the inner quotes first and then reads `$xy`. */
export function refuseQuoteJoins(parts: readonly WordPart[], reading: Reading): void {
  for (const [index, part] of parts.entries()) {
    if (part.type !== 'DoubleQuoted') continue;
    const pairs = [
      [parts[index - 1], part.parts[0]],
      [part.parts.at(-1), parts[index + 1]],
    ];
    for (const [left, right] of pairs) {
      if (left !== undefined && right !== undefined && endsInDollar(left)) {
        refuse(reading, 'ambiguous-expansion', left, { text: left.text });
      }
    }
  }
}

const endsInDollar = (part: WordPart): boolean =>
  part.type === 'SimpleExpansion' || (part.type === 'Literal' && part.text.endsWith('$'));

/** Refuses `<(` and `>(` in the word of `${NAME:-word}`: bash substitutes there even between double quotes. */
export function refuseProcess(parts: readonly WordPart[], reading: Reading): void {
  for (const part of parts) {
    if (part.type === 'Literal' && /[<>]\(/.test(part.text)) {
      refuse(reading, 'bash-expansion', part, { kind: 'the process substitution', text: part.text });
    }
  }
}

/** Refuses in the word of `"${NAME:-word}"` what bash reads anew after it has dropped inner quotes, and a lone `'`. */
export function refuseLoneMarks(parts: readonly WordPart[], reading: Reading): void {
  refuseDollars(parts, reading);
  for (const part of parts) {
    if (part.type !== 'DoubleQuoted') continue;
    refuseDollars(part.parts, reading);
    refuseProcess(part.parts, reading);
  }
  const quotes = parts.map((part) => (part.type === 'Literal' ? marksOf(part.text, "'") : 0));
  const first = parts[0];
  if (first !== undefined && quotes.reduce((sum, count) => sum + count, 0) % 2 === 1) {
    refuse(reading, 'bash-syntax', first, { message: 'unterminated single quote inside "${…}"' });
  }
}

/** Refuses a dollar that is text behind an unquoted expansion, in an array: bash then forgets to split the word. */
export function refuseLateDollar(parts: readonly WordPart[], reading: Reading): void {
  const first = parts.findIndex(({ type }) => type === 'SimpleExpansion' || type === 'ParameterExpansion');
  const late = first < 0 ? [] : parts.slice(first + 1);
  for (const part of late)
    if (part.type === 'Literal' && marksOf(part.text, '$') > 0)
      refuse(reading, 'ambiguous-expansion', part, { text: '$' });
}

/** A dollar that is text, or a name before a backslash. */
function refuseDollars(parts: readonly WordPart[], reading: Reading): void {
  for (const [index, part] of parts.entries()) {
    if (part.type !== 'Literal') continue;
    const before = parts[index - 1];
    if (marksOf(part.text, '$') > 0) refuse(reading, 'ambiguous-expansion', part, { text: '$' });
    else if (before?.type === 'SimpleExpansion' && part.text.startsWith('\\')) {
      refuse(reading, 'ambiguous-expansion', before, { text: before.text });
    }
  }
}

const marksOf = (text: string, mark: string): number =>
  (text.match(/\\[\s\S]|[$']/g) ?? []).filter((token) => token === mark).length;
