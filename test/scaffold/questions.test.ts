import { execa } from 'execa';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTree } from '../fixtures/fixture.ts';
import { write } from './folder.ts';

// Real questions on a real terminal, by the program that was built.
const repository = resolve(import.meta.dirname, '../..');
const main = join(repository, 'dist/main.cjs');
const files = { 'package.json': '{ "name": "shop", "scripts": { "start": "node server.js" } }\n' };
const [ENTER, CTRL_C, CTRL_D] = ['\r', '\u0003', '\u0004'];

/** Every answer but whether there is a workflow. */
const ALL_BUT_CI = [
  '--service',
  'x=node x.js',
  '--name',
  'x',
  '--environments',
  'dev',
  '--root',
  '/opt/x',
  '--user',
  'x',
  '--systemd',
  '250',
];

let top: string;
beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'tsm-ask-')));
  await write(top, files);
});
afterEach(() => rm(top, { recursive: true, force: true }));

async function onTerminal(
  keys: readonly string[],
  ...words: string[]
): Promise<{ shown: string; code: number }> {
  const script = join(import.meta.dirname, 'terminal.py');
  const { stdout } = await execa('python3', [script, top, JSON.stringify(keys), 'node', main, ...words]);
  return JSON.parse(stdout) as { shown: string; code: number };
}

test('each question has a default, and what is typed is written', async () => {
  const enter = Array.from({ length: 12 }, () => ENTER as string);
  const { shown, code } = await onTerminal(['\u0015till\r', ...enter], 'init', '--no-ci');
  expect(shown).toContain('Where the project lies on a host of @production:');
  expect(code).toBe(0);
  expect(await readFile(join(top, 'tsm.config.ts'), 'utf8')).toContain("project: 'till'");
  expect(await readdir(join(top, 'services'))).toEqual(['shop.tsm']);
});

test.each([
  ['Ctrl-C', CTRL_C],
  ['the end of the input', CTRL_D],
])('%s leaves nothing and shows the cursor again', async (_, key) => {
  const { shown, code } = await onTerminal([ENTER as string, key as string], 'init');
  expect(shown).toContain('nothing was written');
  expect(shown.lastIndexOf('\u001B[?25h')).toBeGreaterThan(shown.lastIndexOf('\u001B[?25l'));
  expect(code).toBe(130);
  expect([...(await readTree(top)).keys()]).toEqual(['package.json']);
});

test('what flags answer is not asked', async () => {
  const { shown, code } = await onTerminal([], 'init', ...ALL_BUT_CI, '--no-ci');
  expect(shown).not.toContain('?25l');
  expect(code).toBe(0);
});

test('regression: a name that is taken was refused after the last question', async () => {
  await write(top, {
    'tsm.config.json':
      '{ "project": "shop", "services": ["services/*.tsm"], "environments": { "dev": { "root": "/srv" } } }',
    'services/web.tsm': 'TSM_COMMAND="node a.js"\n',
  });
  const keys = ['web\r', '\u0015clock\r', 'node clock.js\r', ENTER as string];
  const { shown, code } = await onTerminal(keys, 'new', 'service');
  expect(shown).toContain('there is a service of that name already');
  expect(code).toBe(0);
  expect((await readdir(join(top, 'services'))).toSorted()).toEqual(['clock.tsm', 'web.tsm']);
});

test('plop and prettier are loaded by these commands alone', async () => {
  const dist = join(repository, 'dist');
  const chunks = (await readdir(dist)).filter((name) => name.endsWith('.cjs'));
  const texts = new Map<string, string>();
  for (const name of chunks) texts.set(name, await readFile(join(dist, name), 'utf8'));
  const slow = chunks.filter((name) => /\((["'`])(?:node-plop|prettier)\1\)/.test(texts.get(name) ?? ''));
  const needs = (name: string): string[] =>
    [...(texts.get(name) ?? '').matchAll(/(?<!\(\)=>)require\([`'"]\.\/([^`'"]+)[`'"]\)/g)].map(
      ([, one = '']) => one,
    );
  const reached = new Set(
    chunks.filter((name) => /^(?:main|cli|generate|check|diff|install|status|logs)\b/.test(name)),
  );
  for (const name of reached) for (const one of needs(name)) reached.add(one);
  expect(slow.length).toBeGreaterThan(0);
  expect(reached.size).toBeGreaterThan(10);
  expect(slow.filter((name) => reached.has(name))).toEqual([]);
});

test('regression: a command that bash cannot read, and an environment that is there, were told after the last question', async () => {
  const service = await onTerminal(
    ['x=node "x\r', '\u0015x=node x\r', ...Array.from({ length: 12 }, () => ENTER as string)],
    'init',
    '--name',
    'x',
    '--no-ci',
  );
  expect(service.code).toBe(0);
  const keys = ['production\r', '\u0015staging\r', ...Array.from({ length: 4 }, () => ENTER as string)];
  const { shown, code } = await onTerminal(keys, 'new', 'environment');
  expect(shown).toContain('there is an environment of that name already');
  expect(code).toBe(0);
  expect(await readFile(join(top, 'tsm.config.ts'), 'utf8')).toContain('staging: {');
});

test('regression: any letter was a yes', async () => {
  const keys = ['x\r', '\u0015n\r'];
  const { shown, code } = await onTerminal(keys, 'init', ...ALL_BUT_CI);
  expect(shown).toContain('expected: yes or no');
  expect(code).toBe(0);
  expect(await readdir(top)).not.toContain('.github');
});
