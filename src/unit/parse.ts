import { NO_CHARACTER } from '../diagnostics/text.ts';

/** One assignment of a unit file. */
export interface ParsedValue {
  /** As systemd sees it: lines joined, trimmed, nothing unquoted. Empty clears a list. */
  readonly value: string;
  /** Where the assignment begins, from 1. */
  readonly line: number;
}

/** A line that systemd ignores with a warning, or (`fatal`) for which it refuses the whole file. */
export interface ParseProblem {
  readonly line: number;
  /** What is wrong, as one clause. */
  readonly rule: string;
  readonly fatal: boolean;
}

export type ParsedSection = ReadonlyMap<string, readonly ParsedValue[]>;

/** A unit file as systemd reads it: sections of one name are merged, the values of one key stay in order. */
export interface ParsedUnit {
  readonly sections: ReadonlyMap<string, ParsedSection>;
  readonly problems: readonly ParseProblem[];
}

interface Line {
  readonly text: string;
  readonly line: number;
}

/** LONG_LINE_MAX of src/basic/fileio.h, less one. */
const maximumLine = 1_048_575;

/** Reads a unit file exactly as src/shared/conf-parser.c: config_parse does. An empty file is a masked unit and gives no section. */
export function parseUnit(text: string): ParsedUnit {
  const sections = new Map<string, Map<string, ParsedValue[]>>();
  const problems: ParseProblem[] = [];
  let section: string | undefined;
  for (const line of logicalLines(text, problems)) {
    const problem = invalid(line.text);
    if (problem !== undefined) problems.push({ line: line.line, rule: problem, fatal: true });
    else if (line.text.startsWith('[')) section = openSection(line, sections, problems);
    else if (section === undefined)
      problems.push({ line: line.line, rule: 'it stands before the first section', fatal: false });
    else addValue(line, sections.get(section), problems);
  }
  return { sections, problems };
}

/** Lines without comments, continuations joined, trimmed, none empty. */
function logicalLines(text: string, problems: ParseProblem[]): readonly Line[] {
  const lines: Line[] = [];
  let open: Line | undefined;
  let markSeen = false;
  for (const physical of physicalLines(text)) {
    const hasMark: boolean = !markSeen && physical.text.startsWith('\uFEFF');
    markSeen ||= hasMark;
    const body = hasMark ? physical.text.slice(1) : physical.text;
    const joined: Line = { text: (open?.text ?? '') + body, line: open?.line ?? physical.line };
    if (tooLong(physical.text) || tooLong(joined.text)) {
      problems.push({ line: physical.line, rule: 'it is longer than 1048575 bytes', fatal: true });
      return lines;
    }
    if (/^[ \t]*[#;]/.test(physical.text)) continue;
    open = continues(joined.text) ? { ...joined, text: `${joined.text.slice(0, -1)} ` } : undefined;
    if (open === undefined) lines.push(joined);
  }
  return [...lines, ...(open === undefined ? [] : [open])]
    .map(trimLine)
    .filter(({ text: kept }) => kept !== '');
}

/** LF, CR and NUL each end a line, a mix of them counts once (src/basic/fileio.c: read_line_full). */
function physicalLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let line = 1;
  let from = 0;
  for (const end of text.matchAll(/(?:\r\n|\n\r|[\r\n])\0?|\0/g)) {
    lines.push({ text: text.slice(from, end.index), line });
    from = end.index + end[0].length;
    line += 1;
  }
  return from < text.length ? [...lines, { text: text.slice(from), line }] : lines;
}

/** A UTF-16 unit has at most three bytes, so most lines need no count. */
const tooLong = (text: string): boolean =>
  text.length * 3 > maximumLine && new TextEncoder().encode(text).length > maximumLine;

const continues = (text: string): boolean => (/\\*$/.exec(text)?.[0].length ?? 0) % 2 === 1;

const trim = (text: string): string => text.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');

const trimLine = ({ text, line }: Line): Line => ({ text: trim(text), line });

const invalid = (text: string): string | undefined =>
  NO_CHARACTER.test(text) ? 'it is not valid UTF-8 for systemd' : undefined;

function openSection(
  { text, line }: Line,
  sections: Map<string, Map<string, ParsedValue[]>>,
  problems: ParseProblem[],
): string | undefined {
  if (!text.endsWith(']')) {
    problems.push({ line, rule: 'the section has no closing bracket', fatal: true });
    return undefined;
  }
  const name = text.slice(1, -1);
  if (!sections.has(name)) sections.set(name, new Map());
  return name;
}

function addValue(
  { text, line }: Line,
  section: Map<string, ParsedValue[]> | undefined,
  problems: ParseProblem[],
): void {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    problems.push({ line, rule: equals < 0 ? 'it has no =' : 'it has no key', fatal: false });
    return;
  }
  const key = trim(text.slice(0, equals));
  const values = section?.get(key) ?? [];
  section?.set(key, [...values, { value: trim(text.slice(equals + 1)), line }]);
}
