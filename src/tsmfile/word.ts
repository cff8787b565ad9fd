import type { Word, WordPart } from 'unbash';
import { refuse, startReading, type Reading, type WordContext } from './context.ts';
import { readExpansion } from './expansion.ts';
import { flattenWord } from './flatten.ts';
import { refuseJoins, refuseLateDollar, refuseLoneMarks, refuseProcess, refuseQuoteJoins } from './join.ts';
import { readLiteral, type TildePlaces } from './literal.ts';
import type { OperandReader } from './parameter.ts';
import { hasPattern, joinPieces, splitPieces, type Piece } from './piece.ts';

/** Deepest nesting of `${A:-${B:-…}}` that is read. */
const MAX_DEPTH = 64;

/** A word's value and every variable that went into it, also through others. */
export interface Expanded<T> {
  readonly value: T;
  readonly uses: ReadonlySet<string>;
}

/**
 * The value of a word as the right side of an assignment: no splitting, no file names.
 * After `export` braces would expand first. Complaints go to `context.report`.
 */
export function expandScalar(word: Word, context: WordContext, afterExport = false): Expanded<string> {
  const reading = startReading(context);
  if (afterExport) refuseBraces(word, reading);
  return { value: joinPieces(readWord(word, 'start-and-colons', reading)), uses: reading.uses };
}

/** The words that one element of an array becomes: none, one or, by unquoted expansions, several. */
export function expandElement(word: Word, context: WordContext): Expanded<readonly string[]> {
  const reading = startReading(context);
  refuseBraces(word, reading);
  refuseLateDollar(partsOf(word), reading);
  const pieces = readWord(word, 'start', reading);
  if (hasPattern(pieces)) refuse(reading, 'glob', word, { text: word.text });
  return { value: splitPieces(pieces), uses: reading.uses };
}

function refuseBraces(word: Word, reading: Reading): void {
  for (const part of word.parts ?? []) {
    if (part.type === 'BraceExpansion') refuse(reading, 'brace-expansion', part, { text: part.text });
  }
}

function readWord(word: Word, tildes: TildePlaces, reading: Reading): Piece[] {
  const pieces = readUnquoted(word, tildes, reading);
  // What would have ended the word in bash: the parser is more patient.
  const stray = pieces.map(({ kind, text }) => (kind === 'bare' ? /[ \t\n()<>|&;"'`]/.exec(text) : null));
  const [character] = stray.find((match) => match !== null) ?? [];
  if (character !== undefined)
    refuse(reading, 'bash-syntax', word, { message: `unexpected \`${character}\`` });
  return pieces;
}

function readUnquoted(word: Word, tildes: TildePlaces, reading: Reading): Piece[] {
  const parts = flattenWord(word);
  refuseJoins(parts, reading);
  const readOperand: OperandReader = (operand, inner, plain) => {
    if (isUnreadable(operand, inner)) return [];
    const pieces = readUnquoted(operand, plain ? 'start' : tildes, deeper(inner));
    return pieces.map(({ kind, text }) => ({ kind: kind === 'bare' ? 'split' : kind, text }));
  };
  return parts.flatMap((part, index): Piece[] => {
    if (part.type === 'SingleQuoted') return [{ kind: 'quoted', text: part.value }];
    if (part.type === 'DoubleQuoted') return readQuoted(part.parts, reading);
    if (part.type !== 'Raw') return readExpansion(part, 'split', reading, readOperand);
    return readLiteral(part, tildes, { first: index === 0, last: index === parts.length - 1 }, reading);
  });
}

/** What stands between double quotes, or inside `"${NAME:-…}"`. An empty pair of quotes is a word, too. */
function readQuoted(parts: readonly WordPart[], reading: Reading): Piece[] {
  refuseJoins(parts, reading);
  refuseQuoteJoins(parts, reading);
  const readOperand: OperandReader = (operand, inner) => {
    if (isUnreadable(operand, inner)) return [];
    refuseLoneMarks(partsOf(operand), inner);
    return readQuoted(partsOf(operand), deeper(inner));
  };
  const pieces = parts.flatMap((part): Piece[] => {
    if (part.type === 'Literal') return [{ kind: 'quoted', text: part.value }];
    if (part.type === 'DoubleQuoted') return readQuoted(part.parts, reading);
    return readExpansion(part, 'quoted', reading, readOperand);
  });
  return [{ kind: 'quoted', text: '' }, ...pieces];
}

/** A word without parts is one literal. */
const partsOf = ({ parts, text, value, pos, end }: Word): readonly WordPart[] =>
  parts ?? [{ type: 'Literal', text, value, pos, end }];

function isUnreadable(operand: Word, reading: Reading): boolean {
  if (reading.depth > MAX_DEPTH) refuse(reading, 'nesting-too-deep', operand, {});
  else refuseProcess(partsOf(operand), reading);
  return reading.depth > MAX_DEPTH;
}

const deeper = (reading: Reading): Reading => ({ ...reading, depth: reading.depth + 1 });
