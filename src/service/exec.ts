import { forEachChild, parse, type Command, type ParsedScript, type SyntaxNode } from 'unbash';
import { isShellWord, shellQuote } from './shell-words.ts';

interface Prepared {
  readonly script: string;
  readonly keepsShell: boolean;
  readonly uses: ReadonlySet<string>;
}

/**
 * Puts `exec` before the last command, so that the service and not bash is the main process. Only when the top-level
 * list ends, unconditionally or after `&&`, in an external simple command and no trap is set: otherwise something that
 * bash still has to do would be lost. `args` are appended to that last command.
 */
export function withExec(text: string, args: readonly string[]): Prepared | undefined {
  const script = parse(text);
  const { functions, uses, trap } = survey(script);
  const last = script.commands.at(-1);
  const command = last === undefined || last.background === true ? undefined : lastCommand(last.command);
  if (args.length > 0 && command === undefined) return undefined;
  const end = command?.end ?? text.length;
  const withArgs = text.slice(0, end) + args.map((word) => ` ${shellQuote(word)}`).join('') + text.slice(end);
  if (command?.name === undefined || trap || !endsUnconditionally(last?.command) || !isExternal(command, functions)) {
    return { script: withArgs, keepsShell: true, uses };
  }
  const { pos } = command.name;
  return { script: `${withArgs.slice(0, pos)}exec ${withArgs.slice(pos)}`, keepsShell: false, uses };
}

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
  const literal = name?.parts === undefined || name.parts.every(({ type }) => type === 'Literal' || type === 'SingleQuoted');
  return literal && word !== '' && word !== 'exec' && !isShellWord(word) && !functions.has(word) && !BUILTIN_PROGRAMS.has(word);
}

/** Builtins that also exist as programs: bash runs its own, which may do a little more. */
const BUILTIN_PROGRAMS = new Set(['echo', 'false', 'kill', 'printf', 'pwd', 'test', 'true', '[']);

interface Facts {
  readonly functions: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  readonly trap: boolean;
}

function survey(script: ParsedScript): Facts {
  const functions = new Set<string>();
  const uses = new Set<string>();
  let trap = false;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Function') functions.add(node.name.value);
    if (node.type === 'SimpleExpansion') uses.add(node.text.slice(1));
    if (node.type === 'ParameterExpansion') uses.add(node.parameter);
    if (node.type === 'ArithmeticWord') for (const [one] of node.value.matchAll(/[A-Za-z_]\w*/g)) uses.add(one);
    if (node.type === 'Command' && TRAPPING.has(node.name?.value ?? '')) trap = true;
    forEachChild(node, visit);
  };
  visit(script);
  return { functions, uses, trap };
}

/** `eval` and sourced files can set a trap where nobody sees it. */
const TRAPPING = new Set(['trap', 'eval', 'source', '.']);
