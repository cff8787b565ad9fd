import type { Config } from '../config/schema.ts';
import type { WrittenConfig, WrittenEnvironment } from '../config/written.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { environmentNamed } from '../service/definitions.ts';
import { isDevelopment } from './answers.ts';
import { isTaken, userName } from './name.ts';
import { parseEnvironments, parseRoot, parseUser, type Parsed } from './parse.ts';
import type { Flags } from './flags.ts';
import type { NextPrompt, Prompt } from './texts.ts';

/** An environment that is to be added. */
export interface NewEnvironment {
  readonly name: string;
  readonly root: string;
  readonly user: string;
  readonly hardening: 'off' | 'relaxed' | 'strict';
  /** The environment that it is otherwise like. */
  readonly like: WrittenEnvironment;
}

/** What is asked for; `like` is a flag alone. */
type Asked = Exclude<keyof NewEnvironment, 'like'>;

type Ask = (questions: NextPrompt) => Promise<Readonly<Record<string, unknown>> | undefined>;

const PARSERS: Readonly<Record<Asked, (text: string) => Parsed<unknown>>> = {
  name: (text) => {
    const parsed = parseEnvironments(text);
    return 'value' in parsed && parsed.value.length > 1 ? { expected: 'one name, such as staging' } : parsed;
  },
  root: parseRoot,
  user: parseUser,
  hardening: (text) =>
    /^(?:off|relaxed|strict)$/.test(text) ? { value: text } : { expected: 'off, relaxed or strict' },
};

const MESSAGES: Readonly<Record<Asked, string>> = {
  name: 'Name of the environment:',
  root: 'Where the project lies on its hosts:',
  user: 'User that runs the services:',
  hardening: 'Sandbox (off, relaxed or strict):',
};

const KEYS = Object.keys(PARSERS) as readonly Asked[];

/** What flags and answers say; without anybody to ask, what is not said is what `tsm init` would take. */
export async function readEnvironment(
  name: string | undefined,
  flags: Flags,
  config: Config,
  written: WrittenConfig,
  ask: Ask | undefined,
): Promise<NewEnvironment | Diagnostic> {
  const given = Object.fromEntries(
    KEYS.map((key) => [key, key === 'name' ? name?.replace(/^@/, '') : flags[key]]).filter(
      ([, value]) => typeof value === 'string',
    ),
  ) as Partial<Record<Asked, string>>;
  if (given.name === undefined && ask === undefined)
    return diagnostic('scaffold-cannot-ask', undefined, { flags: ['NAME'] });
  const known = Object.entries(config.environments).flatMap(([one, { aliases = [] }]) => [one, ...aliases]);
  const typed =
    ask === undefined || (given.name !== undefined && given.root !== undefined)
      ? {}
      : await ask(nextOf(given, config, known));
  if (typed === undefined) return diagnostic('scaffold-cancelled', undefined, {});
  const answered = { ...typed, ...given };
  const all = { ...defaultsOf(answered.name ?? '', config), ...answered };
  for (const key of KEYS) {
    const parsed = PARSERS[key](all[key] ?? '');
    if ('expected' in parsed)
      return diagnostic('scaffold-flag', undefined, {
        flag: key === 'name' ? 'NAME' : `--${key}`,
        value: all[key] ?? '',
        expected: parsed.expected,
      });
  }
  if (isTaken(all.name ?? '', known))
    return diagnostic('scaffold-name-taken', undefined, {
      what: 'an environment',
      name: all.name ?? '',
      known,
    });
  const model =
    typeof flags['like'] === 'string'
      ? environmentNamed(flags['like'].replace(/^@/, ''), config)
      : modelFor(all.name ?? '', config);
  if (model === undefined && flags['like'] !== undefined)
    return diagnostic('scaffold-flag', undefined, {
      flag: '--like',
      value: String(flags['like']),
      expected: `one of ${known.join(', ')}`,
    });
  return { ...(all as Omit<NewEnvironment, 'like'>), like: written.environments[model ?? ''] ?? {} };
}

/** The first of the same kind: what develops, or what does not. */
const modelFor = (name: string, { environments }: Config): string | undefined =>
  Object.keys(environments).find((one) => isDevelopment(one) === isDevelopment(name));

const nextOf =
  (given: Partial<Record<Asked, string>>, config: Config, known: readonly string[]): NextPrompt =>
  (typed) => {
    const name = given.name ?? (typeof typed['name'] === 'string' ? typed['name'] : '');
    const key = KEYS.find((one) => given[one] === undefined && !(one in typed));
    return key === undefined ? undefined : promptOf(key, defaultsOf(name, config)[key], known);
  };

const promptOf = (key: Asked, otherwise: string | undefined, known: readonly string[]): Prompt => ({
  type: 'input',
  name: key,
  message: MESSAGES[key],
  ...(otherwise === undefined ? {} : { default: otherwise }),
  validate: (text) => {
    if (key === 'name' && isTaken(text.trim().replace(/^@/, ''), known))
      return 'there is an environment of that name already';
    const parsed = PARSERS[key](text);
    return 'value' in parsed ? true : `expected: ${parsed.expected}`;
  },
});

/** As another environment has it, and apart from all of them. */
function defaultsOf(name: string, { project, environments }: Config): Partial<Record<Asked, string>> {
  const users = Object.values(environments).flatMap(({ user }) => user ?? []);
  const root = isDevelopment(name)
    ? `/srv/${project}`
    : name === 'production'
      ? `/opt/${project}`
      : `/opt/${project}-${name}`;
  return {
    root,
    user: users.find((user) => user !== 'root') ?? userName(project),
    hardening: isDevelopment(name) ? 'relaxed' : 'strict',
  };
}

/** What no two environments share, or what is asked for. */
const OWN = new Set([
  'aliases',
  'base',
  'description',
  'group',
  'home',
  'root',
  'services',
  'user',
  'hardening',
]);

/** As it is written into the config: like its model, with paths below the model's root below its own. */
export function environmentValue(
  { root, user, hardening, like }: NewEnvironment,
  ports: readonly (readonly [string, number])[],
): WrittenEnvironment {
  const services = Object.fromEntries(ports.map(([name, port]) => [name, { port: `${port}+` }]));
  const from = typeof like.root === 'object' ? like.root.from : undefined;
  const old = typeof like.root === 'object' ? like.root.to : like.root;
  const rest = Object.entries(like).filter(([key]) => !OWN.has(key));
  return {
    user,
    root: from === undefined ? root : { from, to: root },
    ...(Object.fromEntries(rest.map(([key, value]) => [key, moved(value, old, root)])) as WrittenEnvironment),
    hardening,
    ...(ports.length === 0 ? {} : { services }),
  };
}

function moved(value: unknown, from: string | undefined, to: string): unknown {
  if (typeof value === 'string')
    return from !== undefined && (value === from || value.startsWith(`${from}/`))
      ? to + value.slice(from.length)
      : value;
  if (Array.isArray(value)) return value.map((one) => moved(one, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, from, to)]));
}
