import { mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';

const main = resolve(import.meta.dirname, '../../dist/main.cjs');

let folder: string;
beforeEach(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'tsm-import-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (file: string, text: string) => writeFile(join(folder, file), text);
const read = (file: string) => readFile(join(folder, file), 'utf8');
const tsm = (line: string) => invoke(`tsm ${line}`, folder);

/** The program itself, which reads a pipe. */
const piped = (text: string, ...words: string[]) =>
  execa(process.execPath, [main, ...words], { cwd: folder, input: text, reject: false });

const PROCFILE = 'web: node server.js\n';

describe('an import leaves a project behind that can be committed', () => {
  test('regression: git and formatters were told nothing of the bundle', async () => {
    await put('Procfile', PROCFILE);
    await put('.gitignore', 'node_modules\n*.env\n');
    await put('.prettierignore', 'dist');
    const { out } = await tsm('import Procfile --name shop');
    expect(out).toMatch(/^\+ \.gitattributes\n~ \.prettierignore\n~ \.gitignore\n/m);
    expect(await read('.gitattributes')).toBe('systemd/** -text linguist-generated\n');
    expect(await read('.prettierignore')).toBe('dist\nsystemd/\n');
    expect(await read('.gitignore')).toBe('node_modules\n*.env\n!/systemd/\n!/systemd/**\n');
  });

  test('a config that is there keeps its lists as they are, and a dry run writes none', async () => {
    await put('Procfile', PROCFILE);
    expect((await tsm('import Procfile --dry-run')).out).toContain('(+) .gitattributes\n');
    await put('tsm.config.yaml', 'project: shop\nservices: []\nenvironments: { dev: {} }\n');
    expect((await tsm('import Procfile')).out).not.toContain('.gitattributes');
    await expect(stat(join(folder, '.gitattributes'))).rejects.toThrow('ENOENT');
  });

  test('regression: it was called after the folder, whatever package.json said', async () => {
    await put('Procfile', PROCFILE);
    await put('package.json', '{ "author": { "name": "A. Tester" }, "name": "@acme/till" }\n');
    const { err } = await tsm('import Procfile');
    expect(await read('tsm.config.ts')).toContain("project: 'till'");
    expect(err).toContain('npm install --save-dev @tetra/tsm\n      tsm generate\n      tsm try\n');
  });

  test('a project that has tsm is not told to install it', async () => {
    await put('Procfile', PROCFILE);
    await put('package.json', '{ "devDependencies": { "@tetra/tsm": "1" } }\n');
    expect((await tsm('import Procfile')).err).not.toContain('install');
  });
});

describe('what generate refuses is said when it is written', () => {
  const refused = 'web: node server.js &\n';

  test('regression: it said "tsm generate" next, which then failed', async () => {
    await put('Procfile', refused);
    const { code, err } = await tsm('import Procfile --name shop');
    expect(code).toBe(0);
    expect(err).toMatch(
      /error \[[\w-]+\][^]* at services\/web\.tsm:\d+:\d+\n[^]*tsm generate refuses it as it is\.\n/,
    );
    expect(err).not.toContain('Nothing was changed');
    expect(err).toContain('Next: mend that in what was written, then\n');
    expect(await read('services/web.tsm')).toContain('node server.js');
    const [, told] = /(error \[[\w-]+\])/.exec(err) ?? [];
    expect((await tsm('generate')).err).toContain(told);
  });

  test('of a dry run, and as JSON', async () => {
    await put('Procfile', refused);
    const { code, out } = await tsm('import Procfile --dry-run --json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      diagnostics: [{ severity: 'error', file: 'services/web.tsm' }],
    });
  });

  test('nothing, where all is well or a config is there', async () => {
    await put('Procfile', PROCFILE);
    expect((await tsm('import Procfile --dry-run')).err).not.toMatch(/error|refuses/);
    await put('Procfile', refused);
    await put('tsm.config.yaml', 'project: shop\nservices: []\nenvironments: { dev: {} }\n');
    expect((await tsm('import Procfile')).err).not.toMatch(/error|refuses/);
  });
});

describe('a mistake is told where whoever asked looks for it', () => {
  test('regression: a file in a folder was named without the folder', async () => {
    await mkdir(join(folder, 'tsm'));
    await put('tsm/env.toml', '[service]\nname = "pulse\n');
    expect((await tsm('import tsm/env.toml')).err).toContain('  at tsm/env.toml:2:14\n');
  });

  test('regression: what came through a pipe had no line', async () => {
    const { stderr } = await piped('{ "apps": [\n  { "name": "x", }\n', 'import', '-', '--as', 'pm2');
    expect(stderr).toMatch(/ {2}at standard input:\d+:\d+\n/);
  });

  test('regression: several units were told of environments', async () => {
    const { err, code } = await tsm('import a.service b.service');
    expect(err).toContain('tsm import .\n');
    expect(err).not.toContain('@');
    expect(code).toBe(2);
  });

  test('regression: a slip in a formation was passed over', async () => {
    await put('Procfile', 'web: node server.js\nworker: node worker.js\n');
    const { code, err } = await tsm('import Procfile --formation wbe=2,worker=3');
    expect(err).toContain('--formation counts "wbe", and Procfile has web, worker');
    expect(err).toContain('did you mean web=2?');
    expect(code).toBe(2);
    await put('ecosystem.json', '{ "apps": [{ "name": "web", "script": "web.js" }] }');
    expect((await tsm('import ecosystem.json --formation web=2')).code).toBe(2);
    expect((await tsm('import Procfile --formation all=2 --dry-run')).code).toBe(0);
  });

  test('regression: beside a file with nearly its name it was said to name one', async () => {
    await mkdir(join(folder, 'app'));
    await put('app/Procfile', PROCFILE);
    expect((await tsm('import app/Procfil')).err).toContain('did you mean app/Procfile?');
    expect((await tsm('import app/nothing.toml')).err).toContain('name a file, or - for standard input');
  });

  test('regression: a folder with the name of a file was one without units', async () => {
    await mkdir(join(folder, 'Procfile'));
    expect((await tsm('import Procfile')).err).toContain('Procfile cannot be read: it is a folder');
  });

  test.each(['module.exports = { apps };', 'exports.apps = apps;'])(
    'regression: of an ES module, "%s" was a file without apps',
    async (line) => {
      await put('package.json', '{ "type": "module" }');
      await put('ecosystem.config.js', `const apps = [{ script: 'web.js' }];\n${line}\n`);
      const { err } = await tsm('import ecosystem.config.js');
      expect(err.replaceAll(/\s+/g, ' ')).toContain('it is an ES module, by its name or by "type": "module"');
      expect(err.replaceAll(/\s+/g, ' ')).toContain('call it ecosystem.config.cjs');
    },
  );

  test('regression: a terminal on standard input was read without a word', async () => {
    const script = resolve(import.meta.dirname, '../scaffold/terminal.py');
    const keys = JSON.stringify(['web: node server.js\n', '\u0004']);
    const words = [script, folder, keys, process.execPath, main, 'import', '-', '--as', 'procfile'];
    const { stdout } = await execa('python3', words);
    const { shown, code } = JSON.parse(stdout) as { shown: string; code: number };
    expect(shown).toContain('reading standard input until Ctrl-D');
    expect(code, shown).toBe(0);
  });

  test('an empty pipe is told so', async () => {
    const { stderr, exitCode } = await piped('', 'import', '-');
    expect(stderr).toContain('nothing came through it');
    expect(exitCode).toBe(1);
  });
});

describe('what is told of units, lists and variables is so', () => {
  test('regression: units that name each other did so by names that are gone', async () => {
    await put(
      'db.service',
      '[Unit]\nBefore=web.service\n[Service]\nExecStart=/bin/true\n[Install]\nRequiredBy=web.service\n',
    );
    await put('web.service', '[Unit]\nBindsTo=db.service cron.service\n[Service]\nExecStart=/bin/true\n');
    const { out } = await tsm('import . --name shop');
    expect(out).toContain('unit.Unit.Before: shop-web.service\n');
    expect(await read('services/web.tsm')).toContain('Unit.BindsTo=shop-db.service cron.service');
    expect(await read('services/db.tsm')).toContain('Install.RequiredBy=shop-web.service');
  });

  test('in a project that is there, whose names are not known, the table says so', async () => {
    await put('tsm.config.yaml', 'project: shop\nservices: []\nenvironments: { dev: {} }\n');
    await put('db.service', '[Unit]\nBefore=web.service\n[Service]\nExecStart=/bin/true\n');
    await put('web.service', '[Service]\nExecStart=/bin/true\n');
    expect((await tsm('import .')).out).toMatch(/Not quite the same[^]*db\.Before= +unit\.Unit\.Before\n/);
    expect(await read('services/db.tsm')).toContain('Unit.Before=web.service');
  });

  test('regression: a word of PM2 above its list was taken for YAML', async () => {
    const list = JSON.stringify([
      { name: 'web', pm2_env: { pm_exec_path: '/srv/a/web.js', pm_cwd: '/srv/a' } },
    ]);
    const words =
      '\n>>>> In-memory PM2 is out-of-date, do:\n>>>> $ pm2 update\nIn memory PM2 version: 5.3.0\n\n';
    const { stdout, exitCode } = await piped(`${words}${list}\n`, 'import', '-', '--as', 'pm2');
    expect(stdout).toMatch(/web +service web\n/);
    expect(exitCode).toBe(0);
  });

  test('regression: a reference in a .env that foreman leaves as it is had no row', async () => {
    await put('Procfile', PROCFILE);
    await put('.env', 'APP=shop\nMAIL="${APP}"\nRAW=\'${APP}\'\nPRICE=$5\n');
    const { out } = await tsm('import Procfile');
    expect(out).toMatch(/ {2}\.env\.MAIL +its value\n +as foreman reads it/);
    expect(out).not.toMatch(/\.env\.(?:RAW|PRICE|APP)/);
  });

  test('regression: of a service that is always started again it was said that nothing is', async () => {
    await put('Procfile', 'web: node server.js 2>&1 | logger -t web\n');
    await tsm('import Procfile');
    expect((await tsm('generate')).err).not.toContain('nothing is restarted');
  });

  test.each([
    ['next start -p 3001', 'port: 3001'],
    ['gunicorn app:app --bind 0.0.0.0:8000 -w 4', 'port: 8000'],
    ['gunicorn app:app -b :8000', 'port: 8000'],
    ['puma -b tcp://[::]:9292', 'port: 9292'],
    ['python manage.py runserver 0.0.0.0:8000', 'port: 8000'],
    ['php -S 0.0.0.0:8080 -t public', 'port: 8080'],
    ['vite --port ${WEB_PORT:-5173}', 'port: 5173'],
    ['rails server -p $PORT', 'port: 5000'],
    ['gunicorn -k uvicorn.workers.UvicornWorker app:app', 'port: 5000'],
    ['python3 -m http.server 8123', 'port: 8123'],
    ['bin/vite dev', 'which this program does not ask for'],
    ['python manage.py runserver', 'which this program does not ask for'],
    ['uvicorn app:app --host 0.0.0.0', 'which this program does not ask for'],
    ['node server.js', 'port: 5000'],
    ['vite build && node server.js', 'port: 5000'],
    ['./wait-for-it.sh -h db -p 5432 -- gunicorn -b 0.0.0.0:8000 app:app', 'port: 8000'],
    ['vite | tee log', 'which this program does not ask for'],
    ['gunicorn app:app --bind unix:/run/app/app.sock', 'its command listens at a path'],
    ['uvicorn app:app --uds /run/app/app.sock', 'its command listens at a path'],
  ])('regression: %s had the port of foreman', async (command, said) => {
    await put('Procfile', `web: ${command}\n`);
    const { out } = await tsm('import Procfile --dry-run');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(said);
  });

  test('the port of a server that a command asks is not its own', async () => {
    await put(
      'Procfile',
      'tunnel: autossh -p 2222 -N there\nqueue: redis-cli -p 6379 monitor\nworker: celery -A a worker -b redis://localhost:6380\nread: kcat -b localhost:9092\n',
    );
    expect((await tsm('import Procfile --dry-run')).out).not.toMatch(/port: (?:2222|6379|6380|9092)/);
  });

  test('regression: PM2 has no node read a binary, and who else gets into a home was not asked', async () => {
    const apps = [
      { name: 'files', script: '/usr/bin/python3', args: '-m http.server 8123' },
      { name: 'own', script: '/srv/shop/bin/www', cwd: '/srv/shop' },
      { name: 'strapi', script: 'npm', args: 'start', cwd: '/home/deploy/strapi' },
    ];
    await put('ecosystem.json', JSON.stringify({ apps }));
    const { out } = await tsm('import ecosystem.json');
    expect(out).toContain('command: /usr/bin/python3 -m http.server 8123\n');
    expect(out).toContain('command: node /srv/shop/bin/www\n');
    expect(out).toMatch(/ {2}home +user: deploy\n/);
    expect(await read('tsm.config.ts')).toMatch(/user: 'deploy',[^]*home: '\/home\/deploy'/);
  });

  test('regression: errors of a unit with the old name of the journal went where its output goes', async () => {
    await put('web.service', '[Service]\nExecStart=/bin/true\nStandardOutput=null\nStandardError=syslog\n');
    expect((await tsm('import web.service')).out).toMatch(
      /Not quite[^]*web\.StandardError= +unit\.Service\.StandardError\n/,
    );
    expect(await read('services/web.tsm')).toContain(
      'Service.StandardOutput=null Service.StandardError=journal',
    );
  });

  test('regression: a line of variables that systemd passes over was kept, and then refused', async () => {
    await put('web.service', '[Service]\nExecStart=/bin/true\nEnvironment=A=a\\ b\nEnvironment=B=b\n');
    const { out } = await tsm('import web.service');
    expect(out).toMatch(/No equivalent[^]*web\.Environment= +systemd passes over a line/);
    expect(await read('services/web.tsm')).toMatch(/export B=b\n$/);
    expect((await tsm('generate')).code).toBe(0);
  });
});
