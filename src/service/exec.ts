import { shellQuote } from '../diagnostics/shell-quote.ts';
import { forEachChild, parse, type Command, type ParsedScript, type SyntaxNode } from 'unbash';
import { isShellWord } from './shell-words.ts';

export interface Prepared {
  readonly script: string;
  readonly keepsShell: boolean;
  readonly uses: ReadonlySet<string>;
  readonly shows: ReadonlySet<string>;
}

/**
 * Puts `exec` before the last command, so that the service and not bash is the main process. Only when the top-level
 * list ends, unconditionally or after `&&`, in an external simple command and no trap is set: otherwise something that
 * bash still has to do would be lost. `args` are appended to that last command.
 */
export function withExec(text: string, args: readonly string[]): Prepared | undefined {
  const script = parse(text);
  const { functions, uses, shows, trap } = survey(script);
  const last = script.commands.at(-1);
  const command = last === undefined || last.background === true ? undefined : lastCommand(last.command);
  if (args.length > 0 && command === undefined) return undefined;
  const end = command?.end ?? text.length;
  const withArgs = text.slice(0, end) + args.map((word) => ` ${shellQuote(word)}`).join('') + text.slice(end);
  if (command !== undefined && isExecOfProgram(command) && endsUnconditionally(last?.command))
    return { script: withArgs, keepsShell: false, uses, shows };
  if (
    command?.name === undefined ||
    trap ||
    !endsUnconditionally(last?.command) ||
    !isExternal(command, functions)
  ) {
    return { script: withArgs, keepsShell: true, uses, shows };
  }
  const { pos } = command.name;
  return { script: `${withArgs.slice(0, pos)}exec ${withArgs.slice(pos)}`, keepsShell: false, uses, shows };
}

/** `exec PROGRAM`; with redirections alone, exec changes those of the shell. */
const isExecOfProgram = ({ name, suffix }: Command): boolean =>
  name?.value === 'exec' && suffix.some(({ type }) => type === 'Word');

/** The simple command that stands last, also in a pipeline or behind `||`. */
function lastCommand(node: SyntaxNode): Command | undefined {
  if (node.type === 'Command') return node;
  if (node.type !== 'AndOr' && node.type !== 'Pipeline') return undefined;
  const last = node.commands.at(-1);
  return last === undefined ? undefined : lastCommand(last);
}

function endsUnconditionally(node: SyntaxNode | undefined): boolean {
  if (node?.type === 'Command') return true;
  return node?.type === 'AndOr' && node.operators.at(-1) === '&&' && node.commands.at(-1)?.type === 'Command';
}

/** A program on disk by a name that is written out, not a builtin, a function or the value of a variable. */
function isExternal({ name }: Command, functions: ReadonlySet<string>): boolean {
  const word = name?.value ?? '';
  const literal =
    name?.parts === undefined ||
    name.parts.every(({ type }) => type === 'Literal' || type === 'SingleQuoted');
  return (
    literal &&
    word !== '' &&
    word !== 'exec' &&
    !isShellWord(word) &&
    !functions.has(word) &&
    !BUILTIN_PROGRAMS.has(word)
  );
}

/** Builtins that also exist as programs: bash runs its own, which may do a little more. */
const BUILTIN_PROGRAMS = new Set(['echo', 'false', 'kill', 'printf', 'pwd', 'test', 'true', '[']);

/** What shell code refers to. */
export interface Facts {
  readonly functions: ReadonlySet<string>;
  /** Variables it expands anywhere. */
  readonly uses: ReadonlySet<string>;
  /** Variables it expands into the arguments of a program, where every user of the machine can read them. */
  readonly shows: ReadonlySet<string>;
  readonly trap: boolean;
}

export function survey(script: ParsedScript): Facts {
  const functions = new Set<string>();
  const shows = new Set<string>();
  let trap = false;
  const uses = expansionsIn(script);
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Function') functions.add(node.name.value);
    if (node.type === 'Command' && TRAPPING.has(node.name?.value ?? '')) trap = true;
    if (node.type === 'Command' && !isRunByShell(node)) {
      for (const word of node.suffix)
        if (word.type === 'Word' || word.type === 'Assignment')
          for (const name of expansionsIn(word)) shows.add(name);
    }
    forEachChild(node, visit);
  };
  visit(script);
  return { functions, uses, shows, trap };
}

function expansionsIn(root: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'SimpleExpansion') names.add(node.text.slice(1));
    if (node.type === 'ParameterExpansion') names.add(node.parameter);
    if (node.type === 'ArithmeticWord')
      for (const [one] of node.value.matchAll(/[A-Za-z_]\w*/g)) names.add(one);
    forEachChild(node, visit);
  };
  visit(root);
  return names;
}

function isRunByShell({ name }: Command): boolean {
  const word = name?.value ?? '';
  return !RUNNING.has(word) && (isShellWord(word) || BUILTIN_PROGRAMS.has(word));
}

/** Builtins that run a program with the words after them. */
const RUNNING = new Set(['command', 'exec']);

/** `eval` and sourced files can set a trap where nobody sees it. */
const TRAPPING = new Set(['trap', 'eval', 'source', '.']);
