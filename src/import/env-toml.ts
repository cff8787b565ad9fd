import type { WrittenEnvironment, WrittenService } from '../config/written.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Draft, ImportNote } from './draft.ts';
import { serviceName } from './names.ts';
import { changed, dropped, kept } from './notes.ts';
import { portNumber, PortBook } from './ports.ts';
import { isObject } from './pm2-read.ts';
import type { ImportRequest } from './request.ts';
import { literal, sortVariables, type Variables } from './variables.ts';

/** Tetra's environments, each of which inherits from the one before, and ours. */
const CHAIN = [
  ['local', 'local'],
  ['dev', 'dev'],
  ['staging', 'staging'],
  ['prod', 'production'],
] as const;

type Table = Readonly<Record<string, unknown>>;

/** Tetra's `tsm/env.toml`: one service, variables for all and by environment. */
export async function draftEnvToml(request: ImportRequest): Promise<Checked<Draft>> {
  const parsed = await parseToml(request);
  if (parsed.value === undefined) return { value: undefined, diagnostics: parsed.diagnostics };
  const top = parsed.value;
  const service = table(top['service']);
  const { command, name, description } = service;
  if (typeof command !== 'string' || command.trim() === '')
    return fail(diagnostic('import-empty', { file: request.file }, { what: 'a "command" in [service]' }));
  const called = typeof name === 'string' ? name : 'main';
  const notes: ImportNote[] = [kept('service.command', `command: ${command}`), ...named(called)];
  const settings: WrittenService = {
    command,
    cwd: '.',
    ...(typeof description === 'string' ? { description } : {}),
  };
  const secrets = Object.keys(table(top['secrets']));
  for (const secret of secrets)
    notes.push(
      changed(`secrets.${secret}`, `secrets: ${secret}`, `its value is left out: tsm secrets set ${secret}`),
    );
  const environments = environmentsOf(top, secrets, serviceName(called), notes);
  notes.push(...leftOver(top, service));
  return {
    value: {
      project: serviceName(called),
      services: [{ name: serviceName(called), settings }],
      environments,
      everywhere: { hardening: 'relaxed' },
      notes,
    },
    diagnostics: [],
  };
}

const fail = (problem: Diagnostic): Checked<never> => ({ value: undefined, diagnostics: [problem] });

const table = (value: unknown): Table => (isObject(value) ? value : {});

const named = (called: string): readonly ImportNote[] =>
  serviceName(called) === called
    ? [kept('service.name', `service ${called}`)]
    : [changed('service.name', `service ${serviceName(called)}`, 'letters, digits, "-", "_" and "." alone')];

async function parseToml({ file, text }: ImportRequest): Promise<Checked<Table>> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return { value: parse(text) as Table, diagnostics: [] };
  } catch (problem) {
    if (!(problem instanceof TomlError)) throw problem;
    const start =
      text
        .split('\n')
        .slice(0, problem.line - 1)
        .join('\n').length +
      (problem.line > 1 ? 1 : 0) +
      problem.column -
      1;
    const message = problem.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    return fail(diagnostic('import-invalid', { file, start, end: start + 1 }, { problem: message }));
  }
}

/** Variables of `[shared]`, then of every table of the chain up to its own. Without any table there is production. */
function environmentsOf(
  top: Table,
  declared: readonly string[],
  service: string,
  notes: ImportNote[],
): Record<string, WrittenEnvironment> {
  const written = CHAIN.filter(([name]) => name in top);
  const wanted = written.length > 0 ? written : [CHAIN[3]];
  const ports = new PortBook();
  const environments: Record<string, WrittenEnvironment> = {};
  // The ports of production are its own; those of others move.
  for (const [name, ours] of wanted.toReversed()) {
    const chain = CHAIN.slice(0, CHAIN.findIndex(([one]) => one === name) + 1).map(([one]) =>
      table(top[one]),
    );
    const all: Table = Object.assign({}, table(top['shared']), ...chain);
    const entries = Object.entries(all).flatMap(([key, value]) =>
      isScalar(value) ? [[key, String(value)] as const] : [],
    );
    const sorted = sortVariables(
      name,
      entries.filter(([key]) => key !== 'PORT' && !declared.includes(key)),
    );
    const port = portNumber(all['PORT'] ?? '');
    const taken = port === undefined ? undefined : ports.take(port);
    environments[ours] = environmentOf(sorted, declared, taken, service);
    if (typeof taken === 'number') notes.push(kept(`${name}.PORT`, `port: ${taken}`));
    if (typeof taken === 'string') notes.push(changed(`${name}.PORT`, `port: ${taken}`, INHERITED));
    notes.push(kept(`[${name}]`, `environments.${ours}`, 'with what it inherits'), ...sorted.notes);
  }
  return Object.fromEntries(Object.entries(environments).toReversed());
}

const INHERITED = 'another environment of one host has that port, so it is given the next free one';

const isScalar = (value: unknown): boolean =>
  ['string', 'number', 'boolean', 'bigint'].includes(typeof value);

function environmentOf(
  { plain, secrets }: Variables,
  declared: readonly string[],
  port: number | string | undefined,
  service: string,
): WrittenEnvironment {
  const env = Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, literal(value)]));
  const all = [...new Set([...declared, ...secrets])];
  return {
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(all.length > 0 ? { secrets: all } : {}),
    ...(port === undefined ? {} : { services: { [service]: { port } } }),
  };
}

/** What is none of the tables that Tetra reads, and values that are no text. */
function leftOver(top: Table, service: Table): readonly ImportNote[] {
  const tables = new Set(['service', 'shared', 'secrets', ...CHAIN.map(([name]) => name)]);
  const fields = Object.keys(service).filter((key) => !['name', 'command', 'description'].includes(key));
  return [
    ...fields.map((key) => dropped(`service.${key}`, 'Tetra reads a name, a command and a description')),
    ...Object.keys(top)
      .filter((key) => !tables.has(key))
      .map((key) => dropped(key, 'Tetra has no table of this name')),
    ...[...tables].flatMap((name) =>
      Object.entries(table(top[name])).flatMap(([key, value]) =>
        isScalar(value) || name === 'service' ? [] : [dropped(`${name}.${key}`, 'a variable is one text')],
      ),
    ),
  ];
}
