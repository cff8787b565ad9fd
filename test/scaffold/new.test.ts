import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tsm, write } from './folder.ts';

let top: string;
beforeEach(async () => void (top = await realpath(await mkdtemp(join(tmpdir(), 'tsm-new-')))));
afterEach(() => rm(top, { recursive: true, force: true }));

const read = (file: string): Promise<string> => readFile(join(top, file), 'utf8');

const CONFIG = `import { defineConfig } from '@tetra/tsm';

// Where it lies.
const root = '/opt/shop';

export default defineConfig({
  project: 'shop',
  services: ['units/*.tsm', { name: 'shop', command: 'node server.js', port: 8080 }],
  environments: {
    production: {
      user: 'shop',
      root,
      env: { NODE_ENV: 'production', HERE: '/opt/shop/data' },
    }, // the real one
    // nothing below
  },
});
`;

describe('tsm new service', () => {
  test('writes where a pattern finds it, and never over what is there', async () => {
    await write(top, { 'tsm.config.ts': CONFIG, 'units/old.tsm': 'TSM_COMMAND="node old.js"\n' });
    const made = await tsm(
      top,
      'new',
      'service',
      'clock',
      '--command',
      `python3 -c 'print("$HOME {{x}} <%= 1 %>")'`,
    );
    expect(made.out).toContain('units/clock.tsm');
    await tsm(top, 'generate');
    expect(await read('systemd/production/shop-clock.service')).toContain('{{x}} <%%= 1 %%>');
    const again = await tsm(top, 'new', 'service', 'CLOCK', '--command', 'node other.js');
    expect(again.err).toContain('scaffold-name-taken');
    expect(again.code).toBe(1);
  });

  test('regression: a folder that is a link had the file written outside of the project', async () => {
    const away = await realpath(await mkdtemp(join(tmpdir(), 'tsm-away-')));
    await write(top, { 'tsm.config.ts': CONFIG });
    await symlink(away, join(top, 'units'));
    const ended = await tsm(top, 'new', 'service', 'clock', '--command', 'node clock.js');
    expect(ended.err).toContain('a link leads out of the project');
    expect(ended.code).toBe(1);
    expect(await readdir(away)).toEqual([]);
    await rm(away, { recursive: true });
  });

  test('regression: a config that is a link was changed outside of the project', async () => {
    const away = await realpath(await mkdtemp(join(tmpdir(), 'tsm-away-')));
    const text = CONFIG.replace("'units/*.tsm', ", '');
    await write(away, { 'tsm.config.ts': text });
    await symlink(join(away, 'tsm.config.ts'), join(top, 'tsm.config.ts'));
    const ended = await tsm(top, 'new', 'environment', 'staging', '--root', '/opt/next');
    expect(ended.code).toBe(1);
    expect(await readFile(join(away, 'tsm.config.ts'), 'utf8')).toBe(text);
    await rm(away, { recursive: true });
  });

  test('says the line to add where no pattern would find it', async () => {
    await write(top, { 'tsm.config.ts': CONFIG.replace("'units/*.tsm', ", '') });
    const made = await tsm(top, 'new', 'service', 'clock', '--command', 'node clock.js');
    expect(made.code).toBe(0);
    expect(made.err).toContain('add \'services/*.tsm\' to "services"');
  });

  test.each([
    ['no name', ['new', 'service'], 2, /answer by NAME, --command/],
    ['a path as name', ['new', 'service', '../x', '--command', 'y'], 2, /NAME cannot be "..\/x"/],
    [
      'a wrong port',
      ['new', 'service', 'x', '--command', 'y', '--port', 'http'],
      2,
      /--port cannot be "http"/,
    ],
    ['a port that is taken', ['new', 'service', 'x', '--command', 'y', '--port', '8080'], 1, /port-conflict/],
  ])('refuses %s', async (_, words, code, says) => {
    await write(top, { 'tsm.config.ts': CONFIG, 'units/old.tsm': 'TSM_COMMAND="node old.js"\n' });
    const ended = await tsm(top, ...words);
    expect(ended.err).toMatch(says);
    expect(ended.code).toBe(code);
    expect(existsSync(join(top, 'units/x.tsm'))).toBe(false);
  });
});

test.each([
  [
    'service',
    ['clock', '@production', '--command', 'node clock.js'],
    'a service belongs to every environment',
  ],
  ['environment', ['@qa'], 'tsm new environment qa'],
])('regression: an environment behind tsm new %s was ignored', async (what, words, says) => {
  await write(top, { 'tsm.config.ts': CONFIG, 'units/old.tsm': 'TSM_COMMAND="node old.js"\n' });
  const ended = await tsm(top, 'new', what, ...words);
  expect(ended.err.replaceAll(/\s+/g, ' ')).toContain(says);
  expect(ended.code).toBe(2);
  expect(existsSync(join(top, 'units/clock.tsm'))).toBe(false);
});

describe('tsm new environment', () => {
  test('inserts behind the last one and its comment, as the project formats, and is like another', async () => {
    const text = CONFIG.replace("'units/*.tsm', ", '');
    await write(top, { 'tsm.config.ts': text, '.prettierrc': '{ "singleQuote": true, "printWidth": 110 }' });
    const made = await tsm(top, 'new', 'environment', 'staging', '--root', '/opt/next');
    expect(made.err).toContain('tsm generate @staging');
    const after = await read('tsm.config.ts');
    const added = `    staging: {
      user: 'shop',
      root: '/opt/next',
      env: { NODE_ENV: 'production', HERE: '/opt/next/data' },
      hardening: 'strict',
      services: { shop: { port: '8080+' } },
    },
`;
    expect(after.replace(added, '')).toBe(text);
    expect(after).toContain(`}, // the real one\n${added}`);
    expect((await tsm(top, 'generate')).code).toBe(0);
    expect((await tsm(top, 'new', 'environment', 'STAGING')).err).toContain('scaffold-name-taken');
  });

  test.each([
    [
      'one line',
      `export default { project: 'shop', services: [{ name: 'shop', command: 'node s.js' }], environments: { dev: { root: '/srv/shop' } } };\n`,
    ],
    [
      'no trailing comma',
      `export default {\r\n\tproject: 'shop', services: [{ name: 'shop', command: 'node s.js' }],\r\n\tenvironments: {\r\n\t\tdev: { root: '/srv/shop' } // x\r\n\t}\r\n};\r\n`,
    ],
    [
      'a name for it',
      `const environments = {\n  dev: { root: '/srv/shop' },\n};\nexport default { project: 'shop', services: [{ name: 'shop', command: 'node s.js' }], environments };\n`,
    ],
  ])('%s', async (_, text) => {
    await write(top, { 'tsm.config.mjs': text });
    expect((await tsm(top, 'new', 'environment', 'qa')).err).toContain('Next: tsm generate @qa');
    const after = await read('tsm.config.mjs');
    expect(after).toContain("qa: { user: 'shop', root: '/opt/shop-qa', hardening: 'strict' }");
    expect(after.includes('\r\n')).toBe(text.includes('\r\n'));
    // Node keeps a module that it has loaded, so another process reads it.
    await execa('node', [join(import.meta.dirname, '../../dist/main.cjs'), 'generate', '@qa'], { cwd: top });
  });

  test.each([
    [
      'computed',
      `const make = () => ({ dev: { root: '/srv/shop' } });\nexport default { project: 'shop', services: [{ name: 'shop', command: 'node s.js' }], environments: make() };\n`,
    ],
    [
      'used twice',
      `const both = { dev: { root: '/srv/shop' } };\nexport default { project: 'shop', description: Object.keys(both).join(), services: [{ name: 'shop', command: 'node s.js' }], environments: both };\n`,
    ],
  ])('leaves a program alone whose environments are %s, and says what to add', async (_, text) => {
    await write(top, { 'tsm.config.mjs': text });
    const ended = await tsm(top, 'new', 'environment', 'qa');
    expect(ended.err).toContain("qa: { user: 'shop', root: '/opt/shop-qa', hardening: 'strict' }");
    expect(ended.code).toBe(1);
    expect(await read('tsm.config.mjs')).toBe(text);
  });

  test('JSON stays as it is, and YAML keeps its comments', async () => {
    const json =
      '{\n    "project": "shop",\n    "services": [{"name": "shop", "command": "node s.js"}],\n    "environments": {\n        "dev": {"root": "/srv/shop"}\n    }\n}\n';
    await write(top, { 'tsm.config.json': json });
    expect((await tsm(top, 'new', 'environment', 'qa')).code).toBe(0);
    expect(await read('tsm.config.json')).toBe(
      json.replace(
        'shop"}\n    }',
        'shop"},\n        "qa": { "user": "shop", "root": "/opt/shop-qa", "hardening": "strict" }\n    }',
      ),
    );
    await rm(join(top, 'tsm.config.json'));
    await write(top, {
      'tsm.config.yaml':
        '# ours\nproject: shop # name\nservices:\n  - name: shop\n    command: node s.js\nenvironments:\n  dev:\n    root: /srv/shop # here\n',
    });
    expect((await tsm(top, 'new', 'environment', 'qa')).code).toBe(0);
    expect(await read('tsm.config.yaml')).toMatch(
      /^# ours\nproject: shop # name\n[^]*root: \/srv\/shop # here\n {2}qa:\n/,
    );
  });
});
