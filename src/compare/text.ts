import { printable } from '../diagnostics/printable.ts';
import type { ValueChange } from './revisions.ts';
import {
  countsText,
  DOES,
  revisionText,
  shownUnits,
  statusText,
  type ComparedBundle,
  type RevisionReport,
} from './report.ts';

/** The report for a terminal of that many columns. */
export function reportText({ base, head, bundles }: RevisionReport, columns: number): string {
  const title = `${printable(revisionText(base))} → ${printable(revisionText(head))}\n`;
  return [title, ...bundles.map((bundle) => bundleText(bundle, columns))].join('\n');
}

function bundleText(bundle: ComparedBundle, columns: number): string {
  const { environment, folder, movedFrom, notes } = bundle;
  const units = shownUnits(bundle);
  const [first, second] = [
    Math.max(0, ...units.map(({ verdict }) => DOES[verdict].length)),
    Math.max(0, ...units.map(({ unit }) => unit.length)),
  ];
  const summary = [statusText(bundle), bundle.status === 'same' ? '' : countsText(bundle)]
    .filter(Boolean)
    .join('; ');
  const lines = [
    `@${environment}  ${folder}${movedFrom === undefined ? '' : ` (was ${movedFrom})`}: ${summary}`,
    ...units.map(
      ({ verdict, unit, reason }) => `  ${DOES[verdict].padEnd(first)}  ${unit.padEnd(second)}  ${reason}`,
    ),
    ...notes.map((note) => `  note: ${note}`),
    ...units.flatMap(({ unit, changes }) =>
      changes.length === 0
        ? []
        : ['', `  ${unit}`, ...changes.flatMap((change) => changeLines(change, columns))],
    ),
  ];
  return lines.map((line) => `${printable(line).trimEnd()}\n`).join('');
}

function changeLines({ section, key, before, after, at }: ValueChange, columns: number): readonly string[] {
  const from = firstDifference(before[0] ?? '', after[0] ?? '');
  const line = (sign: string, value: string): string =>
    `      ${sign} ${shorten(printable(value), from, columns - 8)}`;
  return [
    `    ${section === 'environment' ? `environment ${key}` : `${section} ${key}=`}${at === undefined ? '' : `  ${at}`}`,
    ...before.filter((value) => !after.includes(value)).map((value) => line('-', value)),
    ...after.filter((value) => !before.includes(value)).map((value) => line('+', value)),
  ];
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** Cut to `width`, so that what is different stays in sight. */
function shorten(text: string, from: number, width: number): string {
  if (text.length <= width) return text;
  const start = from + LEAD < width ? 0 : Math.min(from - LEAD, text.length - width + 1);
  const end = start + width - (start > 0 ? 2 : 1);
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

/** How much of what is the same is shown before what is not. */
const LEAD = 20;
