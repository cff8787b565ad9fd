import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { evaluateTsmFile } from '../../../src/tsmfile/evaluate.ts';
import { differences, judge, scopeOf } from './oracle.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const files = globSync(['examples/**/*.{tsm,env}', 'test/fixtures/**/*.{tsm,env}'], {
  cwd: root,
  ignore: ['test/fixtures/errors/**', 'test/fixtures/**/expected/**', '**/node_modules/**'],
}).toSorted();
const bases = files.filter((file) => !file.includes('@'));
const overlays = files.filter((file) => file.includes('@'));

test.each(bases)('%s means to tsm what it means to bash', (file) => compare([file]));

test.each(overlays)('%s does so over its base', (file) =>
  compare([file.replace(/@[^/]*(?=\.tsm$)/, ''), file]),
);

async function compare(names: readonly string[]) {
  const texts = await Promise.all(names.map((name) => readFile(`${root}/${name}`, 'utf8')));
  const scope = { HOME: '/root', ...givenByProject(texts) };
  const [judged] = await judge([{ files: texts, scope }]);
  expect(judged, 'tsm refuses it').toBeDefined();
  expect(judged && differences(judged)).toEqual([]);
}

/** What the files miss is for the project's config to define: any value will do here. */
function givenByProject(texts: readonly string[]): Record<string, string> {
  const sources = texts.map((text) => ({ file: 'a.tsm', text }));
  const { diagnostics } = evaluateTsmFile(sources, scopeOf({ HOME: '/root' }));
  return Object.fromEntries(
    diagnostics.flatMap(({ code, data }) => {
      const { name } = data as { readonly name: string };
      return code === 'unset-variable' || code === 'shell-variable' ? [[name, `/given ${name}`]] : [];
    }),
  );
}
