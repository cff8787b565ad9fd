import { expect, test } from 'vitest';
import { redact } from '../../src/service/redact.ts';

test('a text of names within names is covered, whatever its depth', () => {
  // Found with a line of 30,000 characters: each name was read once for each it stands in, until the stack was full.
  const deep = 'http://a:b'.repeat(20_000);
  expect(redact(deep)).toHaveLength(deep.length);
  expect(redact(`${'x='.repeat(20)}PASSWORD=hunter2hunter2`)).not.toContain('hunter2');
});

test('many literals are covered one by one', () => {
  const text = `${'PASSWORD=hunter2hunter2 '.repeat(20_000)}end`;
  expect(redact(text)).toBe(`${'PASSWORD=************** '.repeat(20_000)}end`);
});
