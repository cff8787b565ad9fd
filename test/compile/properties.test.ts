import * as fc from 'fast-check';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';
import { readTree } from '../fixtures/fixture.ts';

const seed = process.env['TSM_SEED'];
const runs = { numRuns: 25, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const before = { env: { ...process.env }, umask: process.umask() };
afterEach(() => {
  for (const name of CALLER) {
    if (before.env[name] === undefined) delete process.env[name];
    else process.env[name] = before.env[name];
  }
  process.umask(before.umask);
});

const CALLER = ['HOME', 'LANG', 'LC_ALL', 'LOGNAME', 'PATH', 'TZ', 'USER', 'TETRA_DIR', 'PORT', 'NODE_ENV'];

const NAMES = ['api', 'Bulk', 'cache-2', 'db', 'shop', 'worker_x', 'zoo'];

/** One service of a project, as a .tsm file or inline. */
interface Written {
  readonly name: string;
  readonly inline: boolean;
  readonly port: string | undefined;
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
}

const service = (name: string): fc.Arbitrary<Written> =>
  fc.record({
    name: fc.constant(name),
    inline: fc.boolean(),
    port: fc.constantFrom(undefined, '8000+', 'auto', '8003+'),
    command: fc.constantFrom('node main.js', './bin/run', 'cd web && ../run --in ../data', '~/run'),
    env: fc.dictionary(
      fc.constantFrom('ALPHA', 'beta', 'Gamma', 'Z1'),
      fc.constantFrom('1', 'two words', 'ü☃', '$5 "x"'),
      { noNullPrototype: true },
    ),
  });

const project = fc
  .uniqueArray(fc.constantFrom(...NAMES), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((names) => fc.tuple(...names.map(service)));

/** The files of a project, services in the order given. */
function filesOf(services: readonly Written[]): ReadonlyMap<string, string> {
  const inline = services.filter((one) => one.inline);
  const config = {
    project: 'shop',
    services: [
      'services/*.tsm',
      ...inline.map(({ name, port, env, command }) => ({
        name,
        command,
        env,
        ...(port === undefined ? {} : { port }),
      })),
    ],
    environments: {
      dev: { root: '/srv/shop', variables: { TETRA_DIR: '/srv/tetra' } },
      production: { user: 'shop', root: '/opt/shop', hardening: 'strict' },
      mine: { scope: 'user', root: '~/shop' },
    },
  };
  const written = services
    .filter((one) => !one.inline)
    .map(({ name, port, env, command }) => {
      const exported = Object.entries(env).map(([key, value]) => `export ${key}='${value}'\n`);
      const wish = port === undefined ? '' : `TSM_PORT="${port}"\n`;
      return [`services/${name}.tsm`, `TSM_COMMAND="${command}"\n${wish}${exported.join('')}`] as const;
    });
  return new Map([['tsm.config.json', JSON.stringify(config)], ...written]);
}

/** Writes the files in their order into a fresh folder, generates from `below` it, and reads the bundles. */
async function generated(
  files: ReadonlyMap<string, string>,
  below: string,
): Promise<Readonly<Record<string, string>>> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tsm-property-')));
  try {
    await mkdir(join(folder, below), { recursive: true });
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { code, err } = await invoke(`cd ${below} && tsm generate`, folder);
    expect(code, err).toBe(0);
    const bundles = Object.fromEntries(await readTree(join(folder, 'systemd')));
    const text = JSON.stringify(bundles);
    for (const here of [folder, process.cwd()]) expect(text).not.toContain(here);
    return bundles;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('bundles do not depend on the order of files and services, nor on where the project lies and the command runs', async () => {
  await fc.assert(
    fc.asyncProperty(project, fc.constantFrom('.', 'services', 'a/b'), async (services, below) => {
      const plain = await generated(filesOf(services), '.');
      const turned = filesOf(services.toReversed());
      expect(await generated(new Map([...turned].toReversed()), below)).toEqual(plain);
    }),
    runs,
  );
});

test('bundles do not depend on who runs it: language, time zone, home, variables, umask', async () => {
  const caller = fc.record({
    LANG: fc.constantFrom('C', 'de_DE.UTF-8', 'tr_TR.UTF-8', 'ja_JP.SJIS'),
    LC_ALL: fc.constantFrom('', 'sv_SE.UTF-8', 'tr_TR'),
    TZ: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns'),
    HOME: fc.constantFrom('/root', '/nonexistent', ''),
    USER: fc.constantFrom('root', 'someone'),
    PATH: fc.constant('/opt/other/bin:/usr/bin:/bin'),
    TETRA_DIR: fc.constant('/of/the/caller'),
    PORT: fc.constant('1'),
    NODE_ENV: fc.constant('of-the-caller'),
  });
  await fc.assert(
    fc.asyncProperty(project, caller, fc.constantFrom(0o000, 0o022, 0o077), async (services, env, umask) => {
      const plain = await generated(filesOf(services), '.');
      Object.assign(process.env, env);
      process.umask(umask);
      expect(await generated(filesOf(services), '.')).toEqual(plain);
    }),
    runs,
  );
});
