import { printable } from '../diagnostics/printable.ts';
import type { DoctorCode } from './code.ts';
import type { Raw } from './raw.ts';
import type { UnitExam } from './unit-exam.ts';

/** What covers secrets in a line of a log. */
export interface Cover {
  /** The values that are known, with what else may stand on their lines. */
  readonly values: readonly string[];
  /** Covers what looks like one. */
  readonly redact: (text: string) => string;
}

/** Enough for an error with a path or an address in it, and two lines of a terminal. */
const LONGEST = 160;

/** The line that says why, of all that a service said since its last start, as it may be shown. */
export function lastWords(lines: readonly string[], cover: Cover): string | undefined {
  const told = lines.filter((line) => !/^\s|^$/.test(line) && !NOISE.test(line));
  const line = told.findLast((one) => SAYS_WHY.test(one)) ?? told.at(-1);
  return line === undefined ? undefined : shortened(printable(covered(line.trimEnd(), cover)));
}

/** In any language that a service is likely to be written in: an error is named so, or is a code of errno(3). */
const SAYS_WHY =
  /error|exception|fatal|panic|fail|cannot|can't|could not|unable|denied|refused|not found|no such|missing|invalid|\bE[A-Z]{4,}\b/i;

/** What follows an error and is none: frames of a stack are indented, the rest of what Node, npm and journalctl add is not. */
const NOISE =
  /^(?:Node\.js v\d|Emitted '\w+' event|npm (?:error|ERR!) (?:A complete log|code |errno |path |command |syscall |Lifecycle script)|goroutine \d|exit status \d|[{}\])]+[,;]?$|\[[\d.]+\w?B blob data\]$|-+ (?:Native|JavaScript) stack trace -+$)/;

/** The longest first, since one secret may be part of another; as they are, and as they stand in URLs and JSON. */
function covered(line: string, { values, redact }: Cover): string {
  const forms = values
    .flatMap((value) => value.split('\n'))
    .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
    .filter((form) => form.trim() !== '')
    .sort((a, b) => b.length - a.length);
  return redact(forms.reduce((text, form) => text.replaceAll(form, '***'), line));
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text;
}

/** Of a service that is up, what it said last has nothing to do with what is wrong. */
const ENDED: ReadonlySet<DoctorCode> = new Set(['failed', 'crashing', 'given-up']);

/** A finding that a service ended, with what it said at last. */
export function withLastWords(raw: Raw, units: readonly UnitExam[]): Raw {
  if (!ENDED.has(raw.code)) return raw;
  const said = units.find(({ view }) => raw.units.includes(view.unit))?.said;
  return said === undefined ? raw : { ...raw, said };
}
