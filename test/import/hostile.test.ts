import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';
import { readTree } from '../fixtures/fixture.ts';
import { tsm as tsmWords } from '../scaffold/folder.ts';

let folder: string;
beforeEach(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'tsm-import-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (file: string, text: string | Uint8Array) => writeFile(join(folder, file), text);
const ecosystem = (...apps: object[]) => put('ecosystem.json', JSON.stringify({ apps }));
const tsm = (line: string) => invoke(`tsm ${line}`, folder);

/** Imports and generates; the generated service units by name. */
async function unitsOf(file: string): Promise<ReadonlyMap<string, string>> {
  const imported = await tsm(`import ${file} --name host`);
  expect(imported.code, imported.err).toBe(0);
  const generated = await tsm('generate');
  expect(generated.code, generated.err).toBe(0);
  const files = await readTree(join(folder, 'systemd/production'));
  return new Map([...files].filter(([path]) => path.endsWith('.service')));
}

/** Nothing but what was there. */
const written = async () => [...(await readTree(folder)).keys()];

describe('what cannot be imported ends in an error, and nothing is written', () => {
  test.each([
    ['NUL bytes in a Procfile', 'Procfile', 'web: node\0 a.js\n', 'import-invalid'],
    ['bytes that are no text', 'Procfile', new Uint8Array([0x77, 0xff, 0xfe, 0x0a]), 'import-unreadable'],
    ['an empty file', 'Procfile', '', 'import-empty'],
    ['half a JSON', 'ecosystem.json', '{ "apps": [', 'import-invalid'],
    [
      'JSON with a call in it',
      'ecosystem.json',
      '{ "apps": [{ "script": join("a", "b") }] }',
      'import-invalid',
    ],
    ['a number', 'ecosystem.json', '42', 'import-empty'],
    ['the list of a PM2 that has nothing', 'list.json', '[]\n', 'import-empty'],
    ['apps that are none', 'ecosystem.json', '{ "apps": [1, null] }', 'import-empty'],
    ['an app without a script', 'ecosystem.json', '{ "apps": [{ "name": "x" }] }', 'import-invalid'],
    [
      'a NUL in a script',
      'ecosystem.json',
      String.raw`{ "apps": [{ "script": "a\u0000.js" }] }`,
      'import-invalid',
    ],
    ['half a TOML', 'env.toml', '[service\ncommand = "x"\n', 'import-invalid'],
    ['a unit without a command', 'a.service', '[Service]\nUser=x\n', 'import-invalid'],
    ['a section without a bracket', 'a.service', '[Service\nExecStart=/bin/x\n', 'import-invalid'],
    ['a command of systemd alone', 'a.service', '[Service]\nExecStart=/bin/x %b\n', 'import-invalid'],
    ['a template', 'a@.service', '[Service]\nExecStart=/bin/x %i\n', 'import-invalid'],
  ])('%s', async (_, file, content, code) => {
    await put(file, content);
    const ended = await tsm(`import ${file}`);
    expect(ended.err).toContain(`[${code}]`);
    expect(ended.code).toBe(1);
    expect(await written()).toEqual([file]);
  });

  test('a YAML bomb', async () => {
    const level = (index: number) =>
      `l${index}: &l${index} [${Array(9)
        .fill(`*l${index - 1}`)
        .join(', ')}]`;
    const bomb = [
      'l0: &l0 [x, x, x, x, x, x, x, x, x]',
      ...Array.from({ length: 12 }, (_, index) => level(index + 1)),
    ];
    await put('ecosystem.yaml', `${bomb.join('\n')}\napps: *l12\n`);
    const { err, code } = await tsm('import ecosystem.yaml');
    expect(err).toContain('[import-invalid]');
    expect(code).toBe(1);
  });

  test('a JavaScript file that never ends', async () => {
    await put('ecosystem.config.js', 'while (true);\n');
    const { err, code } = await tsm('import ecosystem.config.js');
    expect(err).toContain('evaluating ecosystem.config.js with node');
    expect(err).toContain('it did not end within');
    expect(code).toBe(1);
  });

  test('a JavaScript file that ends itself, and one that exports what no JSON is', async () => {
    await put('ecosystem.config.js', 'process.exit(0);\n');
    expect((await tsm('import ecosystem.config.js')).err).toContain('it exports nothing');
    await put('ecosystem.config.js', 'const a = {}; a.a = a; module.exports = a;\n');
    const { err } = await tsm('import ecosystem.config.js');
    expect(err).toContain('[import-program]');
    expect(err).toContain('node ecosystem.config.js');
  });

  test('wrong words are wrong usage', async () => {
    await put('Procfile', 'web: node a.js\n');
    for (const line of ['--as pm3', '--formation web=x', '--formation web=999', '--handover x.sh'])
      expect((await tsm(`import Procfile ${line}`)).code, line).toBe(2);
    expect(await written()).toEqual(['Procfile']);
  });
});

describe('what is only odd becomes a right unit', () => {
  test('ten thousand lines of a Procfile', async () => {
    await put(
      'Procfile',
      Array.from({ length: 10_000 }, (_, index) => `p${index}: sleep ${index}\n`).join(''),
    );
    const { out, err, code } = await tsm('import Procfile --dry-run');
    expect(code, err).toBe(0);
    expect(out).toContain('(+) services/p9999.tsm');
  });

  test('names with slashes, blanks, controls and letters of the world', async () => {
    const names = [
      'api/v1',
      '../../etc/passwd',
      'My App',
      'naïve',
      '数据',
      '\u001B[31mred',
      '-x',
      '.hidden',
      'a'.repeat(300),
      'tsm@x',
      'API/V1',
    ];
    await ecosystem(...names.map((name) => ({ name, script: 'a.js' })));
    const { out } = await tsm('import ecosystem.json --dry-run');
    expect(out).not.toContain('\u001B');
    const units = await unitsOf('ecosystem.json');
    expect(units.size).toBe(names.length);
    expect([...units.keys()].every((name) => /^host-[A-Za-z0-9][\w.-]*\.service$/.test(name))).toBe(true);
  });

  test('arguments reach the unit as they are', async () => {
    const args = [
      "it's",
      '"',
      '$HOME',
      '`id`',
      '%h',
      String.raw`\n`,
      ';',
      '&&',
      '*',
      'a b',
      '',
      'line\nbreak',
      '#x',
      '!',
    ];
    await ecosystem({ name: 'a', script: 'a.js', interpreter: '/usr/bin/node', args });
    const unit = (await unitsOf('ecosystem.json')).get('host-a.service') ?? '';
    const { execWords } = await import('../../src/unit/exec-words.ts');
    const { parseUnit } = await import('../../src/unit/parse.ts');
    const line = parseUnit(unit).sections.get('Service')?.get('ExecStart')?.[0]?.value ?? '';
    expect(execWords(line)).toEqual({
      value: [expect.objectContaining({ argv: ['/usr/bin/node', 'a.js', ...args] })],
    });
  });

  test('values of variables reach the env file as they are, a reference too', async () => {
    const env = {
      REF: '${HOME} $HOME',
      BACK: String.raw`\${X} \\`,
      QUOTE: `a"b'c`,
      __proto__x: '1',
      TSM_COMMAND: 'evil',
    };
    await ecosystem({ name: 'a', script: 'a.js', env });
    await unitsOf('ecosystem.json');
    const text = (await readTree(join(folder, 'systemd/production/env'))).get('host-a.env') ?? '';
    const { parseSystemdEnvFile } = await import('../../src/envfile/systemd.ts');
    expect(Object.fromEntries(parseSystemdEnvFile(text))).toMatchObject(env);
  });

  test('a secret is written nowhere', async () => {
    await ecosystem({
      name: 'a',
      script: 'a.js',
      env: { API_KEY: 'zq81-very-secret-x', OK: '1' },
      env_dev: { DB_PASSWORD: 'zq82-very-secret' },
    });
    await put('.env', 'X=1\n');
    const ended = await tsm('import ecosystem.json --name host');
    const files = await readTree(folder);
    files.forEach((text, path) => path !== 'ecosystem.json' && expect(text, path).not.toMatch(/zq8[12]/));
    expect(ended.out + ended.err).not.toMatch(/zq8[12]/);
    expect(ended.err).toContain('tsm secrets set API_KEY\n  tsm secrets set DB_PASSWORD\n');
  });
});

test('in a project that is there already, services are added and the config is left alone', async () => {
  await put('Procfile', 'web: node a.js\n');
  await put('tsm.config.js', 'export default {};\n');
  const { out, code } = await tsm('import Procfile --name host');
  expect(code).toBe(0);
  expect(out).toContain('Add to tsm.config.js what it lacks of this');
  expect(await written()).toEqual(['Procfile', 'services/web.tsm', 'tsm.config.js']);
});

test('regression: a JavaScript file whose child keeps standard error open made the import wait for it', async () => {
  await put(
    'ecosystem.config.js',
    `const { spawn } = require('node:child_process');
const child = spawn('sleep', ['300'], { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
require('node:fs').writeFileSync(__dirname + '/pid', String(child.pid));
module.exports = { apps: [{ script: 'a.js', name: 'web' }] };
`,
  );
  const { code, err } = await tsm('import ecosystem.config.js --name host');
  process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')), 'SIGKILL');
  expect(code, err).toBe(0);
});

test('regression: a line break in the name of the file became a setting', async () => {
  const file = 'x\nTSM_COMMAND=evil\n#.config.js';
  await put(file, "module.exports = { apps: [{ script: 'a.js', name: 'web' }] };\n");
  const { code, err } = await tsmWords(folder, 'import', file, '--name', 'host');
  expect(code, err).toBe(0);
  const text = await readFile(join(folder, 'services/web.tsm'), 'utf8');
  expect(text.match(/^TSM_COMMAND=.*$/gm)).toEqual(["TSM_COMMAND='node a.js'"]);
  expect(text).toContain(String.raw`imported from x\nTSM_COMMAND=evil\n#.config.js.`);
});

test('regression: a folder that is a link had services written outside of the project', async () => {
  const away = await realpath(await mkdtemp(join(tmpdir(), 'tsm-away-')));
  await symlink(away, join(folder, 'services'));
  await ecosystem({ script: 'a.js', name: 'web' });
  const { code, err } = await tsm('import ecosystem.json --name host');
  expect(err).toContain('a link leads out of the project');
  expect(code).toBe(1);
  expect(await readdir(away)).toEqual([]);
  await rm(away, { recursive: true });
});
