import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateTsmFile } from '../../src/tsmfile/evaluate.ts';
import { readPlain } from '../../src/tsmfile/plain.ts';
import { runs } from '../unit/arbitrary.ts';

const pinned = new Map([['TSM_PORT', '4000']]);
const scope = { variables: new Map([['HOME', { value: '/root' }]]), pinned, directory: '/srv/app' };
const evaluate = (text: string) => evaluateTsmFile([{ file: 'a.tsm', text }], scope);

/** A last line that is not plain, so that the parser reads the whole file. */
const PARSED = '\nREST+=x';

function held(text: string): void {
  if (readPlain(text) === undefined) return;
  const plain = evaluate(text);
  const parsed = evaluate(text + PARSED);
  const withoutRest = [...(parsed.value ?? [])].filter(([name]) => name !== 'REST');
  expect(plain.diagnostics).toEqual(parsed.diagnostics);
  expect([...(plain.value ?? [])]).toEqual(withoutRest);
}

const words = [
  ...'A=\'"# \t\n\n;~{}*?[]()<>|&!$`\\/.:,@%+-_é\v\f\u00a0',
  'export ',
  'NAME=',
  'TSM_PORT=',
  'TSM_COMMAND=',
  'UID=',
  '"node a.js"',
  "'it is'",
  'x\ny=',
  '# text\n',
  '\nB=',
  'if ',
];
const files = fc.array(fc.constantFrom(...words), { maxLength: 24 }).map((parts) => parts.join(''));
const plainLines = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '  ', '\t', 'export ', ' export \t', '#'),
      fc.constantFrom('A', 'TSM_COMMAND', 'TSM_PORT', '_b1', 'PATH'),
      fc.constantFrom('', 'x', '"a b"', "'$x `y` \\'", '"é # ~ ! {a,b}"', 'a/b:c,d@e%f+g-h', "''", '"', 'a~'),
      fc.constantFrom('', ' ', '\t# why', ' #', '#', ';'),
    ),
    { maxLength: 6 },
  )
  .map((lines) => lines.map(([head, name, value, tail]) => `${head}${name}=${value}${tail}`).join('\n'));

test('what is read without a parser is what the parser reads', () => {
  fc.assert(fc.property(files, held), runs);
  fc.assert(fc.property(plainLines, held), runs);
});

test('most service files are plain', () => {
  const text =
    '#!/usr/bin/env bash\n# web\nTSM_COMMAND="node web.js" # it serves\n\nexport NODE_ENV=production\n';
  expect(readPlain(text)?.map(({ name, value, exports }) => [name, value, exports])).toEqual([
    ['TSM_COMMAND', 'node web.js', false],
    ['NODE_ENV', 'production', true],
  ]);
  held(text);
});

test.each([
  'A=$B',
  'A="${B}"',
  'A=b c',
  'A=~',
  'A=b;C=d',
  'A=(b)',
  'A+=b',
  'export A',
  'A="b\nc"',
  'A=b\\\nc',
  'echo',
  'A="x"#y',
  'if',
])('%j is left to the parser', (text) => expect(readPlain(text)).toBeUndefined());
