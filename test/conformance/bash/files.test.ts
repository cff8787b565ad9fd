import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { differences, judge } from './oracle.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const files = globSync(['examples/**/*.{tsm,env}', 'test/fixtures/**/*.{tsm,env}'], {
  cwd: root,
  ignore: ['test/fixtures/errors/**', 'test/fixtures/**/expected/**', '**/node_modules/**'],
}).toSorted();
const scope = { HOME: '/root', TETRA_DIR: '/var/lib/tetra', TETRA_SRC: '/opt/tetra', TETRA_ENV: 'dev' };

test.each(files)('%s means to tsm what it means to bash', async (file) => {
  const text = await readFile(`${root}/${file}`, 'utf8');
  const [judged] = await judge([{ files: [text], scope }]);
  expect(judged, 'tsm refuses it').toBeDefined();
  expect(judged && differences(judged)).toEqual([]);
});

const overlays = files.filter((file) => file.includes('@'));

test.each(overlays)('%s over its base', async (file) => {
  const both = [file.replace(/@[^/]*(?=\.tsm$)/, ''), file];
  const texts = await Promise.all(both.map((name) => readFile(`${root}/${name}`, 'utf8')));
  const [judged] = await judge([{ files: texts, scope }]);
  expect(judged && differences(judged)).toEqual([]);
});
