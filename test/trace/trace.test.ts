import { execa } from 'execa';
import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const main = resolve(import.meta.dirname, '../../dist/main.cjs');
const CONFIG = `export default {
  project: 'shop',
  services: ['services/*.tsm', { name: 'run', command: './run.sh', port: '8000+', envFile: 'env/run.env' }],
  environments: {
    dev: { root: '/srv/shop', env: { SHOP_MODE: process.env['SHOP_MODE'] ?? 'plain' } },
    production: { user: 'shop', root: '/opt/shop' },
  },
};
`;

let top: string;
let cache: string;
let original: string;

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'tsm-trace-'));
  original = join(top, 'original');
  cache = join(top, 'cache');
  await mkdir(join(original, 'services'), { recursive: true });
  await mkdir(join(original, 'env'));
  await writeFile(join(original, 'tsm.config.mjs'), CONFIG);
  await writeFile(join(original, 'services/api.tsm'), 'TSM_COMMAND="node api.js"\nTSM_PORT=auto\n');
  await writeFile(join(original, 'env/run.env'), 'export COLOUR=red\n');
  await writeFile(join(original, 'run.sh'), '#!/bin/sh\n');
  await chmod(join(original, 'run.sh'), 0o755);
  await generate(original, cache);
});
afterAll(() => rm(top, { recursive: true }));

const generate = (
  project: string,
  home: string,
  env: Readonly<Record<string, string>> = {},
  ...args: string[]
) =>
  execa('node', [main, 'generate', ...args], {
    cwd: project,
    env: { XDG_CACHE_HOME: home, ...env },
    reject: false,
  });

/** What may change between two runs, in the folder of a project. */
const CHANGES: Readonly<Record<string, (project: string) => Promise<unknown>>> = {
  nothing: async () => {},
  'a service file': (at) => appendFile(join(at, 'services/api.tsm'), 'TSM_AUTOSTART=false\n'),
  'a new service file': (at) => writeFile(join(at, 'services/new.tsm'), 'TSM_COMMAND="node new.js"\n'),
  'an overlay for one environment': (at) =>
    writeFile(join(at, 'services/api@production.tsm'), 'TSM_DESCRIPTION="Live"\n'),
  'a service file that is gone': (at) => rm(join(at, 'services/api.tsm')),
  'an env file': (at) => writeFile(join(at, 'env/run.env'), 'export COLOUR=blue\n'),
  'an env file that is gone': (at) => rm(join(at, 'env/run.env')),
  'a program that may not run any more': (at) => chmod(join(at, 'run.sh'), 0o644),
  'the config': (at) => writeFile(join(at, 'tsm.config.mjs'), CONFIG.replace('/srv/shop', '/srv/other')),
  'a config in another format': (at) => writeFile(join(at, 'tsm.config.js'), 'export default {};\n'),
  'a unit, by hand': (at) => appendFile(join(at, 'systemd/dev/shop-dev-api.service'), 'X=y\n'),
  'a unit that is gone': (at) => rm(join(at, 'systemd/dev/shop-dev-api.service')),
  'a unit that is a link': async (at) => {
    const unit = join(at, 'systemd/dev/shop-dev-api.service');
    await rename(unit, `${at}/kept`);
    await symlink(`${at}/kept`, unit);
  },
  'a bundle that is a link to its copy': async (at) => {
    await rename(join(at, 'systemd/dev'), join(at, 'copy'));
    await symlink(join(at, 'copy'), join(at, 'systemd/dev'));
  },
  'a folder of bundles that is a link to its copy': async (at) => {
    await rename(join(at, 'systemd'), join(at, 'copy'));
    await symlink(join(at, 'copy'), join(at, 'systemd'));
  },
  'a file that is not ours': (at) => writeFile(join(at, 'systemd/dev/README'), 'hello\n'),
  'an env file of a bundle': (at) => appendFile(join(at, 'systemd/dev/env/shop-dev-run.env'), '#\n'),
  'ports of the other environment': async (at) => {
    const file = join(at, 'systemd/production/tsm.json');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replaceAll('8002', '8001').replaceAll('8003', '8000'),
    );
  },
  'the bundle of the other environment is gone': (at) =>
    rm(join(at, 'systemd/production'), { recursive: true }),
};

describe('a run that remembers says what a run without memory says, after a change of', () => {
  test.each(Object.keys(CHANGES))('%s', async (name) => {
    const project = await mkdtemp(join(top, 'project-'));
    await cp(original, project, { recursive: true });
    // The first run writes all, the second one finds a part of it up to date.
    await rm(join(project, 'systemd'), { recursive: true });
    for (const asked of [[], ['@dev']]) await generate(project, cache, {}, ...asked);
    await CHANGES[name]?.(project);
    for (const asked of [[], ['@dev']]) {
      const remembering = await generate(project, cache, {}, '--check', ...asked);
      const forgetful = await generate(project, '/dev/null', {}, '--check', ...asked);
      expect([remembering.exitCode, remembering.stdout, remembering.stderr]).toEqual([
        forgetful.exitCode,
        forgetful.stdout,
        forgetful.stderr,
      ]);
    }
  });
});

test('the run that writes is remembered, one that only checks is not', async () => {
  const project = await mkdtemp(join(top, 'project-'));
  await cp(original, project, { recursive: true });
  await rm(join(project, 'systemd'), { recursive: true });
  const own = join(project, 'cache');
  const remembered = async (): Promise<number> =>
    (await readdir(join(own, 'tsm/generate')).catch(() => [])).length;
  await generate(project, own, {}, '--check');
  expect(await remembered()).toBe(0);
  await generate(project, own);
  expect(await remembered()).toBe(1);
  expect((await generate(project, own)).stdout).toBe((await generate(project, '/dev/null')).stdout);
});

test('what a config gives to all objects counts', async () => {
  const project = await mkdtemp(join(top, 'project-'));
  const gives = `Object.defineProperty(Object.prototype, 'description', { value: process.env.GIVEN, configurable: true });\n`;
  await writeFile(
    join(project, 'tsm.config.mjs'),
    `${gives}export default ${JSON.stringify({
      project: 'shop',
      services: [{ name: 'shop', command: 'node shop.js' }],
      environments: { dev: { root: '/srv/shop' } },
    })};\n`,
  );
  for (const run of [1, 2, 3])
    expect([run, (await generate(project, cache, { GIVEN: 'one' })).exitCode]).toEqual([run, 0]);
  const [remembering, forgetful] = await Promise.all(
    [cache, '/dev/null'].map((home) => generate(project, home, { GIVEN: 'two' }, '--check')),
  );
  expect(remembering?.exitCode).toBe(forgetful?.exitCode);
});

test('what the config reads of the environment counts, although no file changed', async () => {
  await generate(original, cache);
  expect((await generate(original, cache, {}, '--check')).exitCode).toBe(0);
  expect((await generate(original, cache, { SHOP_MODE: 'other' }, '--check')).exitCode).toBe(3);
});
