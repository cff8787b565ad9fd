import { wrapWords } from '../diagnostics/words.ts';
import stringWidth from 'string-width';
import { printable } from '../diagnostics/printable.ts';
import type { DoctorFinding, DoctorReport } from '../doctor/report.ts';
import { createColors } from './colors.ts';

export interface ShowOptions {
  /** Characters per line. */
  readonly width: number;
  readonly color: boolean;
}

/** Each cause with why it matters and what to run; below it what it explains; at the end what could not be seen. */
export function doctorText(report: DoctorReport, options: ShowOptions): string {
  const causes = report.findings.filter(({ because }) => because === null);
  const blocks = causes.map((cause) => block(cause, symptomsOf(cause, report.findings), options));
  return `${blocks.map((one) => `${one}\n`).join('')}${unseenText(report, options)}${summary(report, options)}`;
}

/** Findings stand right behind their cause, up to the next cause. */
function symptomsOf(cause: DoctorFinding, all: readonly DoctorFinding[]): readonly DoctorFinding[] {
  const behind = all.slice(all.indexOf(cause) + 1);
  const end = behind.findIndex(({ because }) => because === null);
  return end === -1 ? behind : behind.slice(0, end);
}

const MARK = { error: 'x', warning: '!', note: '-' } as const;
const DOES = { repair: 'run', try: 'try', look: 'see' } as const;

function block(cause: DoctorFinding, symptoms: readonly DoctorFinding[], options: ShowOptions): string {
  const { bold, cyan, dim, red, yellow } = createColors(options.color);
  const paint = { error: red, warning: yellow, note: cyan }[cause.severity];
  const [first = '', ...rest] = wrapWords(titleOf(cause), options.width - 2, stringWidth);
  const lines = [
    `${paint(MARK[cause.severity])} ${bold(first)}`,
    ...rest.map((line) => `  ${bold(line)}`),
    ...saidLines(cause, '    ', options.width),
    ...wrapWords(printable(cause.why), options.width - 4, stringWidth).map((line) => `    ${dim(line)}`),
    ...symptoms.flatMap((one) => symptomLines(one, options.width)),
    ...commandLines(cause, options.width).map((line) => line.replace(/\S.*/, (text) => bold(text))),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const titleOf = ({ environment, units, what }: DoctorFinding): string =>
  printable(`${subject(environment, units)}: ${what}`);

function subject(environment: string | null, units: readonly string[]): string {
  if (environment === null) return 'this host';
  const [first, second, ...more] = units.map((unit) => unit.replace(/\.service$/, ''));
  if (first === undefined) return `@${environment}`;
  const named = [first, ...(second === undefined ? [] : [second])].join(', ');
  return more.length === 0 ? named : `${named} and ${more.length} more`;
}

const symptomLines = (finding: DoctorFinding, width: number): readonly string[] => [
  ...hanging(`so ${titleOf(finding)}`, '    ', width),
  ...saidLines(finding, '      ', width),
];

/** The service's own words, marked as such, since they may say anything. */
const saidLines = ({ said }: DoctorFinding, indent: string, width: number): readonly string[] =>
  said === null ? [] : hanging(`it said: ${printable(said)}`, indent, width);

const hanging = (text: string, indent: string, width: number): readonly string[] =>
  wrapWords(text, width - indent.length - 2, stringWidth).map(
    (line, index) => `${indent}${index === 0 ? '' : '  '}${line}`,
  );

/** Broken between commands alone, where a shell reads on; never within one, so that it can be copied. */
function commandLines({ command, kind }: DoctorFinding, width: number): readonly string[] {
  const label = `  ${DOES[kind]} `;
  const line = printable(command);
  if (label.length + stringWidth(line) <= width) return [label + line];
  return line
    .split(/ (?<=&& )/)
    .map((part, index) => `${index === 0 ? label : ' '.repeat(label.length)}${part.trimEnd()}`);
}

function unseenText({ unseen, sudo }: DoctorReport, { width }: ShowOptions): string {
  if (unseen.length === 0) return '';
  const lines = wrapWords(
    printable(`Not looked at${sudo === null ? '' : ', since it takes root'}: ${unseen.join('; ')}.`),
    width,
    stringWidth,
  );
  return `${lines.join('\n')}\n${sudo === null ? '' : `  run ${printable(sudo)}\n`}\n`;
}

function summary({ findings, environments, unseen }: DoctorReport, { color }: ShowOptions): string {
  const { green } = createColors(color);
  const names = environments.map(({ environment }) => `@${environment}`).join(', ');
  const count = (severity: DoctorFinding['severity']): number =>
    findings.filter((one) => one.because === null && one.severity === severity).length;
  const parts = [
    plural(count('error'), 'error'),
    plural(count('warning'), 'warning'),
    plural(count('note'), 'note'),
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  const fine = unseen.length === 0 ? 'nothing is wrong' : 'nothing wrong was seen';
  return said === '' ? `${names}: ${green(fine)}.\n` : `${names}: ${said}.\n`;
}

const plural = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
