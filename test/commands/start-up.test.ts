import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Start-up is paid at every call, so what it loads is counted. Time is measured by npm run bench.
const repository = resolve(import.meta.dirname, '../..');
const main = join(repository, 'dist/main.cjs');

/** Writes down, at the end, which files were loaded and how many programs were started. */
const COUNTER = `
const { writeFileSync } = require('node:fs');
const child = require('node:child_process');
let started = 0;
const spawn = child.ChildProcess.prototype.spawn;
child.ChildProcess.prototype.spawn = function (...args) { started += 1; return spawn.apply(this, args); };
process.on('exit', () => writeFileSync(process.env.COUNT_FILE, JSON.stringify({ files: Object.keys(require.cache), started })));
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-start-'));
  await writeFile(join(folder, 'counter.cjs'), COUNTER);
  await count('generate', '@dev', '--check');
});
afterAll(() => rm(folder, { recursive: true }));

async function count(...args: string[]): Promise<{ files: string[]; started: number; kinds: string[] }> {
  const file = join(folder, 'count.json');
  await execa('node', ['--require', join(folder, 'counter.cjs'), main, ...args], {
    cwd: repository,
    env: { COUNT_FILE: file, XDG_CACHE_HOME: join(folder, 'cache') },
    reject: false,
  });
  const { files, started } = JSON.parse(await readFile(file, 'utf8')) as { files: string[]; started: number };
  const own = files.filter((one) => !one.endsWith('counter.cjs'));
  return { files: own, started, kinds: own.map((one) => basename(one).replace(/-[\w-]{8}\.cjs$/, '')) };
}

test.each(['--version', '--help'])('%s loads next to nothing', async (option) => {
  const { kinds, started } = await count(option);
  expect(kinds).toEqual(['main.cjs', 'chunk']);
  expect(started).toBe(0);
});

test('help for a command loads the table of commands and no command', async () => {
  const { files, started } = await count('help', 'generate');
  expect(files.length).toBeLessThanOrEqual(6);
  expect(started).toBe(0);
});

test('generate with nothing changed compiles nothing', async () => {
  const { files, kinds, started } = await count('generate', '@dev', '--check');
  expect(kinds).toContain('generate');
  expect(kinds).not.toContain('generate-anew');
  expect(files.join('\n')).not.toMatch(/jiti|prettier|plop|babel|typescript/);
  expect(files.length).toBeLessThanOrEqual(22);
  expect(started).toBe(0);
});

test('generate with something to do needs no transpiler for a config that it knows', async () => {
  const { files, started } = await count('generate', '--check', '--json');
  expect(files.join('\n')).not.toMatch(/jiti|prettier|plop|babel|typescript/);
  expect(started).toBe(0);
});
