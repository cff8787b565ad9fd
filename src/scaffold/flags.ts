import { posix } from 'node:path';
import type { WrittenService } from '../config/written.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Answers } from './answers.ts';
import {
  parseEnvironments,
  parseProject,
  parsePort,
  parseRoot,
  parseService,
  parseSystemd,
  parseUser,
  type Parsed,
} from './parse.ts';
import { isPort } from './command-line.ts';
import type { Proposal } from './proposal.ts';
import type { Survey } from './survey.ts';

export type Flags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What the flags answer, and ports by the name of their service. */
export interface Given {
  readonly answers: Partial<Answers>;
  readonly ports: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the flags of `tsm init`; all that is wrong is said together. */
export function readFlags(flags: Flags, survey: Survey): Given {
  const diagnostics: Diagnostic[] = [];
  const take = <T>(flag: string, text: string, parsed: Parsed<T>): T | undefined => {
    if ('value' in parsed) return parsed.value;
    diagnostics.push(
      diagnostic('scaffold-flag', undefined, { flag, value: text, expected: parsed.expected }),
    );
    return undefined;
  };
  const one = <T>(key: string, parse: (text: string) => Parsed<T>): T | undefined => {
    const text = flags[key];
    return typeof text === 'string' ? take(`--${key}`, text, parse(text)) : undefined;
  };
  const each = <T>(key: string, parse: (text: string) => Parsed<T>): ReadonlyMap<string, T> =>
    new Map(
      listOf(flags[key]).flatMap((text) => {
        const { name, rest } = assigned(text);
        const value = take(`--${key}`, text, parse(rest));
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  const services = listOf(flags['service']).flatMap(
    (text) => take('--service', text, parseService(text, survey.proposals)) ?? [],
  );
  const roots = each('root', parseRoot);
  const users = each('user', parseUser);
  const answers = {
    name: one('name', parseProject),
    environments: one('environments', parseEnvironments),
    systemd: one('systemd', parseSystemd),
    services: services.length === 0 ? undefined : services,
    roots: roots.size === 0 ? undefined : Object.fromEntries(roots),
    users: users.size === 0 ? undefined : Object.fromEntries(users),
    ci: typeof flags['ci'] === 'boolean' ? flags['ci'] : decidedWorkflow(flags, survey),
  };
  const set = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
  return { answers: set as Partial<Answers>, ports: each('port', parsePort), diagnostics };
}

/** A workflow that is there is not asked about: it stays, or is written over where that was said. */
const decidedWorkflow = (flags: Flags, { workflow }: Survey): boolean | undefined =>
  workflow === undefined ? undefined : replacedFiles(flags).includes(workflow);

/** Files that may be written over, as they are called here. */
export const replacedFiles = (flags: Flags): readonly string[] =>
  listOf(flags['force']).map((file) => posix.normalize(file));

const listOf = (flag: Flags[string]): readonly string[] =>
  Array.isArray(flag) ? (flag as readonly string[]) : [];

/** `production=/opt/shop`; without a name it is for all, written `*`. */
function assigned(text: string): { readonly name: string; readonly rest: string } {
  const [, name = '*', rest = text] = /^@?([A-Za-z0-9][\w.-]*)=([^]*)$/.exec(text) ?? [];
  return { name, rest };
}

/** Services with the ports that were asked for; names that fit nothing are mistakes. */
export function checkNames({ ports, answers }: Given, complete: Answers): readonly Diagnostic[] {
  const unknown = (flag: string, names: Iterable<string>, known: readonly string[]): readonly Diagnostic[] =>
    [...names]
      .filter((name) => name !== '*' && !known.includes(name))
      .map((name) =>
        diagnostic('scaffold-flag', undefined, { flag, value: name, expected: `one of ${known.join(', ')}` }),
      );
  return [
    ...unknown(
      '--port',
      ports.keys(),
      complete.services.map(({ name }) => name),
    ),
    ...unknown('--root', Object.keys(answers.roots ?? {}), complete.environments),
    ...unknown('--user', Object.keys(answers.users ?? {}), complete.environments),
  ];
}

/** The port in the project's env file is that of what serves: of `web`, of the one named like the project, or of the only one. */
export function withPortOfEnv(services: readonly Proposal[], { env, name }: Survey): readonly Proposal[] {
  const { port } = env;
  if (port === undefined || !isPort(port) || services.some((one) => one.port !== undefined)) return services;
  const main = ['web', name].find((one) => services.some((service) => service.name === one));
  return services.map((one) => (one.name === main || services.length === 1 ? { ...one, port } : one));
}

export const withPorts = (
  services: readonly Proposal[],
  ports: ReadonlyMap<string, string>,
): readonly Proposal[] =>
  services.map((one) => {
    const port = ports.get(one.name) ?? ports.get('*');
    return port === undefined || port === one.port ? one : { ...withoutOwnPorts(one), port };
  });

/** A port that was asked for is that of every environment. */
const withoutOwnPorts = ({ inEnvironments = {}, ...one }: Proposal): Proposal => {
  const others = Object.entries(inEnvironments).map(
    ([name, { port: _port, ...rest }]) => [name, rest] as const,
  );
  return { ...one, inEnvironments: Object.fromEntries<WrittenService>(others) };
};
