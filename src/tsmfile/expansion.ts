import type { WordPart } from 'unbash';
import { decodeAnsi } from './ansi.ts';
import { refuse, type Reading } from './context.ts';
import { readIdiom } from './idiom.ts';
import { readParameter, readSimple, type OperandReader } from './parameter.ts';
import type { Piece } from './piece.ts';

type Kind = Piece['kind'];

/** Reads what begins with a dollar or a backtick, or refuses it by name. */
export function readExpansion(
  part: WordPart,
  kind: Kind,
  reading: Reading,
  readOperand: OperandReader,
): Piece[] {
  const { text } = part;
  switch (part.type) {
    case 'SimpleExpansion':
      return [{ kind, text: readSimple(text, part, reading) }];
    case 'ParameterExpansion':
      return readParameter(part, kind, reading, readOperand);
    case 'CommandExpansion':
      return [{ kind, text: readCommand(part, reading) }];
    case 'AnsiCQuoted':
      return [{ kind: 'quoted', text: readAnsi(part, kind, reading) }];
    case 'LocaleString':
      refuse(reading, 'locale-string', part, { text });
      return [];
    case 'ExtendedGlob':
      refuse(reading, 'extended-glob', part, { text });
      return [];
    default:
      refuse(reading, 'bash-expansion', part, { kind: NAMES[part.type] ?? 'the expansion', text });
      return [];
  }
}

const NAMES: Readonly<Partial<Record<WordPart['type'], string>>> = {
  ArithmeticExpansion: 'the arithmetic',
  ProcessSubstitution: 'the process substitution',
  BraceExpansion: 'the brace expansion',
};

type PartOf<T extends WordPart['type']> = Extract<WordPart, { type: T }>;

function readCommand(part: PartOf<'CommandExpansion'>, reading: Reading): string {
  const folder = readIdiom(part.text, reading.directory);
  if (folder === undefined) refuse(reading, 'command-substitution', part, { text: part.text });
  return folder ?? '';
}

function readAnsi(part: PartOf<'AnsiCQuoted'>, kind: Kind, reading: Reading): string {
  // bash 5.2 looks for the closing brace of "${NAME:-$'…'}" in the decoded text.
  const decoded =
    kind === 'quoted'
      ? { why: 'stands inside double quotes, where versions of bash differ' }
      : ungarbled(decodeAnsi(part.text.slice(2, -1)), reading);
  if ('value' in decoded) return decoded.value;
  refuse(reading, 'unreadable-escape', part, { text: part.text, why: decoded.why });
  return '';
}

/** In the word of `${NAME:-word}` bash takes U+0001 for a mark of its own and may drop it. */
const ungarbled = (
  decoded: ReturnType<typeof decodeAnsi>,
  { depth }: Reading,
): ReturnType<typeof decodeAnsi> =>
  depth > 0 && 'value' in decoded && /[\u0001\u007f]/.test(decoded.value)
    ? { why: 'makes a character that bash garbles in a place like this' }
    : decoded;
