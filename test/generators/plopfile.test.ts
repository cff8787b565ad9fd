import { execa } from 'execa';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import nodePlop, { type NodePlopAPI } from 'node-plop';
import { check, resolveConfig } from 'prettier';
import { afterEach, beforeEach, expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
let folder: string;
let plop: NodePlopAPI;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-plop-'));
  plop = await nodePlop(join(repository, 'generators/plopfile.js'), { destBasePath: folder, force: false });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const scaffold = async (name: string, answers: object) =>
  (await plop.getGenerator(name).runActions(answers)).failures.map(({ error }) => error);

test('a scaffolded project generates', async () => {
  expect(await scaffold('project', { project: 'shop' })).toEqual([]);
  expect(await scaffold('service', { name: 'shop', command: 'node server.js', port: '8080+' })).toEqual([]);
  const { stdout } = await execa('node', [join(repository, 'dist/main.cjs'), 'generate'], { cwd: folder });
  expect(stdout).toContain('+ shop.service');
  expect(await readFile(join(folder, 'systemd/production/shop.service'), 'utf8')).toContain('node server.js');
});

test('a scaffolded config is formatted as the project formats', async () => {
  await scaffold('project', { project: 'shop-with-a-name-that-makes-lines-long' });
  const file = join(folder, 'tsm.config.ts');
  const options = { singleQuote: true, ...(await resolveConfig(file)), filepath: file };
  expect(await check(await readFile(file, 'utf8'), options)).toBe(true);
});

test('what was answered reaches bash as it is', async () => {
  const command = `printf '%s {{name}} <%= 1 %> $HOME \\n' "it's"`;
  expect(await scaffold('service', { name: 'odd', command, port: '' })).toEqual([]);
  const { stdout } = await execa(
    'bash',
    ['-c', '. "$1"; printf %s "$TSM_COMMAND"', '-', join(folder, 'services/odd.tsm')],
    { stripFinalNewline: false },
  );
  expect(stdout).toBe(command);
});

test('a file that is there is not written over, and a name that is a path is refused', async () => {
  const answers = { name: 'web', command: 'node web.js', port: '' };
  await scaffold('service', answers);
  expect((await scaffold('service', { ...answers, command: 'node other.js' })).join()).toContain('exists');
  await expect(scaffold('service', { ...answers, name: '../web' })).rejects.toThrow('is no name');
});
