import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { wrap } from '../../src/diagnostics/wrap.ts';
import { invoke } from '../commands/invoke.ts';
import { commandOf, withCopy } from '../fixtures/fixture.ts';

test('breaks at blanks, and never inside what is to be copied', () => {
  expect(wrap('one two three', 80, 10, 2)).toBe('one two three');
  expect(wrap('one two three four', 10, 4, 2)).toBe('one\n  two\n  three\n  four');
  expect(wrap('set it with: tsm secrets set NAME; or not', 24, 0, 2)).toBe(
    'set it with:\n  tsm secrets set NAME;\n  or not',
  );
  expect(wrap("write unit: { Service: { Nice: 5 } } 'a b c d'", 20, 0, 0)).toBe(
    "write unit:\n{ Service: { Nice: 5 } }\n'a b c d'",
  );
  expect(wrap(`see ${'/long'.repeat(20)} there`, 20, 0, 2)).toBe(`see\n  ${'/long'.repeat(20)}\n  there`);
});

test('on a terminal of 60 columns no message is lost and no text is wider that has a blank to break at', async () => {
  const folder = resolve(import.meta.dirname, '../fixtures/errors');
  for (const name of (await readdir(folder)).filter((_, index) => index % 12 === 0)) {
    const fixture = join(folder, name);
    const { err } = await withCopy(join(fixture, 'input'), async (copy) =>
      invoke(await commandOf(fixture), copy, { errColumns: 60 }),
    );
    const expected = await readFile(join(fixture, 'expected.txt'), 'utf8');
    const words = (text: string): string =>
      text.replaceAll(/\/tmp\/[^/]*\//g, '').replaceAll(/[\d.]+|\s+/g, ' ');
    expect(words(err)).toBe(words(expected.replaceAll(/\bN\b/g, ' ')));
    const wide = err
      .split('\n')
      .filter((line) => /^(?:error|warning|info|  fix: | {7})/.test(line) && stringWidth(line) > 60);
    expect(wide.filter((line) => /^\s*(?:fix: )?[a-z ,]+$/i.test(line))).toEqual([]);
  }
});
