import type { Command, ShellCommand } from '../../service/command.ts';
import type { Service } from '../../service/service.ts';
import { shellQuote } from '../../diagnostics/shell-quote.ts';
import { resolveOnHost } from '../host-path.ts';
import { execCommand, type Encoded } from '../quote.ts';
import { isAbsolute } from '../refusal.ts';

const BASH = '/bin/bash';
/** EX_CONFIG of sysexits.h: the configuration is at fault, not the program. */
const EX_CONFIG = 78;
/** ExecSearchPath= and with it bare program names that PATH decides. */
const SEARCH_PATH_SINCE = 250;

/** Whether systemd looks a program of the service up in ExecSearchPath=; before 250, and for shell code, env(1) and bash do in PATH. */
export const usesSearchPath = ({ environment, source, command, reload }: Service): boolean =>
  environment.systemd >= SEARCH_PATH_SINCE && (isBare(reload) || (source.length === 0 && isBare(command)));

const isBare = (command: Command | undefined): boolean =>
  command?.kind === 'simple' && command.words[0]?.includes('/') === false;

/** The value of an Exec line that runs `command` as `service` would. */
export function execLine(service: Service, command: Command): Encoded {
  if (service.source.length > 0) return execCommand(BASH, ['-c', sourced(service, command)]);
  if (command.kind === 'shell') return execCommand(BASH, ['-c', command.script]);
  const [program = '', ...args] = command.words;
  return programLine(absolute(program, service.cwd), args, service.environment.systemd >= SEARCH_PATH_SINCE);
}

/** The value of an Exec line for shell code that runs beside the service. */
export function scriptLine(service: Service, { script }: ShellCommand): Encoded {
  return execCommand(BASH, [
    '-c',
    service.source.length > 0 ? `${preamble(service)}${enter(service)}${script}` : script,
  ]);
}

/** The program with its words. A name without a slash, or one that systemd cannot write as a program, goes through env(1). */
function programLine(program: string, args: readonly string[], bare: boolean): Encoded {
  const direct = program.includes('/') || bare ? execCommand(program, args, { bare }) : undefined;
  if (direct !== undefined && 'text' in direct) return direct;
  if (program.includes('='))
    return { refusal: { rule: 'env(1) would take a name with "=" for an assignment' } };
  return execCommand('/usr/bin/env', [program, ...args]);
}

/** A relative program with a slash is found from the working directory, as bash would. */
const absolute = (program: string, cwd: string): string =>
  program.includes('/') && !isAbsolute(program) ? resolveOnHost(cwd, program) : program;

/**
 * Sources the files, then lets the command take the place of the shell. The status of a sourced file is ignored; its
 * `cd` is not, so the working directory is entered again.
 */
function sourced(service: Service, command: Command): string {
  const start = `${preamble(service)}${enter(service)}`;
  if (command.kind === 'shell') return `${start}${command.script}`;
  const [program = '', ...args] = command.words;
  const words = [absolute(program, service.cwd), ...args].map(shellQuote).join(' ');
  const assignments = [...command.env].map(([name, value]) => `${name}=${shellQuote(value)} `).join('');
  return `${start}${assignments}exec ${words}`;
}

const enter = ({ cwd }: Service): string => `cd ${shellQuote(cwd)} || exit ${EX_CONFIG}; `;

const preamble = ({ source }: Service): string =>
  source
    .map((file) => {
      const path = shellQuote(file);
      return `[ -r ${path} ] || { echo ${shellQuote(`tsm: cannot read ${file}`)} >&2; exit ${EX_CONFIG}; }; . ${path} || :; `;
    })
    .join('');
