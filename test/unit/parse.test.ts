import { describe, expect, it } from 'vitest';
import { parseUnit } from '../../src/unit/parse.ts';

const flat = (text: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...parseUnit(text).sections].flatMap(([section, keys]) =>
      [...keys].map(([key, values]) => [`${section}.${key}`, values.map(({ value }) => value)]),
    ),
  );

describe('parseUnit reads as systemd does', () => {
  it.each<[string, string, Readonly<Record<string, readonly string[]>>]>([
    ['assignments', '[A]\nk=v\nk = w \n', { 'A.k': ['v', 'w'] }],
    ['the first equals sign splits', '[A]\nk=a=b', { 'A.k': ['a=b'] }],
    ['no trailing comments', '[A]\nk=v # c', { 'A.k': ['v # c'] }],
    ['comments of both kinds', '# x\n[A]\n  ; k=1\nk=2', { 'A.k': ['2'] }],
    ['sections of one name merge', '[A]\nk=1\n[B]\nk=2\n[A]\nk=3', { 'A.k': ['1', '3'], 'B.k': ['2'] }],
    ['a continuation becomes one blank', '[A]\nk=a\\\n  b', { 'A.k': ['a   b'] }],
    ['a comment inside a continuation', '[A]\nk=a\\\n# c\n b', { 'A.k': ['a  b'] }],
    ['a comment ending in a backslash', '[A]\n# c\\\nk=1', { 'A.k': ['1'] }],
    ['an even number of backslashes', '[A]\nk=a\\\\\nl=b', { 'A.k': ['a\\\\'], 'A.l': ['b'] }],
    ['three backslashes', '[A]\nk=a\\\\\\\nb', { 'A.k': ['a\\\\ b'] }],
    ['a blank behind the backslash', '[A]\nk=a\\ \nl=b', { 'A.k': ['a\\'], 'A.l': ['b'] }],
    ['an empty line ends a continuation', '[A]\nk=a\\\n\nl=b', { 'A.k': ['a'], 'A.l': ['b'] }],
    ['a continuation at the end of the file', '[A]\nk=a\\', { 'A.k': ['a'] }],
    [
      'CR, LF and NUL end lines',
      '[A]\r\nk=1\rl=2\0m=3\n\rn=4',
      { 'A.k': ['1'], 'A.l': ['2'], 'A.m': ['3'], 'A.n': ['4'] },
    ],
    ['a byte order mark', '\uFEFF[A]\nk=1', { 'A.k': ['1'] }],
    ['blanks that are trimmed', '[A]\n \tk\t=\t v \t', { 'A.k': ['v'] }],
    ['blanks that are not', '[A]\nk=\u00A0v\v\f', { 'A.k': ['\u00A0v\v\f'] }],
    ['an empty value', '[A]\nk=\nk=1', { 'A.k': ['', '1'] }],
    ['case matters', '[A]\nk=1\nK=2\n[a]\nk=3', { 'A.k': ['1'], 'A.K': ['2'], 'a.k': ['3'] }],
    [
      'names that JavaScript has too',
      '[A]\n__proto__=1\nconstructor=2',
      { ...Object.fromEntries([['A.__proto__', ['1']]]), 'A.constructor': ['2'] },
    ],
    ['blanks in brackets', '[ A ]\nk=1', { ' A .k': ['1'] }],
    ['nothing', '', {}],
  ])('%s', (_, text, expected) => {
    expect(flat(text)).toEqual(expected);
    expect(parseUnit(text).problems).toEqual([]);
  });

  it('numbers lines by where an assignment begins', () => {
    const values = parseUnit('[A]\n\nk=a\\\n b\n# c\nk=2\r\nk=3').sections.get('A')?.get('k');
    expect(values).toEqual([
      { value: 'a  b', line: 3 },
      { value: '2', line: 6 },
      { value: '3', line: 7 },
    ]);
  });

  it.each<[string, string, { line: number; fatal: boolean; rule: string }]>([
    ['no equals sign', '[A]\nk', { line: 2, fatal: false, rule: 'it has no =' }],
    ['no key', '[A]\n=v', { line: 2, fatal: false, rule: 'it has no key' }],
    ['before a section', 'k=v\n[A]', { line: 1, fatal: false, rule: 'it stands before the first section' }],
    ['an open bracket', '[A\nk=v', { line: 1, fatal: true, rule: 'the section has no closing bracket' }],
    [
      'a mark before a comment',
      '\uFEFF# x\n[A]',
      { line: 1, fatal: false, rule: 'it stands before the first section' },
    ],
    ['a noncharacter', '[A]\nk=\uFFFE', { line: 2, fatal: true, rule: 'it is not valid UTF-8 for systemd' }],
    [
      'half a surrogate pair',
      '[A]\nk=\uD800',
      { line: 2, fatal: true, rule: 'it is not valid UTF-8 for systemd' },
    ],
    [
      'a long line',
      `[A]\nk=${'x'.repeat(1_048_574)}`,
      { line: 2, fatal: true, rule: 'it is longer than 1048575 bytes' },
    ],
    [
      'a long comment',
      `# ${'é'.repeat(524_287)}`,
      { line: 1, fatal: true, rule: 'it is longer than 1048575 bytes' },
    ],
    [
      'long lines joined',
      `[A]\nk=${'x'.repeat(600_000)}\\\n${'x'.repeat(600_000)}`,
      { line: 3, fatal: true, rule: 'it is longer than 1048575 bytes' },
    ],
  ])('complains of %s', (_, text, problem) => expect(parseUnit(text).problems[0]).toEqual(problem));

  it('takes the longest line there is', () => {
    expect(parseUnit(`[A]\nk=${'x'.repeat(1_048_573)}`).problems).toEqual([]);
  });
});
