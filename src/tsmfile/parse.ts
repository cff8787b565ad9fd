import { parse, type Assignment, type Statement, type Word } from 'unbash';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isWhole } from './assignment.ts';
import { readExport } from './export.ts';
import { refuseStatement } from './refusal.ts';
import type { SourceText } from './variable.ts';

/** One command of a file: assignments, or an `export` of assignments and names. */
export interface Line {
  readonly exports: boolean;
  readonly assignments: readonly Assignment[];
  /** The words of `export NAME` that assign nothing. */
  readonly marks: readonly Word[];
}

export interface Parsed {
  readonly lines: readonly Line[];
  readonly problems: readonly Diagnostic[];
  /** What was not read, as written. */
  readonly refused: readonly string[];
}

/** Reads the syntax of a file: its assignments in order, and a refusal for everything else. */
export function parseFile(source: SourceText): Parsed {
  const script = parse(source.text);
  const error = [...(script.errors ?? [])].sort((a, b) => a.pos - b.pos)[0];
  const broken = error?.pos ?? Infinity;
  const lines: Line[] = [];
  const problems: Diagnostic[] = [];
  const refused: string[] = [];
  for (const statement of script.commands) {
    if (statement.end > broken) break;
    const line = readLine(statement, source.text);
    if (line === undefined) {
      problems.push(refuseStatement(statement, source));
      refused.push(source.text.slice(statement.pos, statement.end));
    } else lines.push(line);
  }
  if (error === undefined) return { lines, problems, refused };
  const rest = source.text.slice(lastEnd(script.commands, broken));
  return { lines, problems: [...problems, syntaxError(source, error)], refused: [...refused, rest] };
}

const lastEnd = (statements: readonly Statement[], broken: number): number =>
  statements.filter(({ end }) => end <= broken).at(-1)?.end ?? 0;

function readLine({ command, background }: Statement, text: string): Line | undefined {
  if (command.type !== 'Command' || background === true || command.redirects.length > 0) return undefined;
  const line = command.name === undefined ? readAssignments(command.prefix) : readExport(command);
  return line?.assignments.every((assignment) => isWhole(assignment, text)) ? line : undefined;
}

const readAssignments = (prefix: readonly { readonly type: string }[]): Line => ({
  exports: false,
  assignments: prefix.filter((part): part is Assignment => part.type === 'Assignment'),
  marks: [],
});

/** The parser's words for what people do not call so. */
const REWORDED: Readonly<Record<string, string>> = {
  'unterminated extended glob': 'unterminated parenthesis',
};

function syntaxError(
  { file, text }: SourceText,
  error: { readonly message: string; readonly pos: number },
): Diagnostic {
  const start = Math.min(error.pos, text.length);
  const at = { file, start, end: Math.min(start + 1, text.length) };
  if (error.message.includes('nesting depth')) return diagnostic('nesting-too-deep', at, {});
  return diagnostic('bash-syntax', at, { message: REWORDED[error.message] ?? error.message });
}
