import { describe, expect, test } from 'vitest';
import { evaluateTsmFile } from '../../src/tsmfile/evaluate.ts';
import { MAX_BYTES } from '../../src/tsmfile/text.ts';
import type { Scope } from '../../src/tsmfile/variable.ts';

const scope: Scope = {
  variables: new Map([
    ['HOME', { value: '/home/jo' }],
    ['TETRA_DIR', { value: '/opt/tetra' }],
  ]),
  pinned: new Map(),
  directory: '/srv/app/services',
};

const evaluate = (text: string, over: Partial<Scope> = {}) =>
  evaluateTsmFile([{ file: 'a.tsm', text }], { ...scope, ...over });

/** Codes, each with the text it points at. */
const complaints = (text: string) =>
  evaluate(text).diagnostics.map(({ code, at }) => [
    code,
    at !== undefined && 'start' in at ? text.slice(at.start, at.end) : undefined,
  ]);

const usesOf = (text: string, name: string) => [...(evaluate(text).value?.get(name)?.uses ?? [])].toSorted();

describe('what a variable says about itself', () => {
  test('its place is the assignment without `export`, its value as written', () => {
    const text = '# c\nexport A="x y" # c\n';
    const variable = evaluate(text).value?.get('A');
    expect(variable).toMatchObject({ name: 'A', value: 'x y', exported: true });
    expect(variable && text.slice(variable.at.start, variable.at.end)).toBe('A="x y"');
    expect(variable && text.slice(variable.valueAt.start, variable.valueAt.end)).toBe('"x y"');
  });

  test('places are those of the last assignment, order that of the first', () => {
    const files = [
      { file: 'a.tsm', text: 'A=1 B=2' },
      { file: 'a@dev.tsm', text: 'C=$B\nA=$C' },
    ];
    const { value } = evaluateTsmFile(files, scope);
    expect([...(value?.values() ?? [])].map(({ name, value: is, at }) => [name, is, at.file])).toEqual([
      ['A', '2', 'a@dev.tsm'],
      ['B', '2', 'a.tsm'],
      ['C', '2', 'a@dev.tsm'],
    ]);
  });

  test('a variable of the scope is exported, assigned or not', () => {
    const { value } = evaluate('TETRA_DIR=/x A=1\nexport HOME');
    expect([...(value?.values() ?? [])].map(({ name, value: is, exported }) => [name, is, exported])).toEqual(
      [
        ['TETRA_DIR', '/x', true],
        ['A', '1', false],
        ['HOME', '/home/jo', true],
      ],
    );
  });
});

describe('taint', () => {
  test.each([
    ['A=$HOME B=$A C="x${B}"', 'C', ['A', 'B', 'HOME']],
    ['A=~/x', 'A', ['HOME']],
    ['A=1 A+=$HOME', 'A', ['A', 'HOME']],
    ['A=${TETRA_DIR:-$HOME}', 'A', ['TETRA_DIR']],
    ['A=${unset:-$HOME}', 'A', ['HOME', 'unset']],
    ['A=${HOME:+yes}', 'A', []],
    ['A=${u:=$HOME}', 'A', ['HOME', 'u']],
    ['A=${u:=$HOME}', 'u', ['HOME']],
    ['B=(1 $HOME) A=("${B[@]}" 2)', 'A', ['B', 'HOME']],
    ["A='$HOME'", 'A', []],
  ])('%s: %s', (text, name, uses) => {
    expect(usesOf(text, name)).toEqual(uses);
  });
});

describe('pinned names', () => {
  const pinned = new Map([['PORT', '4444']]);

  test('keep their value and have it from the first line on', () => {
    const { value } = evaluate('A=$PORT\nPORT=1\nPORT+=2\nB=$PORT C=${PORT:-9}', { pinned });
    expect([...(value?.values() ?? [])].map(({ name, value: is }) => [name, is])).toEqual([
      ['A', '4444'],
      ['PORT', '4444'],
      ['B', '4444'],
      ['C', '4444'],
    ]);
    expect(value?.get('PORT')?.at).toEqual({ file: 'a.tsm', start: 15, end: 22 });
  });

  test('their mistakes are still said', () => {
    expect(evaluate('PORT=$(x)', { pinned }).diagnostics.map(({ code }) => code)).toEqual([
      'command-substitution',
    ]);
  });
});

describe('what is refused, and where', () => {
  test.each<[string, [string, string | undefined][]]>([
    [
      'A=$(date) B=`x`',
      [
        ['command-substitution', '$(date)'],
        ['command-substitution', '`x`'],
      ],
    ],
    ['A="a $((1 + 2))"', [['bash-expansion', '$((1 + 2))']]],
    ['A=<(ls)', [['bash-expansion', '<(ls)']]],
    ['A=${x//a/b}', [['unknown-expansion', '${x//a/b}']]],
    ['A=${!x}', [['unknown-expansion', '${!x}']]],
    ['A=${#HOME}', [['unknown-expansion', '${#HOME}']]],
    ['A=${HOME:0:1}', [['unknown-expansion', '${HOME:0:1}']]],
    ['A=${HOME^^}', [['unknown-expansion', '${HOME^^}']]],
    ['A=${HOME@Q}', [['unknown-expansion', '${HOME@Q}']]],
    ['A=${HOME%/*}', [['unknown-expansion', '${HOME%/*}']]],
    ['A=${HOME!}', [['unknown-expansion', '${HOME!}']]],
    ['A=${}', [['unknown-expansion', '${}']]],
    [
      'A=$1"$@"',
      [
        ['special-parameter', '$1'],
        ['special-parameter', '$@'],
      ],
    ],
    ['A=${1:-x}', [['special-parameter', '${1:-x}']]],
    ['A=$_', [['special-parameter', '$_']]],
    ['if true; then\n  A=1\nfi\nB=$A', [['bash-statement', 'if true; then']]],
    ['for A in 1 2; do B=$A; done', [['bash-statement', 'for A in 1 2; do B=$A; done']]],
    ['f() { A=1; }', [['bash-statement', 'f() { A=1; }']]],
    ['(A=1)', [['bash-statement', '(A=1)']]],
    ['[[ -n $A ]]', [['bash-statement', '[[ -n $A ]]']]],
    ['A=1 | B=2', [['bash-statement', 'A=1 | B=2']]],
    ['A=1 && B=2', [['bash-statement', 'A=1 && B=2']]],
    ['A=1 &', [['bash-statement', 'A=1 &']]],
    ['A=1 > x', [['bash-statement', 'A=1 > x']]],
    ['A=1 <<X\nX\n', [['bash-statement', 'A=1 <<X']]],
    ['source ./x', [['bash-command', 'source']]],
    ['unset A', [['bash-command', 'unset']]],
    ['set -a', [['bash-command', 'set']]],
    ['eval A=1', [['bash-command', 'eval']]],
    ['export -n A', [['bash-command', 'export']]],
    ['export', [['bash-command', 'export']]],
    ['A=1 export B=2', [['unquoted-blank', 'export']]],
    ['A=node server.js', [['unquoted-blank', 'server.js']]],
    ['KEY = value', [['spaced-assignment', 'KEY = value']]],
    ['KEY =value', [['spaced-assignment', 'KEY =value']]],
    ['KEY= a value', [['spaced-assignment', 'KEY= a value']]],
    ['export KEY = value', [['spaced-assignment', 'export KEY = value']]],
    ['KEY: value', [['colon-assignment', 'KEY: value']]],
    ['MY-KEY=1', [['invalid-name', 'MY-KEY']]],
    ['1A=1', [['invalid-name', '1A']]],
    ['export my.key=1', [['invalid-name', 'my.key']]],
    ['A[0]=1', [['array-index', 'A[0]=1']]],
    ['A=([0]=1)', [['array-index', '[0]=1']]],
    ['A=(1)\nB="${A[@]}"', [['array-in-string', '${A[@]}']]],
    [
      'A=(*.c {1,2})',
      [
        ['glob', '*.c'],
        ['brace-expansion', '{1,2}'],
      ],
    ],
    ["A='*' B=($A)", [['glob', '$A']]],
    ['A=@(a|b)', [['extended-glob', '@(a|b)']]],
    ['A=(1 2)b', [['bash-syntax', '(1 2)b']]],
    ['A=(1)#$(date)', [['bash-syntax', 'A=(1)#$(date)']]],
    ['A="x', [['bash-syntax', '"']]],
    [
      'A=$unset\nB="x',
      [
        ['unset-variable', '$unset'],
        ['bash-syntax', '"'],
      ],
    ],
    ['export A B=1', [['exported-without-value', 'A']]],
    ['A=${B:?set B in the environment}', [['required-variable', '${B:?set B in the environment}']]],
    ['A=${HOME:-$(x)}', [['command-substitution', '$(x)']]],
    ['A=${HOME:-$unset}', []],
  ])('%j', (text, expected) => {
    expect(complaints(text)).toEqual(expected);
  });

  test('an unset variable names the nearest known one', () => {
    const [problem] = evaluate('A=$TETRA_DIRR').diagnostics;
    expect(problem?.data).toEqual({ name: 'TETRA_DIRR', nearest: 'TETRA_DIR' });
  });

  test('the fix of an assignment is complete', () => {
    const fixes = ['KEY = a b', 'A=node "x y"', 'K: "it\'s" "x"'].map(
      (text) => evaluate(text).diagnostics.map(({ data }) => (data as { fix?: string }).fix)[0],
    );
    expect(fixes).toEqual([
      'KEY="a b"',
      `A='node "x y"'`,
      'K="…" with a backslash before each " $ \\ and backtick',
    ]);
  });
});

describe('texts that are no text', () => {
  test.each([
    ['A=1\0', ['nul-character']],
    ['A=1\r\nB=2\r\n', ['carriage-return']],
    ['\uFEFFA=1\r\n', ['byte-order-mark', 'carriage-return']],
    ['A=\ud800', ['invalid-character']],
    ['A=\u007f', ['invalid-character']],
    ['A=\uFDD0', ['invalid-character']],
    ["A=$'\\uFDD0'", ['unreadable-escape']],
    [`A=${'é'.repeat(MAX_BYTES / 2)}`, ['file-too-large']],
  ])('%#', (text, codes) => {
    expect(evaluate(text).diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  test.each([
    ['expansions', '${a:-', '}'],
    ['quoted expansions', '"${a:-', '}"'],
    ['substitutions', '$(', ')'],
    ['backticks and quotes', '"`', '`"'],
    ['arithmetic', '$((', '))'],
    ['patterns', '@(', ')'],
  ])('%s nested a hundred thousand deep are refused', (_, open, close) => {
    const { value, diagnostics } = evaluate(`A=${open.repeat(100_000)}${close.repeat(100_000)}`);
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test('braces nested a hundred thousand deep are text, or refused', () => {
    expect(() => evaluate(`A=${'{a,'.repeat(100_000)}${'}'.repeat(100_000)}`)).not.toThrow();
  });

  test.each([
    ['a value that doubles', `A=ha\n${'A="$A$A"\n'.repeat(60)}`],
    ['a list that doubles', `A=(ha)\n${'A=("${A[@]}" "${A[@]}")\n'.repeat(60)}`],
    ['a value that is appended to itself', `A=ha\n${'A+=$A\n'.repeat(60)}`],
    ['each made from the one before', `A0=x\n${lines(8000, (i) => `A${i + 1}=$A${i}\n`)}`],
    [
      'one made from many, many times',
      `${lines(3000, (i) => `A${i}=x\n`)}B="${lines(3000, (i) => `$A${i} `)}"\n${lines(3000, (i) => `C${i}=$B\n`)}`,
    ],
  ])('%s is refused before it fills the memory', (_, text) => {
    const { value, diagnostics } = evaluate(text);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['too-much-work']);
  });

  test('a file of the largest size is read', () => {
    const text = `A="${'$HOME '.repeat(100_000)}"\n${'B=1 # c\n'.repeat(40_000)}`;
    expect(evaluate(text).value?.get('B')?.value).toBe('1');
  });
});

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}
