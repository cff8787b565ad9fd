import type { DoubleQuotedChild, ParameterExpansionPart, SimpleExpansionPart, Word, WordPart } from 'unbash';

/** Values that are known while generating, for expansion. HOME among them. */
export type Known = ReadonlyMap<string, string>;

/**
 * The one word that bash would make of a word of a command line, or nothing when only the running shell can
 * tell: an unknown variable, a glob, a brace list, a substitution, or an unquoted value that bash would split, which
 * it does not do to the value of an assignment.
 */
export function staticWord(word: Word, known: Known, splits = true): string | undefined {
  // A tilde counts only where a name, a slash or the end of the word follows as it stands.
  const parts = word.parts ?? [{ type: 'Literal' as const, text: word.text, value: word.value }];
  if (/^~[^/]/.test(word.text) || parts.some(isTildeAfterSign)) return undefined;
  const pieces = parts.map((part, index) => partText(part, known, index === 0, splits));
  return pieces.includes(undefined) ? undefined : pieces.join('');
}

type Part =
  | Exclude<WordPart, { type: 'Literal' }>
  | Pick<Extract<WordPart, { type: 'Literal' }>, 'type' | 'text' | 'value'>;

/** Between quotes a tilde is a tilde. */
const isTildeAfterSign = ({ type, text }: Part): boolean => type === 'Literal' && /[=:]~/.test(text);

function partText(part: Part, known: Known, first: boolean, splits: boolean): string | undefined {
  switch (part.type) {
    case 'Literal':
      return first && part.text.startsWith('~') ? homePath(part.value, known) : part.value;
    case 'SingleQuoted':
      return part.value;
    case 'AnsiCQuoted':
      return part.value.includes('\0') ? undefined : part.value;
    case 'DoubleQuoted':
      return doubleQuoted(part.parts, known);
    case 'SimpleExpansion':
    case 'ParameterExpansion': {
      const value = expansion(part, known);
      return value === undefined || (splits && wouldSplit(value)) ? undefined : value;
    }
    default:
      return undefined;
  }
}

function doubleQuoted(parts: readonly DoubleQuotedChild[], known: Known): string | undefined {
  const pieces = parts.map((part) => {
    if (part.type === 'Literal') return part.value;
    return part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion'
      ? expansion(part, known)
      : undefined;
  });
  return pieces.includes(undefined) ? undefined : pieces.join('');
}

function expansion(part: SimpleExpansionPart | ParameterExpansionPart, known: Known): string | undefined {
  if (part.type === 'SimpleExpansion') return known.get(part.text.slice(1));
  const plain = part.operation === undefined && part.prefix === undefined && part.index === undefined;
  return plain ? known.get(part.parameter) : undefined;
}

/** An unquoted value that is empty, or holds blanks or glob characters, becomes none or several words. */
const wouldSplit = (value: string): boolean => value === '' || /[\s*?[\]\\]/.test(value);

/** `~` and `~/x` are HOME; another user's home is only known on the host. */
function homePath(value: string, known: Known): string | undefined {
  const home = known.get('HOME');
  return home === undefined ? undefined : home + value.slice(1);
}
