import stringWidth from 'string-width';
import { printable } from './printable.ts';

/** Line and column as people and editors count them, from 1; a column is a character, not a byte. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: Array.from(before.slice(lineStart)).length + 1 };
}

/** How much of a long line is shown on each side of the place. */
const AROUND = 70;

/**
 * The source line with a caret line below it:
 * ```
 * 3 | TSM_PORT="80x"
 *   |          ^^^^^
 * ```
 */
export function sourceFrame(text: string, start: number, end: number): readonly string[] {
  const { line } = positionAt(text, start);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', start);
  const lineEnd = newline === -1 ? text.length : newline;
  const from = Math.max(lineStart, start - AROUND);
  const shown = Math.max(start, Math.min(end, start + AROUND));
  const to = Math.min(lineEnd, shown + (shown < end ? 0 : AROUND));
  const lead = `${from > lineStart ? '…' : ''}${cells(text.slice(from, start))}`;
  const marked = cells(text.slice(start, Math.min(end, to)));
  const rest = `${cells(text.slice(Math.min(Math.max(end, start), to), to))}${to < lineEnd ? '…' : ''}`;
  const gutter = String(line);
  const blank = ' '.repeat(gutter.length);
  const carets = '^'.repeat(Math.max(1, stringWidth(marked)));
  return [
    `${gutter} | ${lead}${marked}${rest}`.trimEnd(),
    `${blank} | ${' '.repeat(stringWidth(lead))}${carets}`,
  ];
}

/** Tabs become two blanks, so that the caret stands where the eye sees the place. */
const cells = (text: string): string => printable(text.replaceAll('\t', '  '));
