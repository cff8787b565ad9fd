import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readTree } from '../fixtures/fixture.ts';
import { tsm, write } from './folder.ts';
import { PROJECTS } from './projects.ts';

let top: string;
beforeEach(async () => void (top = await realpath(await mkdtemp(join(tmpdir(), 'tsm-init-')))));
afterEach(() => rm(top, { recursive: true, force: true }));

describe('a project of somebody else is set up and generates', () => {
  test.each(Object.entries(PROJECTS))(
    '%s',
    async (_, { folder = 'app', files, runs, says = [], saysNot }) => {
      const project = join(top, folder);
      await write(project, files);
      const made = await tsm(project, 'init', '--yes');
      expect(made.err).not.toMatch(/error/);
      expect(made.code).toBe(0);
      for (const text of says) expect(made.err.replaceAll(/\s+/g, ' ')).toMatch(text);
      if (saysNot !== undefined) expect(made.err.replaceAll(/\s+/g, ' ')).not.toMatch(saysNot);
      expect(Math.max(...made.err.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      const generated = await tsm(project, 'generate');
      expect(generated.err).not.toMatch(/(?:error|warning) \[/);
      expect(generated.code).toBe(0);
      expect((await tsm(project, 'generate', '--check')).code).toBe(0);
      const tree = await readTree(join(project, 'systemd'));
      for (const [service, command] of Object.entries(runs)) {
        const units = [...tree].filter(
          ([path, text]) => path.endsWith('.service') && text.includes(`\nExecStart=${command}\n`),
        );
        expect(
          units.map(([path]) => path),
          `${service} in ${[...tree.values()].flatMap((text) => text.match(/^ExecStart=.*/gm) ?? []).join('\n')}`,
        ).not.toEqual([]);
      }
      const config = join(project, 'tsm.config.ts');
      expect(await readFile(config, 'utf8')).not.toContain('undefined');
      const style = (await resolveConfig(config, { useCache: false })) ?? { singleQuote: true };
      expect(await check(await readFile(config, 'utf8'), { ...style, filepath: config })).toBe(true);
    },
  );
});

const shop = {
  'package.json': '{ "name": "shop", "scripts": { "start": "node server.js" } }\n',
  'server.js': '',
};

test('what was written passes the strict verification of systemd', async () => {
  await write(top, shop);
  await tsm(
    top,
    'init',
    '--yes',
    '--port',
    'shop=8080',
    '--service',
    'shop',
    '--service',
    'clock=python3 clock.py',
  );
  await tsm(top, 'generate');
  const checked = await tsm(top, 'check');
  expect(checked.err).toBe('');
  expect(checked.code).toBe(0);
  expect(checked.out).toContain('verified by systemd-analyze');
});

test('every question has a flag', async () => {
  await write(top, shop);
  const words = [
    'init',
    '--name',
    'till',
    '--environments',
    'dev,staging,production',
    '--user',
    'till',
    '--systemd',
    '252',
  ];
  const more = ['--root', 'production=/srv/till', '--root', '/opt/t', '--port', 'web=9000', '--no-ci'];
  const { code } = await tsm(top, ...words, ...more, '--service', "web=node server.js --title 'a b'");
  expect(code).toBe(0);
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  for (const text of [
    "project: 'till'",
    "root: '/srv/till'",
    "root: '/opt/t'",
    'systemd: 252',
    'web: { port: 9000 }',
  ])
    expect(config).toContain(text);
  expect(await readFile(join(top, 'services/web.tsm'), 'utf8')).toContain(
    `TSM_COMMAND="node server.js --title 'a b'"`,
  );
  expect(existsSync(join(top, '.github'))).toBe(false);
  expect((await tsm(top, 'generate')).code).toBe(0);
});

test('a regression: PORT of .env goes to web and to nobody else', async () => {
  await write(top, {
    Procfile: 'web: node server.js\nworker: node worker.js\n',
    '.env': 'PORT=3000\nLOG_LEVEL=info\nAPI_TOKEN=x9fjq02mfh38fj2k\n',
  });
  expect((await tsm(top, 'init', '--yes')).code).toBe(0);
  expect(await readFile(join(top, 'services/web.tsm'), 'utf8')).toMatch(/TSM_PORT=.3000\+/);
  expect(await readFile(join(top, 'services/worker.tsm'), 'utf8')).not.toContain('PORT');
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  expect(config).toContain("LOG_LEVEL: 'info'");
  expect(config).toContain("secrets: ['API_TOKEN']");
  expect(config).not.toMatch(/envFile|x9fjq02mfh38fj2k/);
});

test.each([
  ['Procfile', 'web: node server.js\n'],
  ['ecosystem.config.js', "module.exports = { apps: [{ name: 'web', script: 'server.js' }] };\n"],
])(
  'a regression: what %s ran was closed in as if it were new, and given up when it ended',
  async (file, text) => {
    await write(top, { [file]: text });
    const { code, err } = await tsm(top, 'init', '--yes');
    expect(code, err).toBe(0);
    expect(err.replaceAll(/\s+/g, ' ')).toContain("hardening is 'relaxed' and there is no maxExposure");
    const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
    expect(config.match(/hardening: 'relaxed'/g)).toHaveLength(2);
    expect(config.match(/limit: false/g)).toHaveLength(2);
    expect(config).not.toMatch(/maxExposure|strict/);
    expect(await readFile(join(top, 'services/web.tsm'), 'utf8')).toContain('TSM_RESTART=always');
  },
);

test('a regression: an interpreter below a home was refused, with a setting that nobody can write', async () => {
  const interpreter = '/home/doug/.nvm/versions/node/v18.19.0/bin/node';
  const apps = [{ name: 'bot', script: 'bot.js', interpreter }];
  await write(top, { 'ecosystem.config.js': `module.exports = { apps: ${JSON.stringify(apps)} };` });
  const { code, err } = await tsm(top, 'init', '--yes');
  expect(code, err).toBe(0);
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  expect(config.match(/user: 'doug'/g)).toHaveLength(2);
  expect(config.match(/home: '\/home\/doug'/g)).toHaveLength(2);
  expect((await tsm(top, 'generate')).code).toBe(0);
});

test.each(['pm2 start ecosystem.config.js', 'pm2-runtime start ./pm2.json', 'forever start ecosystem.cjs'])(
  'a regression: what "%s" names is a description, not a program',
  async (start) => {
    const file = start.split(' ').at(-1)?.replace('./', '') as string;
    await write(top, {
      'package.json': JSON.stringify({ name: 'shop', scripts: { start } }),
      [file]: file.endsWith('.json') ? '{"apps":[]}' : 'module.exports = { apps: [] };',
      'ecosystem.config.js': 'module.exports = { apps: [] };',
    });
    const { err, code } = await tsm(top, 'init', '--yes');
    expect(err).toContain('nothing here looks like a service\n  fix: tsm import ecosystem.config.js\n');
    expect(code).toBe(1);
  },
);

test('a regression: a .env that git does not know is not read where bundles are checked', async () => {
  await write(top, { ...shop, '.env': 'LOG_LEVEL=info\nAPI_TOKEN=x9fjq02mfh38fj2k\n' });
  await execa('git', ['init', '-q'], { cwd: top });
  const { err } = await tsm(top, 'init', '--yes');
  expect(err.replaceAll(/\s+/g, ' ')).toContain('.env is not committed, so no value of it was taken.');
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  expect(config).not.toContain('envFile');
  expect(config).toContain("secrets: ['API_TOKEN']");
});

test('regression: whoever named a service by a flag did not hear of those that were found', async () => {
  const scripts = { start: 'node web.js', worker: 'node worker.js' };
  await write(top, {
    'package.json': JSON.stringify({ name: 'shop', scripts }),
    'web.js': '',
    'worker.js': '',
  });
  const { err } = await tsm(top, 'init', '--yes', '--service', 'shop=node web.js');
  expect(err).toContain('Found and not taken: worker. tsm new service NAME');
});

test('regression: beside service files, what a Procfile holds was told of as if it were taken, and never named', async () => {
  await write(top, {
    'services/web.tsm': 'TSM_COMMAND="node a.js"\nTSM_CWD="."\n',
    Procfile: 'web: node a.js\nsite: node a.js\nworker: node w.js > out.log\nrelease: node m.js\n',
  });
  const { err, code } = await tsm(top, 'init', '--yes');
  expect(code).toBe(0);
  const said = err.replaceAll(/\s+/g, ' ');
  expect(said).toContain('Found and not taken: worker, release.');
  expect(said).not.toMatch(/Procfile: |is now/);
  expect(await readFile(join(top, 'tsm.config.ts'), 'utf8')).toContain("hardening: 'strict'");
});

test('what is said of a Procfile is said of what is taken from it', async () => {
  await write(top, { Procfile: 'web: node a.js\nworker: node w.js > out.log\nrelease: node m.js\n' });
  const { err } = await tsm(top, 'init', '--yes', '--service', 'web', '--service', 'release');
  const said = err.replaceAll(/\s+/g, ' ');
  expect(said).toContain('Procfile: release is now service release, type: oneshot');
  expect(said).not.toContain('worker.command');
  expect(said).toContain('Found and not taken: worker.');
});

test.each([
  ['the same command', 'node worker.js', 'node worker.js', 'node worker.js'],
  ['a script', 'npm run worker', 'node worker.js', 'node worker.js'],
  [
    'its program with other flags',
    'node worker.js --queue all',
    'tsx ./worker.js',
    'node worker.js --queue all',
  ],
  ['what a loader runs', 'node worker.ts', 'node --import ./hooks.js worker.ts', 'node worker.ts'],
])(
  'regression: a worker of a Procfile and of package.json were two, %s',
  async (_, inProcfile, script, runs) => {
    const scripts = { start: 'node web.js', worker: script };
    await write(top, {
      Procfile: `web: node web.js\nworker: ${inProcfile}\n`,
      'package.json': JSON.stringify({ name: 'shop', scripts }),
    });
    const { err } = await tsm(top, 'init', '--yes');
    expect(err.replaceAll(/\s+/g, ' ')).toContain(`worker runs ${runs} (`);
    expect(err).not.toContain('worker-2');
  },
);

test('a worker of a Procfile with a program of its own stays beside that of package.json', async () => {
  const scripts = { start: 'node web.js', worker: 'node jobs.js' };
  await write(top, {
    Procfile: 'worker: node mail.js\n',
    'package.json': JSON.stringify({ name: 'shop', scripts }),
  });
  expect((await tsm(top, 'init', '--yes')).err).toContain('worker-2 runs node jobs.js');
});

test('regression: a .env that is no list of assignments was passed over without a line or a next step', async () => {
  await write(top, { ...shop, '.env': 'A=1\n\nTOKEN = x9fjq02mfh38fj2k\nB=two words\n' });
  const said = (await tsm(top, 'init', '--yes')).err.replaceAll(/\s+/g, ' ');
  expect(said).toContain(
    "bash would not read line 3 as a plain assignment (spaced-assignment): write NAME='value' there, then envFile: ['.env'] in the config takes it.",
  );
  expect(said).not.toContain('x9fjq02mfh38fj2k');
});

test.each(['systemd', 'docker', 'network'])('regression: a folder named %s was no project', async (name) => {
  await write(join(top, name), { 'package.json': '{ "scripts": { "start": "node server.js" } }' });
  const { code, err } = await tsm(join(top, name), 'init', '--yes');
  expect(code, err).toBe(0);
  expect(await readFile(join(top, name, 'tsm.config.ts'), 'utf8')).toMatch(
    new RegExp(`project: '${name}-app|project: 'app-${name}'`),
  );
  expect((await tsm(join(top, name), 'generate')).code).toBe(0);
});

test('regression: a .env beside service files was passed over without a word', async () => {
  await write(top, { 'services/web.tsm': 'TSM_COMMAND="node a.js"\n', '.env': 'LOG_LEVEL=info\n' });
  const { err } = await tsm(top, 'init', '--yes');
  expect(err.replaceAll(/\s+/g, ' ')).toContain("envFile: ['.env'] in the config takes it");
});

describe('nothing is asked without a terminal, and nothing is written when anything is wrong', () => {
  test.each([
    ['without an answer', ['init'], 2, /scaffold-cannot-ask.*\n.*--name.*--yes/],
    [
      'with a wrong flag',
      ['init', '--yes', '--name', 'a b', '--systemd', '12', '--root', 'relative'],
      2,
      /--root[^]*--name[^]*--systemd/,
    ],
    [
      'regression: an environment that the config refuses',
      ['init', '--yes', '--environments', 'production,pre.prod'],
      2,
      /--environments cannot be "production,pre.prod"/,
    ],
    [
      'a name with a blank',
      ['init', '--yes', '--service', 'x y=node a'],
      2,
      /before the "=", a name: letters/,
    ],
    [
      'regression: a name that systemd has to itself was refused as that of an environment',
      ['init', '--yes', '--name', 'systemd'],
      2,
      /--name cannot be "systemd"[^]*does not begin with systemd-/,
    ],
    ['with a port for nobody', ['init', '--yes', '--port', 'wbe=80'], 2, /--port cannot be "wbe"/],
    [
      'with a command that is none',
      ['init', '--yes', '--service', 'web=node "x'],
      2,
      /expected: a command that bash can read: unterminated double quote/,
    ],
  ])('%s', async (_, words, code, says) => {
    await write(top, shop);
    const ended = await tsm(top, ...words);
    expect(ended.err).toMatch(says);
    expect(ended.code).toBe(code);
    expect([...(await readTree(top)).keys()]).toEqual(['package.json', 'server.js']);
  });

  test('regression: beside a file of another tool, the command that reads it was not named', async () => {
    await write(top, { 'ecosystem.config.js': 'module.exports = { apps: [] };\n' });
    const { err, code } = await tsm(top, 'init');
    expect(err).toContain('[scaffold-no-service]');
    expect(err).toContain('tsm import ecosystem.config.js');
    expect(code).toBe(1);
  });

  test('in an empty folder', async () => {
    const ended = await tsm(top, 'init', '--yes');
    expect(ended.err).toContain("--service 'web=node server.js'");
    expect(ended.code).toBe(1);
  });

  test('a dry run', async () => {
    await write(top, shop);
    const { out, code } = await tsm(top, 'init', '--yes', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('--- services/shop.tsm');
    expect([...(await readTree(top)).keys()]).toEqual(['package.json', 'server.js']);
  });
});

test('regression: a file that cannot be written was told by the name under which it waits', async () => {
  await write(top, shop);
  await chmod(top, 0o555);
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const main = resolve(import.meta.dirname, '../../dist/main.cjs');
  const { stderr, exitCode } = await execa(process.execPath, [main, 'init', '--yes', '--no-ci'], {
    cwd: top,
    reject: false,
    ...asNobody,
  });
  await chmod(top, 0o755);
  expect(stderr).toContain(
    "tsm.config.ts cannot be written: EACCES: permission denied, open 'tsm.config.ts'",
  );
  expect(exitCode).toBe(1);
});

test('files in the way are named at once, and replaced only when each is named', async () => {
  await write(top, { ...shop, 'services/shop.tsm/x': '', '.github/workflows/tsm.yml': 'mine\n' });
  await rm(join(top, 'services'), { recursive: true });
  await mkdir(join(top, 'services'));
  await symlink('/nonexistent', join(top, 'services/shop.tsm'));
  const refused = await tsm(top, 'init', '--yes', '--ci');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('--force .github/workflows/tsm.yml');
  expect(refused.err).toContain('--force services/shop.tsm');
  expect(await readFile(join(top, '.github/workflows/tsm.yml'), 'utf8')).toBe('mine\n');
  await rm(join(top, 'services/shop.tsm'));
  expect((await tsm(top, 'init', '--yes', '--force', '.github/workflows/tsm.yml')).code).toBe(0);
  expect(await readFile(join(top, '.github/workflows/tsm.yml'), 'utf8')).toContain('name: tsm');
  expect((await tsm(top, 'init', '--yes')).err).toContain('scaffold-project-there');
});

test('regression: the line that writes a workflow anew was refused, since the project is there', async () => {
  await write(top, { ...shop, '.github/workflows/tsm.yml': 'mine\n' });
  const { err } = await tsm(top, 'init', '--yes');
  const [, words = ''] = /tsm (init .*) writes it anew/.exec(err.replaceAll(/\s+/g, ' ')) ?? [];
  const workflow = () => readFile(join(top, '.github/workflows/tsm.yml'), 'utf8');
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  const refused = await tsm(top, 'init', '--ci');
  expect([refused.code, await workflow()]).toEqual([1, 'mine\n']);
  const { code, out } = await tsm(top, ...words.split(' '));
  expect(code).toBe(0);
  expect(out).toContain('~ .github/workflows/tsm.yml');
  expect(await workflow()).toContain('name: tsm');
  expect(await readFile(join(top, 'tsm.config.ts'), 'utf8')).toBe(config);
  expect((await tsm(top, 'init', '--ci', '--name', 'other')).err).toContain('scaffold-project-there');
});

test('init --ci adds the workflow to a project that is there, under the name in its config', async () => {
  await execa('git', ['init', '-q'], { cwd: top });
  const project = join(top, 'apps/shop');
  await write(project, shop);
  await tsm(project, 'init', '--yes', '--no-ci', '--name', 'till');
  const { code, err } = await tsm(project, 'init', '--ci');
  expect([code, err]).toEqual([
    0,
    expect.stringContaining('Next: git add ../../.github/workflows/tsm-till.yml'),
  ]);
  expect(existsSync(join(top, '.github/workflows/tsm-till.yml'))).toBe(true);
});

test('regression: a service file that does not parse could not be replaced', async () => {
  await write(top, { ...shop, 'services/shop.tsm': 'TSM_COMMAND="node\n' });
  expect((await tsm(top, 'init', '--yes')).code).toBe(1);
  const { code, err } = await tsm(top, 'init', '--yes', '--force', './services/shop.tsm');
  expect(code, err).toBe(0);
  expect(await readFile(join(top, 'services/shop.tsm'), 'utf8')).toContain('TSM_COMMAND="node server.js"');
  expect((await tsm(top, 'generate')).code).toBe(0);
});

test('regression: a port that was asked for was another in dev, without a word', async () => {
  await write(top, shop);
  const { err } = await tsm(top, 'init', '--yes', '--port', 'shop=8123');
  expect(err.replaceAll(/\s+/g, ' ')).toContain('@production has 8123 (shop), @dev gets the next free one.');
});

test('a port of the only environment is nobody else’s', async () => {
  await write(top, shop);
  const { err } = await tsm(top, 'init', '--yes', '--port', '8123', '--environments', 'production');
  expect(err).not.toContain('A port can be had once');
});

test('regression: a workflow that is there was refused after the last question', async () => {
  await write(top, { ...shop, '.github/workflows/tsm.yml': 'mine\n' });
  const { err, code } = await tsm(top, 'init', '--yes');
  expect(code).toBe(0);
  expect(err.replaceAll(/\s+/g, ' ')).toContain('.github/workflows/tsm.yml is there and stays as it is');
  expect(await readFile(join(top, '.github/workflows/tsm.yml'), 'utf8')).toBe('mine\n');
});

test('lists are added to, once, and a .gitignore that would hide bundles lets them through', async () => {
  await execa('git', ['init', '-q'], { cwd: top });
  await write(top, {
    ...shop,
    '.gitignore': 'node_modules\nenv/\n.env\n',
    '.gitattributes': '* text=auto',
    '.env': 'API_TOKEN=abcdefgh12345678\nLEVEL=debug\n',
  });
  const made = await tsm(top, 'init', '--yes');
  expect(made.err).toContain('LEVEL');
  expect(await readFile(join(top, '.gitattributes'), 'utf8')).toBe(
    '* text=auto\nsystemd/** -text linguist-generated\n',
  );
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  expect(config).toContain("secrets: ['API_TOKEN']");
  expect(config).not.toContain('abcdefgh');
  await tsm(top, 'generate');
  const { stdout } = await execa('git', ['add', '--all', '--dry-run'], { cwd: top });
  expect(stdout).toContain('systemd/production/env/shop.env');
  expect(stdout).not.toContain("'.env'");
});

describe('the workflow', () => {
  test.each([2, 4, 8])(
    'regression: it was in another style than the project, %d blanks',
    async (tabWidth) => {
      await write(top, { ...shop, '.prettierrc': JSON.stringify({ tabWidth, singleQuote: true }) });
      await tsm(top, 'init', '--yes');
      const filepath = join(top, '.github/workflows/tsm.yml');
      const text = await readFile(filepath, 'utf8');
      expect(await check(text, { tabWidth, singleQuote: true, filepath })).toBe(true);
      expect((parse(text) as { jobs: object }).jobs).toHaveProperty('units');
    },
  );

  test.each([
    ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
    ['yarn.lock', 'yarn install'],
  ])('regression: Node 25 has no corepack, which %s needs', async (lock, install) => {
    await write(top, { ...shop, [lock]: '' });
    await tsm(top, 'init', '--yes');
    const { units } = await readJobs();
    const runs = units.steps.flatMap(({ run }) => run ?? []);
    expect(runs.slice(0, 3)).toEqual(['npm install --global corepack', 'corepack enable', install]);
  });

  interface Job {
    readonly permissions: object;
    readonly steps: readonly { run?: string; uses?: string; with?: object; 'working-directory'?: string }[];
    readonly defaults?: object;
  }
  const readJobs = async (file = 'tsm.yml'): Promise<{ permissions: object; units: Job; comment: Job }> => {
    const { permissions, jobs } = parse(await readFile(join(top, '.github/workflows', file), 'utf8')) as {
      permissions: object;
      jobs: { units: Job; comment: Job };
    };
    return { permissions, ...jobs };
  };
  const read = async () => {
    const { units, comment } = await readJobs();
    return {
      steps: [...units.steps, ...comment.steps],
      run: [units, comment].map(({ steps }) => steps.findLast(({ run }) => run !== undefined)?.run ?? ''),
    };
  };

  test('regression: what runs the code of a pull request could write to it, and kept the credentials', async () => {
    await write(top, shop);
    await tsm(top, 'init', '--yes');
    const { permissions, units, comment } = await readJobs();
    expect(permissions).toEqual({});
    expect(units.permissions).toEqual({ contents: 'read' });
    expect(comment.permissions).toEqual({ 'pull-requests': 'write' });
    expect(units.steps[0]).toMatchObject({ with: { 'persist-credentials': false } });
    expect(comment.steps.map(({ uses, run }) => uses ?? run?.includes('npx'))).toEqual([
      'actions/download-artifact@v4',
      false,
    ]);
  });

  test('regression: a folder with a name that means something to YAML', async () => {
    await execa('git', ['init', '-q'], { cwd: top });
    const folder = join(top, 'a: #b, "c"');
    await write(folder, shop);
    const made = await tsm(folder, 'init', '--yes', '--name', 'shop');
    expect(made.code, made.err).toBe(0);
    expect((await readJobs('tsm-shop.yml')).units.defaults).toEqual({
      run: { 'working-directory': 'a: #b, "c"' },
    });
  });

  test('expands nothing of GitHub inside a shell', async () => {
    await write(top, shop);
    await tsm(top, 'init', '--yes');
    const { steps } = await read();
    expect(steps.flatMap(({ run: code }) => (code?.includes('${{') ? [code] : []))).toEqual([]);
    expect(steps.map(({ run: code }) => code)).toEqual(
      expect.arrayContaining([
        'npm ci',
        'npx --no-install tsm generate --check',
        'npx --no-install tsm check',
      ]),
    );
  });

  test.each([
    ['writes a comment', '', 0, /--method POST repos\/me\/shop\/issues\/7\/comments/],
    ['changes the one that is there', '41', 0, /--method PATCH repos\/me\/shop\/issues\/comments\/41/],
    ['does not fail where it may not write', '', 1, /--method POST/],
  ])('%s', async (_, comment, fails, called) => {
    await write(top, shop);
    await tsm(top, 'init', '--yes');
    const bin = join(top, 'bin');
    await write(bin, {
      gh: `#!/bin/sh\necho "$@" >> ${top}/calls\ncase "$*" in *--jq*) echo '${comment}';; *) exit ${fails};; esac\n`,
      npx: '#!/bin/sh\necho "| report of $* |"\n',
    });
    await execa('chmod', ['+x', join(bin, 'gh'), join(bin, 'npx')]);
    const ended = await execa('bash', ['-e', '-c', (await read()).run.join('\n')], {
      cwd: top,
      env: {
        PATH: `${bin}:${process.env['PATH']}`,
        RUNNER_TEMP: top,
        GITHUB_STEP_SUMMARY: join(top, 'summary'),
        GITHUB_REPOSITORY: 'me/shop',
        PULL_REQUEST: '7',
        BASE: 'main',
      },
    });
    expect(ended.exitCode).toBe(0);
    expect(await readFile(join(top, 'calls'), 'utf8')).toMatch(called);
    expect(await readFile(join(top, 'summary'), 'utf8')).toBe(
      '| report of --no-install tsm diff --base origin/main --markdown |\n',
    );
    expect(await readFile(join(top, 'comment.md'), 'utf8')).toBe(
      '<!-- tsm diff -->\n| report of --no-install tsm diff --base origin/main --markdown |\n',
    );
  });
});

test('a port that was asked for is that of every environment that another tool knows', async () => {
  await write(top, {
    'ecosystem.json':
      '{ "apps": [{ "name": "web", "script": "web.js", "env": { "PORT": 3000 }, "env_production": { "PORT": 8000, "LEVEL": "info" } }] }',
  });
  await tsm(top, 'init', '--yes', '--dry-run');
  expect((await tsm(top, 'init', '--yes', '--port', 'web=9000')).code).toBe(0);
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  expect(config).toContain("web: { port: 9000, env: { LEVEL: 'info' } }");
});

test('regression: where the project lay as its ecosystem file says, the config said `services: undefined`', async () => {
  const app = { name: 'web', script: 'web.js', cwd: '/home/bob/shop' };
  await write(top, { 'ecosystem.json': JSON.stringify({ apps: [app] }) });
  expect((await tsm(top, 'init', '--yes', '--environments', 'production')).code).toBe(0);
  const config = await readFile(join(top, 'tsm.config.ts'), 'utf8');
  expect(config).toContain("user: 'bob'");
  expect(config).not.toContain('undefined');
});
