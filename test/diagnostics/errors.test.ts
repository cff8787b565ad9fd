import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { severityOf } from '../../src/diagnostics/severity.ts';
import { bundleCatalog } from '../../src/diagnostics/catalog/bundle.ts';
import { checkCatalog } from '../../src/diagnostics/catalog/check.ts';
import { configCatalog } from '../../src/diagnostics/catalog/config.ts';
import { envfileCatalog } from '../../src/diagnostics/catalog/envfile.ts';
import { foresightCatalog } from '../../src/diagnostics/catalog/foresight.ts';
import { limitsCatalog } from '../../src/diagnostics/catalog/limits.ts';
import { planCatalog } from '../../src/diagnostics/catalog/plan.ts';
import { serviceCatalog } from '../../src/diagnostics/catalog/service.ts';
import { tsmfileCatalog } from '../../src/diagnostics/catalog/tsmfile.ts';
import { invoke } from '../commands/invoke.ts';
import { commandOf, expectFile, withCopy, withoutScores } from '../fixtures/fixture.ts';

const folder = resolve(import.meta.dirname, '../fixtures/errors');
const cases = (await readdir(folder)).sort();

/** What can be said of a project. What can only be said of a host has tests with a host. */
const OF_PROJECTS = {
  ...bundleCatalog,
  ...checkCatalog,
  ...configCatalog,
  ...envfileCatalog,
  ...foresightCatalog,
  ...limitsCatalog,
  ...planCatalog,
  ...serviceCatalog,
  ...tsmfileCatalog,
};

/** Codes that need a state of the host or too large a file, and the test that has them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'cannot-write': 'test/bundle/write.test.ts',
  'check-skipped': 'test/commands/transcripts.test.ts',
  'file-too-large': 'test/diagnostics/large-file.test.ts',
};

test('every code has a fixture', () => {
  const needed = Object.keys(OF_PROJECTS).filter((code) => !(code in ELSEWHERE));
  expect(needed.filter((code) => !cases.includes(code))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((code) => !(code in OF_PROJECTS) || cases.includes(code))).toEqual([]);
});

describe('a fixture prints what is expected, its own code among it', () => {
  test.each(cases)('%s', async (name) => {
    const fixture = join(folder, name);
    const { out, err, code } = await withCopy(join(fixture, 'input'), async (copy) => {
      const ended = await invoke(await commandOf(fixture), copy);
      return { ...ended, err: ended.err.replaceAll(`${copy}/`, '') };
    });
    await expectFile(join(fixture, 'expected.txt'), withoutScores(err));
    const severity = severityOf(name as keyof typeof catalog);
    if (name in catalog) expect(err).toMatch(new RegExp(`^${severity} \\[${name}\\] `, 'm'));
    expect(code, out).toBe(severity === 'error' ? 1 : 0);
  });
});

/** Stands for whatever data a wording asks for: a list that can be taken for a word or a number, too. */
const anything = (text: string): never =>
  new Proxy(
    {},
    {
      get: () =>
        Object.assign([text], {
          toLowerCase: () => text,
          replace: () => text,
          replaceAll: () => text,
          startsWith: () => false,
          endsWith: () => false,
        }),
    },
  ) as never;

test('every complaint says what to do', () => {
  const silent = Object.entries(catalog).filter(
    ([, { title, hint }]) =>
      !/\w/.test(String(title(anything('x')))) || !/\w/.test(String(hint(anything('x')))),
  );
  expect(silent.map(([code]) => code)).toEqual([]);
});
