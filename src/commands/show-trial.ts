import type { Located } from '../diagnostics/print.ts';
import { printable } from '../diagnostics/printable.ts';
import { spanText } from '../host/format.ts';
import { layOut, type Column } from '../host/table.ts';
import { EXIT } from '../terminal.ts';
import type { TrialReport, TrialUnit } from '../trial/report.ts';
import { createColors } from './colors.ts';
import type { printDocument } from './print-document.ts';
import { HEALTH, MEMORY, PID, PORT, STATE, UNIT } from './unit-columns.ts';

const isWell = ({ units, refusal }: TrialReport): boolean =>
  refusal === undefined && units.every(({ ok }) => ok);

export function trialCode(report: TrialReport): number {
  if (report.refusal !== undefined) return report.refusal.code;
  return isWell(report) ? EXIT.done : EXIT.unitFailed;
}

export function trialDocument(
  report: TrialReport,
  about: readonly Located[],
): Parameters<typeof printDocument<'try'>>[1] {
  const { environment, target, systemd, units, refusal } = report;
  return {
    ok: isWell(report),
    environment,
    target,
    systemd,
    installed: refusal === undefined,
    units,
    diagnostics: [...about, ...(refusal?.diagnostics ?? [])],
  };
}

/** The numbers say which column gives way first where there is no room. */
const COLUMNS: readonly Column<TrialUnit>[] = [
  UNIT,
  STATE,
  {
    title: 'START',
    cell: ({ startMilliseconds: took }) => (took === null ? '' : spanText(took)),
    right: true,
    gives: 2,
  },
  { ...PID, gives: 4 },
  { ...MEMORY, gives: 3 },
  PORT,
  { ...HEALTH, gives: 1 },
];

/** The table of units and one line that sums it up. */
export function trialText(
  report: TrialReport,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const { environment, units, systemd } = report;
  const { bold, dim, green, red } = createColors(color);
  const { titles, rows } = layOut(COLUMNS, units, width);
  const lines = rows.map((cells, index) =>
    cells
      .map((cell, at) => (at !== 1 ? cell : units[index]?.ok === false ? red(cell) : cell))
      .join('  ')
      .trimEnd(),
  );
  const bad = units.filter(({ ok }) => !ok).length;
  const sum =
    bad === 0
      ? green(`@${environment} works on systemd ${systemd}.`)
      : red(
          `@${environment} does not work: ${bad} of ${units.length} units ${bad === 1 ? 'is' : 'are'} not well.`,
        );
  return `${[dim(titles.join('  ').trimEnd()), ...lines].join('\n')}\n\n${bold(sum)}\n`;
}

/** What is wrong with each unit, and the end of its log. */
export function troubleText(report: TrialReport): string {
  if (isWell(report)) return '';
  const blocks = report.units
    .filter(({ ok }) => !ok)
    .map(
      ({ unit, why, next, log }) =>
        `\n${unit}: ${printable(why)}\n${log.map((line) => `    ${printable(line)}\n`).join('')}${next === '' ? '' : `  fix: ${printable(next)}\n`}`,
    );
  return `${blocks.join('')}\n${NETWORK}`;
}

const NETWORK =
  'Inside there is no network but a loopback of its own: services of this host and\nof others cannot be reached from there.\n';
