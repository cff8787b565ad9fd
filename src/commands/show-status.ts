import { printable } from '../diagnostics/printable.ts';
import { ageText, spanText } from '../host/format.ts';
import { SERIOUS, type EnvironmentStatus, type Finding, type UnitStatus } from '../host/status.ts';
import { layOut, type Column } from '../host/table.ts';
import { createColors } from './colors.ts';
import { HEALTH, MEMORY, PID, PORT, STATE, UNIT } from './unit-columns.ts';

export interface ShowOptions {
  /** Characters per line. */
  readonly width: number;
  readonly color: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The table of each environment, and below it what is off. */
export const statusText = (environments: readonly EnvironmentStatus[], options: ShowOptions): string =>
  environments
    .map(
      (one) =>
        `${heading(one, options)}${unitTable(one.units, columns(options.now), options)}${findingLines(one.findings, options)}`,
    )
    .join('\n');

/** Service, unit and state of all environments in one table. */
export function listText(environments: readonly EnvironmentStatus[], options: ShowOptions): string {
  const rows = environments.flatMap(({ environment, units }) => units.map((unit) => ({ environment, unit })));
  const table = layOut(LIST_COLUMNS, rows, options.width);
  return painted(
    table,
    rows.map(({ unit }) => unit),
    LIST_COLUMNS.length - 1,
    options,
  );
}

interface Listed {
  readonly environment: string;
  readonly unit: UnitStatus;
}

const LIST_COLUMNS: readonly Column<Listed>[] = [
  { title: 'SERVICE', cell: ({ unit }) => unit.service ?? '-' },
  { title: 'ENVIRONMENT', cell: ({ environment }) => `@${environment}` },
  { title: 'UNIT', cell: ({ unit }) => unit.unit, gives: 1 },
  { title: 'STATE', cell: ({ unit }) => unit.state },
];

function heading(
  { environment, base, scope, generation, target, findings }: EnvironmentStatus,
  { color, now }: ShowOptions,
): string {
  const { bold, dim } = createColors(color);
  if (target === null) return `${bold(`@${environment}`)}  ${base}: not installed\n`;
  const since = target.since === null ? '' : ` since ${ageText(now - Date.parse(target.since))}`;
  const waits = findings.some(({ code }) => code === 'not-lingering');
  const start = waits ? 'login' : 'boot';
  const boot = target.enabled ? `starts at ${start}` : `does not start at ${start}`;
  const user = scope === 'user' ? ', user scope' : '';
  return `${bold(`@${environment}`)}  ${target.unit} ${target.state}${since}${dim(`, ${boot}, generation ${generation}${user}`)}\n`;
}

/** The numbers say which column gives way first where there is no room: the highest. Unit, state and port always stay. */
const columns = (now: number): readonly Column<UnitStatus>[] => [
  UNIT,
  STATE,
  {
    title: 'SINCE',
    cell: ({ since }) => (since === null ? '' : ageText(now - Date.parse(since))),
    right: true,
    gives: 4,
  },
  { ...PID, gives: 6 },
  { ...MEMORY, gives: 5 },
  {
    title: 'CPU',
    cell: ({ cpuSeconds }) => (cpuSeconds === null ? '' : spanText(cpuSeconds * 1000)),
    right: true,
    gives: 7,
  },
  {
    title: 'RESTARTS',
    cell: ({ restarts }) => String(restarts),
    short: ({ restarts }) => (restarts === 0 ? '' : String(restarts)),
    right: true,
    gives: 3,
  },
  PORT,
  { ...HEALTH, gives: 1 },
  { title: 'ENABLED', cell: ({ enabled }) => (enabled === null ? '-' : enabled ? 'yes' : 'no'), gives: 2 },
];

function unitTable(
  units: readonly UnitStatus[],
  all: readonly Column<UnitStatus>[],
  options: ShowOptions,
): string {
  if (units.length === 0) return '';
  return painted(layOut(all, units, options.width), units, 1, options);
}

/** Colours the states, and the titles a little paler. */
function painted(
  { titles, rows }: ReturnType<typeof layOut>,
  units: readonly UnitStatus[],
  stateAt: number,
  { color }: ShowOptions,
): string {
  const { green, red, yellow, dim } = createColors(color);
  const paint = ({ activeState, subState }: UnitStatus): ((text: string) => string) =>
    activeState === 'failed' || subState === 'auto-restart'
      ? red
      : activeState === 'active'
        ? green
        : activeState === 'inactive'
          ? dim
          : yellow;
  const lines = rows.map((cells, index) => {
    const unit = units[index];
    return cells
      .map((cell, at) => (at === stateAt && unit !== undefined ? paint(unit)(cell) : cell))
      .join('  ')
      .trimEnd();
  });
  return [dim(titles.join('  ').trimEnd()), ...lines].map((line) => `${line}\n`).join('');
}

/** One line for what is off and the command that closes it; two where one has no room. */
function findingLines(findings: readonly Finding[], { width, color }: ShowOptions): string {
  if (findings.length === 0) return '';
  const { yellow, red, bold } = createColors(color);
  const lines = findings.map(({ code, unit, text, command }) => {
    const mark = SERIOUS.has(code) ? red('!') : yellow('!');
    const what = printable(`${unit === null ? '' : `${unit.replace(/\.service$/, '')}: `}${text}`);
    const fits = what.length + command.length + 7 <= width;
    return `${mark} ${what}${fits ? '  →  ' : '\n    → '}${bold(printable(command))}\n`;
  });
  return `\n${lines.join('')}`;
}
