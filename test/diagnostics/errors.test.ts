import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { hostCatalog } from '../../src/diagnostics/catalog/host.ts';
import { installCatalog } from '../../src/diagnostics/catalog/install.ts';
import { invoke } from '../commands/invoke.ts';
import { commandOf, expectFile, withCopy } from '../fixtures/fixture.ts';

const folder = resolve(import.meta.dirname, '../fixtures/errors');
const cases = (await readdir(folder)).sort();

/** Codes that need a state of the host or too large a file, and the test that has them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'cannot-write': 'test/bundle/write.test.ts',
  'check-skipped': 'test/commands/transcripts.test.ts',
  'file-too-large': 'test/diagnostics/large-file.test.ts',
};

test('every code has a fixture', () => {
  const needed = Object.keys(catalog).filter(
    (code) => !(code in ELSEWHERE) && !(code in installCatalog) && !(code in hostCatalog),
  );
  expect(needed.filter((code) => !cases.includes(code))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((code) => !(code in catalog) || cases.includes(code))).toEqual([]);
});

describe('a fixture prints what is expected, its own code among it', () => {
  test.each(cases)('%s', async (name) => {
    const fixture = join(folder, name);
    const { out, err, code } = await withCopy(join(fixture, 'input'), async (copy) => {
      const ended = await invoke(await commandOf(fixture), copy);
      return { ...ended, err: ended.err.replaceAll(`${copy}/`, '') };
    });
    await expectFile(join(fixture, 'expected.txt'), err);
    const severity = name in catalog ? catalog[name as keyof typeof catalog].severity : 'error';
    if (name in catalog) expect(err).toMatch(new RegExp(`^${severity} \\[${name}\\] `, 'm'));
    expect(code, out).toBe(severity === 'error' ? 1 : 0);
  });
});
