import { parse } from 'unbash';
import { readCommand } from '../service/command.ts';
import { unwrapped } from './runners.ts';
import type { CommandLine } from './command-line.ts';
import { PORT_HERE } from './proposal.ts';

/** What an npm script runs in the end. */
export interface ScriptCommand {
  readonly line: CommandLine;
  /** From a leading `cd DIR &&`. */
  readonly cwd?: string;
  /** What the script does first, such as a build. */
  readonly before: readonly string[];
  /** Through which scripts and wrappers it was found. */
  readonly through: readonly string[];
  /** It asks for a port with `$PORT`, or with a default. */
  readonly port?: string;
}

/** A script that needs a shell is handed over as it is. */
export type ReadScript = ScriptCommand | { readonly shell: string } | undefined;

/** Scripts that call scripts end somewhere. */
const DEEPEST = 8;

/** The command behind a script: other scripts are followed, wrappers that a service manager replaces are taken off. */
export function readScript(text: string, scripts: Readonly<Record<string, string>>, depth = 0): ReadScript {
  const { text: ready, port } = withPort(text);
  const { before, last } = chain(ready);
  const command = readCommand(last, [], new Map([['TSM_PORT', PORT_HERE]]), new Map());
  if ('problem' in command) return undefined;
  if (command.kind === 'shell') return { shell: ready };
  const own = { before, through: [], ...(port === undefined ? {} : { port }) };
  const cwd = command.cwd === undefined ? {} : { cwd: command.cwd };
  const written: CommandLine = { words: command.words, env: [...command.env] };
  const called = depth < DEEPEST ? scriptCalled(written, scripts) : undefined;
  if (called === undefined) {
    const { line, wrapper } = unwrapped(written);
    return { ...own, ...cwd, line, through: wrapper === undefined ? [] : [wrapper] };
  }
  const inner = readScript(scripts[called.script] ?? '', scripts, depth + 1);
  if (inner === undefined || 'shell' in inner) return inner;
  const line = { words: [...inner.line.words, ...called.args], env: [...written.env, ...inner.line.env] };
  return {
    ...own,
    ...inner,
    ...cwd,
    line,
    before: [...before, ...inner.before],
    through: [called.script, ...inner.through],
  };
}

/** `$PORT` of a shell becomes the port that tsm gives out. */
function withPort(text: string): { readonly text: string; readonly port?: string } {
  const asked = /\$(?:PORT\b|\{PORT(?::?-(\d+))?\})/.exec(text);
  if (asked === null) return { text };
  const ready = text.replaceAll(/\$(?:PORT\b|\{PORT(?::?-\d+)?\})/g, PORT_HERE);
  return { text: ready, port: asked[1] ?? '8000+' };
}

/** `npm run build && node dist/server.js`: the last command serves, what is before it prepares. */
function chain(text: string): { readonly before: readonly string[]; readonly last: string } {
  const script = parse(text);
  const [statement] = script.commands;
  const node = statement?.command;
  if (script.commands.length !== 1 || node?.type !== 'AndOr' || node.operators.some((one) => one !== '&&'))
    return { before: [], last: text };
  const starts = node.commands.map(({ pos }) => pos);
  const parts = starts.map((start, index) =>
    text
      .slice(start, starts[index + 1])
      .replace(/\s*&&\s*$/, '')
      .trim(),
  );
  const isMove = /^cd\s/.test(parts.at(-2) ?? '');
  const last = parts.slice(isMove ? -2 : -1).join(' && ');
  return { before: parts.slice(0, isMove ? -2 : -1), last };
}

/** `npm run x`, `yarn x`, `pnpm run x -- --flag`. */
function scriptCalled(
  { words }: CommandLine,
  scripts: Readonly<Record<string, string>>,
): { readonly script: string; readonly args: readonly string[] } | undefined {
  const [manager = '', ...rest] = words;
  if (!['npm', 'yarn', 'pnpm', 'bun'].includes(manager)) return undefined;
  const [name = '', ...args] = rest.filter(
    (word, index) => !(index < 3 && /^(?:run|run-script|--silent|-s)$/.test(word)),
  );
  return Object.hasOwn(scripts, name)
    ? { script: name, args: args.filter((word) => word !== '--') }
    : undefined;
}
