import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { write } from '../scaffold/folder.ts';

// A process of its own, since what cosmiconfig looks through is the working directory.
const main = resolve(import.meta.dirname, '../../dist/main.cjs');

let top: string;
beforeEach(async () => void (top = await mkdtemp(join(tmpdir(), 'tsm-foreign-files-'))));
afterEach(() => rm(top, { recursive: true }));

const broken = '{\n  "name": "shop", "scripts": {},\n}\n';
const config = `export default {
  project: 'shop', id: 'shop', services: [{ name: 'web', command: 'node server.js' }],
  environments: { dev: { user: 'shop', root: '/opt/shop' } },
};
`;

async function generate(folder = '.'): Promise<{ err: string; code: number | undefined }> {
  const { stderr, exitCode } = await execa('node', [main, 'generate'], {
    cwd: join(top, folder),
    reject: false,
  });
  return { err: stderr, code: exitCode };
}

test('a broken package.json that nothing nearer stands for is a mistake with a place', async () => {
  await write(top, { 'package.json': broken });
  const { err, code } = await generate();
  expect(err).toMatch(/^error \[config-syntax\][^]*at package\.json:3:1/);
  expect(code).toBe(1);
});

test('a broken package.json beside a config is of no interest', async () => {
  await write(top, { 'package.json': broken, 'tsm.config.ts': config });
  expect(await generate()).toMatchObject({ code: 0 });
});

test('a broken package.json below a config may be a config itself', async () => {
  await write(top, { 'tsm.config.ts': config, 'sub/package.json': broken });
  const { err, code } = await generate('sub');
  expect(err).toMatch(/^error \[config-syntax\][^]*at package\.json:3:1/);
  expect(code).toBe(1);
});

test.each(['.config/config.json', 'package.yaml'])('a broken %s is not read', async (file) => {
  await write(top, { [file]: '{ "cosmiconfig": [', 'tsm.config.ts': config });
  expect(await generate()).toMatchObject({ code: 0 });
});

test('options of cosmiconfig are for others', async () => {
  const options = { cosmiconfig: { searchPlaces: ['other.json'], mergeSearchPlaces: false } };
  await write(top, { 'package.json': JSON.stringify(options), 'other.json': '{}', 'tsm.config.ts': config });
  expect(await generate()).toMatchObject({ code: 0 });
});

test('.config/config.js is not run', async () => {
  const program = `require('node:fs').writeFileSync(${JSON.stringify(join(top, 'was-run'))}, '');\n`;
  await write(top, { '.config/config.cjs': program, '.config/config.js': program, 'tsm.config.ts': config });
  expect(await generate()).toMatchObject({ code: 0 });
  expect(existsSync(join(top, 'was-run'))).toBe(false);
});
