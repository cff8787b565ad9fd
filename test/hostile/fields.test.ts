import { describe, test } from 'vitest';
import { expectHonest, PAYLOAD, runHostile } from './project.ts';

type Path = readonly (string | number)[];

/** A project that is as it should be. */
const base = (): object => ({
  project: 'shop',
  services: [{ name: 'shop', command: 'node server.js' }],
  environments: { production: { root: '/srv/shop' } },
});

const SERVICE: Path = ['services', 0];
const ENVIRONMENT: Path = ['environments', 'production'];
const below = (prefix: Path, keys: string): readonly Path[] =>
  keys
    .trim()
    .split(/\s+/)
    .map((key) => [...prefix, ...key.split('.').map((part) => (/^\d$/.test(part) ? Number(part) : part))]);

/** Every text of a config. */
const FIELDS: readonly Path[] = [
  ...below([], '$schema project id description default services services.1'),
  ...below(
    SERVICE,
    `name description command args args.0 cwd type port portType ports env.A envFile secrets public depends wants after requires
    programs health health.url health.command pre reload restart restart.delay restart.maxDelay timeouts.start timeouts.stop
    limits.memoryMax limits.memoryHigh limits.memorySwapMax limits.cpuQuota limits.cpuWeight limits.tasks limits.openFiles
    limits.processes limits.coreSize limits.ioWeight hardening hardening.ReadWritePaths hardening.ProtectHome user group source
    onChange restartOn unit.Service.Nice unit.Service.Environment unit.Service.ExecStopPost unit.Unit.Documentation
    unit.Timer.OnCalendar unit.Socket.ListenStream`,
  ),
  ...below(
    ENVIRONMENT,
    `aliases description base scope user group home root root.from root.to variables.V env.E envFile secrets public path.0 source
    hardening limits.memoryMax limits.slice.tasks restart timeouts.start unit.Service.Nice services.shop.description
    services.shop.command`,
  ),
];

/** Keys that a user makes up. */
const KEYS: readonly Path[] = [
  [...SERVICE, 'env'],
  [...SERVICE, 'hardening'],
  [...SERVICE, 'unit'],
  [...SERVICE, 'unit', 'Service'],
  [...ENVIRONMENT, 'variables'],
  [...ENVIRONMENT, 'services'],
  ['environments'],
  [],
];

const TEXTS: Readonly<Record<string, string>> = {
  'a line feed': `x\n${PAYLOAD}`,
  'a carriage return': `x\r${PAYLOAD.replaceAll('\n', '\r')}`,
  'a NUL': `x\0\n${PAYLOAD}`,
  'an escape sequence': '\x1b]0;x\x07\x1b[2J\x7f\u202e',
  'a backslash at its end': 'x \\',
  'a lone surrogate': 'x\ud800',
  'ten thousand characters': 'x'.repeat(10_000),
  'a way up': '../../outside/canary',
  nothing: '',
};

function withText(path: Path, text: string): object {
  const config = base();
  const [last = '', ...parents] = path.toReversed();
  let at = config as Record<string | number, unknown>;
  for (const key of parents.toReversed()) {
    if (typeof at[key] !== 'object') at[key] = {};
    at = at[key] as Record<string | number, unknown>;
  }
  at[last] = text;
  return config;
}

const withKey = (path: Path, key: string): object => withText([...path, key], 'x');

describe.each(Object.entries(TEXTS))('%s', (_, text) => {
  test.each(FIELDS.map((path) => [path.join('.'), path] as const))('in %s', async (__, path) => {
    expectHonest(await runHostile({ 'tsm.config.json': JSON.stringify(withText(path, text)) }));
  });

  test.each(KEYS.map((path) => [path.join('.') || 'the config', path] as const))(
    'as a key of %s',
    async (__, path) => {
      expectHonest(await runHostile({ 'tsm.config.json': JSON.stringify(withKey(path, text)) }));
    },
  );
});
