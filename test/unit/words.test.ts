import { describe, expect, it } from 'vitest';
import { execWords } from '../../src/unit/exec-words.ts';
import { environmentWords, pathListWords, plainValue, textWords } from '../../src/unit/words.ts';

const argv = (line: string, variables: Readonly<Record<string, string>> = {}): unknown => {
  const words = execWords(line, variables);
  return 'error' in words
    ? words.error
    : words.value.map((command) => [command.prefixes, command.program, ...command.argv]);
};

describe('execWords', () => {
  it.each([
    ['/bin/x a b', [['', '/bin/x', '/bin/x', 'a', 'b']]],
    [`/bin/x "a b" 'c d' e"f g"h`, [['', '/bin/x', '/bin/x', 'a b', 'c d', 'ef gh']]],
    ['/bin/x "" \'\'', [['', '/bin/x', '/bin/x', '', '']]],
    ['/bin/x \\x41\\101\\u00e9\\s\\n', [['', '/bin/x', '/bin/x', 'AA\u00e9 \n']]],
    ['/bin/x \\xc3\\xa9', [['', '/bin/x', '/bin/x', '\u00e9']]],
    ['/bin/x \\y \\x0 "\\q"', [['', '/bin/x', '/bin/x', '\\y', '\\x0', '\\q']]],
    ['-/bin/x', [['-', '/bin/x', '/bin/x']]],
    ['"-/bin/x"', [['-', '/bin/x', '/bin/x']]],
    ['-@/bin/x name a', [['-@', '/bin/x', 'name', 'a']]],
    [
      '/bin/x ; /bin/y',
      [
        ['', '/bin/x', '/bin/x'],
        ['', '/bin/y', '/bin/y'],
      ],
    ],
    ['/bin/x ";" \';\' \\; \\x3b a;', [['', '/bin/x', '/bin/x', ';', ';', ';', ';', 'a;']]],
    ['";" /bin/x', [['', '/bin/x', '/bin/x']]],
    ['/bin/x 100%% %i.', [['', '/bin/x', '/bin/x', '100%', '.']]],
  ])('%s', (line, expected) => expect(argv(line)).toEqual(expected));

  it.each([
    ['$A', ['1', '2 3']],
    ['"$A"', ['1', '2 3']],
    ['${A}', ['1 "2 3"']],
    ['x$A', ['x$A']],
    ['x${A}y', ['x1 "2 3"y']],
    ['$$A', ['$A']],
    ['$${A}', ['${A}']],
    ['$NONE', []],
    ['${NONE}', ['']],
    ['${A:-d}', ['']],
    ['$', []],
    ['a$', ['a$']],
    ['${A', ['${A']],
  ])('variables: %s', (word, expected) =>
    expect(argv(`/x ${word}`, { A: '1 "2 3"' })).toEqual([['', '/x', '/x', ...expected]]),
  );

  it('never expands variables with a colon, nor in the program', () => {
    expect(argv(':/${A} $A', { A: 'b' })).toEqual([[':', '/${A}', '/${A}', '$A']]);
    expect(argv('/${A}', { A: 'b' })).toEqual([['', '/${A}', '/b']]);
  });

  it.each(['', '-', '/bin/x "a', '/bin/x %h%Q'])('refuses %j', (line) =>
    expect(execWords(line)).toHaveProperty('error'),
  );
});

describe('lists', () => {
  it.each([
    [
      'A=1 "B=2 3" C="4 5"',
      [
        ['A', '1'],
        ['B', '2 3'],
        ['C', '4 5'],
      ],
    ],
    ['"A=\\x41 %% \\""', [['A', 'A % "']]],
    ["A='\\n'", [['A', '\n']]],
    ['A=', [['A', '']]],
  ])('environment %s', (text, value) => expect(environmentWords(text)).toEqual({ value }));

  it.each(['A', '1=2', 'A=\\y', '"A=b', 'A-B=c'])('environment refuses %j', (text) =>
    expect(environmentWords(text)).toHaveProperty('error'),
  );

  it.each([
    ['/a "/b c" /d\\ e', ['/a', '/b c', '/d e']],
    ['/a\\x20b', ['/ax20b']],
    ['-/a +/b', ['-/a', '+/b']],
  ])('paths %s', (text, value) => expect(pathListWords(text)).toEqual({ value }));

  it('keeps escapes of names', () => {
    expect(textWords('a\\x2db.service  c.service', 'data')).toEqual({
      value: ['a\\x2db.service', 'c.service'],
    });
  });
});

describe('plainValue', () => {
  it.each([
    ['"a" b', '"a" b'],
    ['100%% %i|', '100% |'],
    ['50% off%', '50% off%'],
    ['%h/x', '\uFDD0/x'],
  ])('%s', (text, value) => expect(plainValue(text)).toEqual({ value }));
});
