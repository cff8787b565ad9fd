import { wrapWords } from '../diagnostics/words.ts';
import { printable } from '../diagnostics/printable.ts';
import type { FileChange } from '../scaffold/write.ts';
import type { printDocument } from './print-document.ts';
import type { Outcome } from './scaffold.ts';

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** New files are counted whole, changed ones by what they gained. */
const gained = ({ before, text }: FileChange): number =>
  linesOf(text) - (before === undefined ? 0 : linesOf(before));

/** For programs: what was written, why, and what is next. */
export function outcomeDocument(
  changes: readonly FileChange[],
  { dryRun, facts, notes, next }: Outcome,
): Parameters<typeof printDocument<'scaffold'>>[1] {
  const files = changes.map(({ path, before, text }) => ({
    path,
    change: before === undefined ? ('new' as const) : ('changed' as const),
    text,
  }));
  return { ok: true, written: !dryRun, ...facts, files, notes, next };
}

/** For people: the files as the result, all else beside it. */
export function outcomeText(
  changes: readonly FileChange[],
  { dryRun, title, notes, next }: Outcome,
  columns: number,
): { readonly out: string; readonly err: string } {
  const width = Math.max(...changes.map(({ path }) => path.length));
  const rows = changes.map((change) => {
    const [sign, added] = change.before === undefined ? ['+', ''] : ['~', ' more'];
    const count = gained(change);
    return `  ${sign} ${change.path.padEnd(width)}  ${count} line${count === 1 ? '' : 's'}${added}`;
  });
  const texts = dryRun
    ? changes.map(({ path, text }) => `\n--- ${path}\n${text.split('\n').map(printable).join('\n')}`)
    : [];
  const remarks = notes
    .map((note) => `- ${wrapWords(printable(note), (columns > 0 ? columns : 80) - 2).join('\n  ')}\n`)
    .join('');
  const steps = dryRun
    ? '\nNothing was written, since this is a dry run.\n'
    : `\nNext: ${next.join('\n      ')}\n`;
  return {
    out: `${title}\n${rows.join('\n')}\n${texts.join('')}`,
    err: `${remarks === '' ? '' : `\n${remarks}`}${steps}`,
  };
}
