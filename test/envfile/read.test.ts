import { expect, test } from 'vitest';
import { readEnvFile } from '../../src/envfile/read.ts';
import type { Scope } from '../../src/tsmfile/variable.ts';

const scope: Scope = {
  variables: new Map([['HOME', { value: '/root' }]]),
  pinned: new Map(),
  directory: '/srv/app/env',
};
const read = (text: string) => readEnvFile({ file: 'dev.env', text }, scope);

test('every assignment counts, exported or not; the last one wins in its first place', () => {
  const { value } = read('#!/bin/bash\nexport A=1\nB="$A $HOME"\nA=2\n');
  expect(value?.map((entry) => [entry.name, entry.value, [...entry.uses].toSorted()])).toEqual([
    ['A', '2', []],
    ['B', '1 /root', ['A', 'HOME']],
  ]);
  expect(value?.[0]?.at).toEqual({ file: 'dev.env', start: 36, end: 39 });
});

test('an array has no place in an environment', () => {
  const { value, diagnostics } = read('A=(1 2)\nB=1');
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([
    { code: 'env-file-array', data: { name: 'A' }, at: { start: 0, end: 7 } },
  ]);
});

test.each([
  ['KEY = value', 'spaced-assignment'],
  ['KEY: value', 'colon-assignment'],
  ['A=b c', 'unquoted-blank'],
  ['MY-KEY=1', 'invalid-name'],
])('what dotenv takes and bash does not, %s, is %s', (text, code) => {
  expect(read(text).diagnostics.map((problem) => problem.code)).toEqual([code]);
});
