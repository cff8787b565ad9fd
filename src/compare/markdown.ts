import { printable } from '../diagnostics/printable.ts';
import type { UnitComparison, ValueChange } from './revisions.ts';
import {
  countsText,
  DOES,
  revisionText,
  shownUnits,
  statusText,
  type ComparedBundle,
  type RevisionReport,
} from './report.ts';

/** A bot finds its own comment by it, and edits that instead of writing another. */
const MARK = '<!-- tsm diff -->';
/** A comment of GitHub has at most 65,536 characters. */
const LONGEST_VALUE = 400;
const LONGEST_DETAILS = 30_000;
const MOST_ROWS = 100;

/** The report as the comment under a pull request: a table for each bundle, what changed folded away. */
export function reportMarkdown(report: RevisionReport): string {
  const { base, head, bundles } = report;
  const different = bundles.filter(({ status }) => status !== 'same');
  const title = `### What a host would do\n\n${code(revisionText(base))} → ${code(revisionText(head))}\n`;
  if (different.length === 0) return `${MARK}\n${title}\nNothing: ${all(bundles)} the same in both.\n`;
  return `${MARK}\n${[title, ...different.map((one) => bundleMarkdown(one, LONGEST_DETAILS / different.length))].join('\n')}`;
}

const all = (bundles: readonly ComparedBundle[]): string =>
  bundles.length === 1 ? 'the bundle is' : `all ${bundles.length} bundles are`;

function bundleMarkdown(bundle: ComparedBundle, longest: number): string {
  const { environment, folder, movedFrom, notes } = bundle;
  const units = shownUnits(bundle);
  const summary = [statusText(bundle), countsText(bundle)].filter(Boolean).join('; ');
  const moved = movedFrom === undefined ? '' : ` (was ${code(movedFrom)})`;
  const rows = units
    .slice(0, MOST_ROWS)
    .map(({ unit, verdict, reason }) => `| ${code(unit)} | ${emphasis(verdict)} | ${cell(reason)} |\n`);
  return [
    `**@${environment}** ${code(folder)}${moved}: ${summary}\n`,
    rows.length === 0 ? '' : `\n| unit | a host would | because |\n| --- | --- | --- |\n${rows.join('')}`,
    units.length > rows.length ? `\n… and ${units.length - rows.length} more units\n` : '',
    notes.length === 0 ? '' : `\n${notes.map((note) => `- ${cell(note)}\n`).join('')}`,
    details(units, longest),
  ].join('');
}

/** What interrupts a service stands out. */
const emphasis = (verdict: UnitComparison['verdict']): string =>
  ['stop', 'restart', 'stop-start'].includes(verdict) ? `**${DOES[verdict]}**` : DOES[verdict];

function details(units: readonly UnitComparison[], longest: number): string {
  const changed = units.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return '';
  const lines = changed.flatMap(({ unit, changes }) => [`@@ ${unit} @@`, ...changes.flatMap(changeLines)]);
  const kept = withinLimit(lines, longest);
  // A fence must be longer than any run of backticks inside.
  const ticks = Math.max(2, ...(kept.join('\n').match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `\n<details><summary>What changed</summary>\n\n${fence}diff\n${kept.join('\n')}\n${fence}\n\n</details>\n`;
}

function withinLimit(lines: readonly string[], longest: number): readonly string[] {
  let size = 0;
  const kept = lines.filter((line) => (size += line.length + 1) <= longest);
  return kept.length === lines.length ? lines : [...kept, `… and ${lines.length - kept.length} more lines`];
}

function changeLines({ section, key, before, after, at }: ValueChange): readonly string[] {
  const line = (sign: string, value: string): string => `${sign}${key}=${cut(printable(value))}`;
  return [
    ` ${section}${at === undefined ? '' : `  # ${printable(at)}`}`,
    ...before.filter((value) => !after.includes(value)).map((value) => line('-', value)),
    ...after.filter((value) => !before.includes(value)).map((value) => line('+', value)),
  ];
}

const cut = (value: string): string =>
  value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE)}…`;

/** Text in a cell of a table: what Markdown or HTML would make something of is written out. */
const cell = (text: string): string =>
  printable(text)
    .replaceAll(/[\\`*_[\]|]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/@(?=\w)/g, '&#64;');

const code = (text: string): string => `\`${printable(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
