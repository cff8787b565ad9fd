import type { Row } from './task.ts';

const HEAD = ['what', 'against', 'bar', 'ours', 'theirs', 'ratio', 'runs'];

/** Rows for a terminal. */
export function plainTable(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ');
  return cells.map((row) => `${line(row)}\n`).join('');
}

/** The same for a document. */
export const markdownTable = (rows: readonly Row[]): string =>
  [HEAD, ['---', '---', '---', '---:', '---:', '---:', '---:'], ...rows.map(cellsOf)]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');

const cellsOf = ({ what, against, bar, ours, theirs, ratio, unit, runs, met }: Row): string[] => [
  what,
  against,
  bar + (met === false ? ' (missed)' : ''),
  `${ours.toFixed(0)} ${unit}`.trim(),
  `${theirs.toFixed(0)} ${unit}`.trim(),
  `${ratio.toFixed(2)}x`,
  String(runs),
];
