import type { Command, Statement } from 'unbash';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { spanOf, type Node } from './context.ts';
import { NAME } from './names.ts';
import { isWhole } from './assignment.ts';
import type { SourceText } from './variable.ts';

const BEFORE_START = 'remove it; what must run before the service goes into TSM_PRE_START';
const CHOICE = 'write ${NAME:-default}, or a file of its own for the environment (NAME@production.tsm)';
const ONE_BY_ONE = 'write the assignments one by one, each on a line of its own';

type Kind = Exclude<Statement['command']['type'], 'Command'>;

/** What a refused statement is called, and what to write instead. */
const STATEMENTS: Readonly<Record<Kind, readonly [statement: string, instead: string]>> = {
  If: ['an `if`', CHOICE],
  Case: ['a `case`', CHOICE],
  TestCommand: ['a `[[ … ]]` test', CHOICE],
  AndOr: ['a list with `&&` or `||`', `${CHOICE}; plain assignments go on lines of their own`],
  For: ['a `for` loop', ONE_BY_ONE],
  ArithmeticFor: ['a `for` loop', ONE_BY_ONE],
  While: ['a `while` or `until` loop', ONE_BY_ONE],
  Select: ['a `select` loop', ONE_BY_ONE],
  ArithmeticCommand: ['arithmetic', 'write the result'],
  BraceGroup: ['a `{ …; }` group', ONE_BY_ONE],
  Subshell: ['a subshell', ONE_BY_ONE],
  Redirected: ['a redirected group', ONE_BY_ONE],
  Function: ['a function', 'put it into a script of its own, and name that in the command'],
  Coproc: ['a coprocess', BEFORE_START],
  Pipeline: ['a pipeline, `!` or `time`', BEFORE_START],
};

/** Says what a statement is that is neither an assignment nor an `export`. */
export function refuseStatement(statement: Statement, source: SourceText): Diagnostic {
  const { command, background } = statement;
  const firstLine = { pos: statement.pos, end: endOfLine(statement, source.text) };
  const refused = (name: string, instead: string) =>
    diagnostic('bash-statement', spanOf(source.file, firstLine), { statement: name, instead });
  if (background === true)
    return refused('a background job (`&`)', 'remove the `&`, or quote it if it belongs to the value');
  if (command.type !== 'Command') return refused(...STATEMENTS[command.type]);
  if (command.redirects.length > 0)
    return refused('a redirection', 'quote `<` and `>` if they belong to the value');
  return refuseCommand(command, source);
}

function endOfLine({ pos, end }: Node, text: string): number {
  const newline = text.indexOf('\n', pos);
  return newline < 0 ? end : Math.min(end, newline);
}

type Rule = (command: Command, source: SourceText) => Diagnostic | undefined;

function refuseCommand(command: Command, source: SourceText): Diagnostic {
  for (const rule of RULES) {
    const problem = rule(command, source);
    if (problem !== undefined) return problem;
  }
  const node = command.name ?? command;
  const name = source.text.slice(node.pos, node.end);
  const instead = INSTEAD[name] ?? BEFORE_START;
  return diagnostic('bash-command', spanOf(source.file, node), { command: name, instead });
}

/** `NAME[0]=value`, and an array with something right behind it. */
const oddAssignment: Rule = ({ prefix, suffix }, { file, text }) => {
  for (const part of [...prefix, ...suffix]) {
    if (part.type !== 'Assignment' || isWhole(part, text)) continue;
    if (part.index !== undefined) return diagnostic('array-index', spanOf(file, part), { text: part.text });
    return diagnostic('bash-syntax', spanOf(file, part), { message: 'something right behind an array' });
  }
  return undefined;
};

/** `KEY = value`, `KEY =value`, `KEY= value`, also after `export`. */
const spacedAssignment: Rule = (command, { file, text }) => {
  const written = text.slice(command.pos, command.end);
  const [, exports = '', name = '', value = ''] =
    /^(export\s+)?([A-Za-z_][A-Za-z0-9_]*)(?:[ \t]+=[ \t]*|=[ \t]+)(.*)$/s.exec(written) ?? [];
  if (name === '') return undefined;
  return diagnostic('spaced-assignment', spanOf(file, command), {
    name,
    fix: `${exports}${name}=${quoted(value)}`,
  });
};

/** `KEY: value`. */
const colonAssignment: Rule = (command, { file, text }) => {
  const written = text.slice(command.pos, command.end);
  const [, name = '', value = ''] = /^([A-Za-z_][A-Za-z0-9_]*):[ \t]+(.*)$/s.exec(written) ?? [];
  if (name === '') return undefined;
  return diagnostic('colon-assignment', spanOf(file, command), { name, fix: `${name}=${quoted(value)}` });
};

/** `MY-KEY=value`, `1A=value`. */
const invalidName: Rule = ({ name, suffix }, { file }) => {
  const words = name?.text === 'export' ? suffix : [name];
  for (const word of words) {
    const written = word?.type === 'Word' ? /^([^\s=$'"`\\()[\]]+?)\+?=/.exec(word.text)?.[1] : undefined;
    if (word === undefined || written === undefined || NAME.test(written)) continue;
    const suggestion = written.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
    const at = { pos: word.pos, end: word.pos + written.length };
    return diagnostic('invalid-name', spanOf(file, at), { name: written, suggestion });
  }
  return undefined;
};

/** `A=b c`: bash runs `c`. */
const unquotedBlank: Rule = ({ name, prefix, end }, { file, text }) => {
  const last = prefix.at(-1);
  if (name === undefined || last?.type !== 'Assignment') return undefined;
  const fix = `${last.name}=${quoted(text.slice(last.value.pos, end))}`;
  return diagnostic('unquoted-blank', spanOf(file, name), { name: last.name, command: name.text, fix });
};

/** `A=<(cmd)`, which the parser takes for a command. */
const processSubstitution: Rule = ({ name }, { file }) =>
  name !== undefined && /^[<>]\(/.test(name.text)
    ? diagnostic('bash-expansion', spanOf(file, name), { kind: 'the process substitution', text: name.text })
    : undefined;

const RULES: readonly Rule[] = [
  processSubstitution,

  oddAssignment,
  spacedAssignment,
  colonAssignment,
  invalidName,
  unquotedBlank,
];

/** The value in the quotes that it needs, as far as that can be told. */
function quoted(value: string): string {
  if (/^[\w./:,@%+-]+$/.test(value) || /^(?:"[^"]*"|'[^']*')$/.test(value)) return value;
  if (!/["\\`]/.test(value)) return `"${value}"`;
  return value.includes("'") ? `"…" with a backslash before each " $ \\ and backtick` : `'${value}'`;
}

const PLAIN = 'write NAME=value, or export NAME=value';

/** Commands that people do write in such files, and what to write instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  source: 'name the file in TSM_ENV_FILE, or in `envFile` of the config',
  '.': 'name the file in TSM_ENV_FILE, or in `envFile` of the config',
  unset: 'remove the assignment instead',
  set: 'remove it: options of bash have no effect here',
  shopt: 'remove it: options of bash have no effect here',
  eval: 'write the assignment that it would make',
  readonly: PLAIN,
  declare: PLAIN,
  typeset: PLAIN,
  local: PLAIN,
  export: 'write export NAME=value or export NAME, the name unquoted and without options',
  cd: 'set TSM_CWD',
  '[': CHOICE,
  test: CHOICE,
  ':': 'write NAME=${NAME:-default}',
};
