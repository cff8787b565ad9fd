import { parse } from 'unbash';
import type { Settings } from '../config/schema/service.ts';
import { fillTemplate, SHELL_LIKE } from '../config/template.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import { quoted } from '../diagnostics/printable.ts';
import { fill, type Bench } from './bench.ts';
import {
  readCommand,
  readScript,
  type Command,
  type CommandProblem,
  type ShellCommand,
  type SimpleCommand,
} from './command.ts';
import { envFileInProject } from './env.ts';
import { survey } from './exec.ts';
import { secretReason, valueReason } from './secrets.ts';
import type { Health, Service } from './service.ts';

/** What the service runs. */
export function commandOf(bench: Bench): Command | undefined {
  const { settings, definition, placeOf, known, local, diagnostics } = bench;
  if (settings.command === undefined || settings.command.trim() === '') {
    diagnostics.push(diagnostic('command-missing', placeOf(['name']), { service: definition.name }));
    return undefined;
  }
  const at = placeOf(['command']);
  const read = readCommand(settings.command, settings.args ?? [], known, local);
  const command = accepted(read, 'command', at, bench);
  if (command?.kind === 'shell' && command.keepsShell)
    diagnostics.push(diagnostic('command-keeps-shell', at, { service: definition.name }));
  if (command?.kind === 'simple') checkAssignments(command, at, bench);
  if (command?.kind === 'shell') checkEnd(settings.command, at, bench);
  return command;
}

/** What the last statement of shell code leaves systemd with: nothing to watch, or the status of the wrong program. */
function checkEnd(text: string, at: Place, { definition, settings, diagnostics }: Bench): void {
  const script = parse(text);
  const last = script.commands.at(-1);
  const service = definition.name;
  // The one type that expects the first process to end: systemd.service(5), Type=forking.
  if (last?.background === true && settings.type !== 'forking')
    diagnostics.push(diagnostic('command-in-background', at, { service }));
  if (last?.command.type !== 'Pipeline' || text.includes('pipefail')) return;
  const [first, end] = [last.command.commands[0], last.command.commands.at(-1)].map((one) =>
    one?.type === 'Command' ? (one.name?.text ?? '') : '',
  );
  // It is started again whatever its status.
  if (settings.restart?.policy === 'always') return;
  if (first !== '' && end !== undefined && PASSING_ON.has(end))
    diagnostics.push(diagnostic('pipeline-hides-status', at, { service, first: first ?? '', last: end }));
}

/** Programs that only pass on what they read, and succeed whatever became of who wrote it. */
const PASSING_ON = new Set(
  'tee cat logger systemd-cat sed awk grep ts jq pino-pretty bunyan cronolog rotatelogs multilog'.split(' '),
);

/** A leading assignment ends in the env file, where a secret must not be. */
function checkAssignments(
  { env }: SimpleCommand,
  at: Place,
  { settings, environment, diagnostics }: Bench,
): void {
  const open = [...environment.public, ...(settings.public ?? [])];
  for (const [name, value] of env) {
    const reason = open.includes(name) ? undefined : secretReason(name, value);
    if (reason !== undefined)
      diagnostics.push(diagnostic('secret-literal', at, { into: `"command" (${name})`, reason }));
  }
}

/** Reports what cannot be a command, and a secret that would be seen in the process list. */
function accepted<C extends Command>(
  command: C | CommandProblem,
  key: string,
  at: Place,
  { secrets, diagnostics }: Bench,
): C | undefined {
  if ('problem' in command) {
    diagnostics.push(
      diagnostic('command-unreadable', at, { key, problem: command.problem, near: command.near }),
    );
    return undefined;
  }
  const shown = command.kind === 'shell' ? [...command.shows].find((name) => secrets.has(name)) : undefined;
  if (shown !== undefined)
    diagnostics.push(diagnostic('secret-expanded', at, { name: shown, into: `"${key}"` }));
  return command;
}

/** Shell code beside the service, none when it is blank. */
export function scriptOf(code: string, at: Place, key: string, bench: Bench): readonly ShellCommand[] {
  const script = accepted(readScript(code, bench.local), key, at, bench);
  return script === undefined || code.trim() === '' ? [] : [script];
}

/** The command that makes the service read its configuration anew. */
export const reloadOf = (code: string, bench: Bench): Command | undefined =>
  accepted(readCommand(code, [], bench.known, bench.local), 'reload', bench.placeOf(['reload']), bench);

/** The health check with its URL filled in. */
export function healthOf(
  { url, command, interval = '250ms', timeout = '2s' }: NonNullable<Settings['health']>,
  bench: Bench,
): Health | undefined {
  const at = bench.placeOf(['health']);
  if (url !== undefined) {
    const env = [...bench.env].map(([name, { value }]) => [name, value] as const);
    const filled = fill(fillTemplate(url, new Map([...env, ...bench.known]), SHELL_LIKE), url, at, bench);
    checkShown(filled, at, bench);
    return { url: filled, interval, timeout };
  }
  const [script] = scriptOf(command ?? '', at, 'health', bench);
  checkShown(script?.script ?? '', at, bench);
  return script === undefined ? undefined : { command: script, interval, timeout };
}

/** The manifest holds the health check as it is. */
function checkShown(health: string, at: Place, { diagnostics }: Bench): void {
  const reason = valueReason(health);
  if (reason !== undefined) diagnostics.push(diagnostic('secret-literal', at, { into: '"health"', reason }));
}

/** `exec` cannot run a function; whether the command is one can be told when the sourced file is part of the project. */
export function checkSourcedFunctions({ command, source }: Service, bench: Bench): void {
  const program = command.kind === 'simple' ? command.words[0] : undefined;
  const { root } = bench.environment;
  if (program === undefined || root === undefined) return;
  for (const file of source.filter((one) => one.startsWith(`${root.to}/`))) {
    const inProject = envFileInProject(file, bench.environment, bench.placeOf(['source']), bench.diagnostics);
    const read = inProject === undefined ? undefined : bench.sources.read(inProject);
    if (read === undefined || !('source' in read)) continue;
    if (!survey(parse(read.source.text)).functions.has(program)) continue;
    bench.diagnostics.push(
      diagnostic('source-function', bench.placeOf(['command']), { name: program, file: quoted(file) }),
    );
  }
}
