import { shellQuote } from '../diagnostics/shell-quote.ts';
import {
  parse,
  type AndOr,
  type Assignment,
  type Command as CommandNode,
  type ParsedScript,
  type Word,
} from 'unbash';
import { posix } from 'node:path';
import { survey, withExec } from './exec.ts';
import { isReservedWord, isShellWord } from './shell-words.ts';
import { staticWord, type Known } from './static-word.ts';

/** One command whose words are known: systemd runs it without a shell. */
export interface SimpleCommand {
  readonly kind: 'simple';
  readonly words: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** From a leading `cd DIR &&`. */
  readonly cwd?: string;
}

/** Code for `/bin/bash -c`. */
export interface ShellCommand {
  readonly kind: 'shell';
  readonly script: string;
  readonly cwd?: string;
  /** bash stays the main process, since no `exec` could be put before the last command. */
  readonly keepsShell: boolean;
  /** Variables that the code expands into the arguments of a program, where every user can read them. */
  readonly shows: ReadonlySet<string>;
}

export type Command = SimpleCommand | ShellCommand;

/** Why a command is no command, and the text from there on, when it is one place. */
export interface CommandProblem {
  readonly problem: string;
  readonly near: string;
}

/** How much of the text is shown. */
const NEAR = 30;

/**
 * What a command line means to systemd. `known` are the values that are fixed while generating; `settings` are
 * those among them that the process will not find in its environment (TSM_PORT …), which shell code is given as assignments.
 */
export function readCommand(
  text: string,
  args: readonly string[],
  known: Known,
  settings: Known,
): Command | CommandProblem {
  const plain = plainWords(text);
  if (plain !== undefined) return { kind: 'simple', words: [...plain, ...args], env: new Map() };
  const script = parse(text);
  const problem = script.errors?.[0];
  if (problem !== undefined)
    return { problem: problem.message, near: text.slice(problem.pos, problem.pos + NEAR) };
  if (script.commands.length === 0) return { problem: 'there is no command in it', near: '' };
  const { directory, rest, start } = leadingDirectory(script, known);
  const cwd = directory === undefined ? {} : { cwd: directory };
  const simple = rest === undefined ? undefined : simpleCommand(rest, args, known);
  if (simple !== undefined) return { ...simple, ...cwd };
  const shell = shellCommand(text.slice(start), args, settings);
  return 'problem' in shell ? shell : { ...shell, ...cwd };
}

/** Words in which there is nothing for bash to do, behind a program that is no word of bash: they need no parser. */
function plainWords(text: string): readonly string[] | undefined {
  if (!PLAIN_COMMAND.test(text)) return undefined;
  const words = text.split(/[ \t]+/);
  const [program = ''] = words;
  return program === 'exec' || isShellWord(program) || isReservedWord(program) ? undefined : words;
}

const PLAIN_COMMAND = /^[A-Za-z0-9_./][A-Za-z0-9_./,@%+:-]*(?:[ \t]+[A-Za-z0-9_./,@%+:=-]+)*$/;

/** `cd DIR && …` at the very start of the only statement. */
function leadingDirectory(
  script: ParsedScript,
  known: Known,
): { directory?: string; rest?: CommandNode; start: number } {
  const [statement] = script.commands;
  if (script.commands.length !== 1 || statement === undefined || statement.background === true)
    return { start: 0 };
  const node = statement.command;
  if (node.type === 'Command') return { rest: node, start: 0 };
  const directory =
    node.type === 'AndOr' && node.operators[0] === '&&' ? changedDirectory(node, known) : undefined;
  const next = node.type === 'AndOr' ? node.commands[1] : undefined;
  if (directory === undefined || next === undefined || node.type !== 'AndOr' || node.operators.includes('||'))
    return { start: 0 };
  const only = node.commands.length === 2 && next.type === 'Command' ? { rest: next } : {};
  return { directory, ...only, start: next.pos };
}

function changedDirectory({ commands: [first] }: AndOr, known: Known): string | undefined {
  if (
    first?.type !== 'Command' ||
    first.name?.value !== 'cd' ||
    first.prefix.length > 0 ||
    first.suffix.length !== 1
  )
    return undefined;
  const [word] = first.suffix;
  const directory = word?.type === 'Word' ? staticWord(word, known) : undefined;
  return directory === undefined || directory === '' || directory.startsWith('-')
    ? undefined
    : posix.normalize(directory);
}

/** A command whose every word is known, without redirections; a leading `exec` changes nothing and goes. */
function simpleCommand(node: CommandNode, args: readonly string[], known: Known): SimpleCommand | undefined {
  if (node.redirects.length > 0 || node.name === undefined) return undefined;
  const env = leadingAssignments(node, known);
  const words = [node.name, ...node.suffix].map((word) =>
    word.type === 'Word' ? staticWord(word, known) : undefined,
  );
  if (env === undefined || words.includes(undefined)) return undefined;
  const all = [...(words as string[]), ...args];
  const [program] = all[0] === 'exec' ? all.slice(1) : all;
  if (program === undefined || program === '' || program.startsWith('-') || isShellWord(program))
    return undefined;
  return { kind: 'simple', words: all[0] === 'exec' ? all.slice(1) : all, env };
}

/** `A=1 B=2 cmd`; a value that refers to an assignment before it is left to the shell. */
function leadingAssignments(node: CommandNode, known: Known): ReadonlyMap<string, string> | undefined {
  const env = new Map<string, string>();
  for (const one of node.prefix) {
    const value = one.type === 'Assignment' ? assigned(one, env, known) : undefined;
    if (value === undefined || one.type !== 'Assignment') return undefined;
    env.set(one.name, value);
  }
  return env;
}

function assigned(
  { value, append, index }: Assignment,
  before: ReadonlyMap<string, string>,
  known: Known,
): string | undefined {
  if (value.type !== 'Word' || append === true || index !== undefined || /[=:]~/.test(value.text))
    return undefined;
  const visible = new Map([...known].filter(([name]) => !before.has(name)));
  return staticAssigned(value, visible);
}

/** An assignment's value is neither split nor globbed, so an unquoted expansion is as good as a quoted one. */
function staticAssigned(value: Word, known: Known): string | undefined {
  return value.text === '' ? '' : staticWord(value, known, false);
}

function shellCommand(text: string, args: readonly string[], settings: Known): ShellCommand | CommandProblem {
  const prepared = withExec(text, args);
  if (prepared === undefined)
    return { problem: 'it does not end in a command that arguments could be appended to', near: '' };
  return { ...asShell(prepared, settings), keepsShell: prepared.keepsShell };
}

/** Shell code that runs beside the service: `pre` and a health command. */
export function readScript(text: string, settings: Known): ShellCommand | CommandProblem {
  const parsed = parse(text);
  const problem = parsed.errors?.[0];
  if (problem !== undefined)
    return { problem: problem.message, near: text.slice(problem.pos, problem.pos + NEAR) };
  return asShell({ script: text, ...survey(parsed) }, settings);
}

/** Gives the code the settings that it refers to and would not find in its environment. */
function asShell(
  { script, uses, shows }: { script: string; uses: ReadonlySet<string>; shows: ReadonlySet<string> },
  settings: Known,
): ShellCommand {
  const needed = [...settings].filter(([name]) => uses.has(name));
  const prefix = needed.map(([name, value]) => `${name}=${shellQuote(value)}; `).join('');
  return { kind: 'shell', script: prefix + script, keepsShell: true, shows };
}
