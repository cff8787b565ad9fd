import { describe, expect, test } from 'vitest';
import { lastWords } from '../../src/doctor/last-words.ts';
import { orderFindings } from '../../src/doctor/order.ts';
import type { Raw } from '../../src/doctor/raw.ts';
import { redact } from '../../src/service/redact.ts';

const said = (text: string, ...values: readonly string[]): string | undefined =>
  lastWords(text.split('\n'), { values, redact });

describe('the line that says why', () => {
  test.each([
    [
      'Node, with its stack behind the error',
      `starting
/opt/shop/server.js:3
    throw new Error('x');
    ^

Error: listen EADDRINUSE: address already in use :::8080
    at Server.setupListenHandle [as _listen2] (node:net:1908:16)
Emitted 'error' event on Server instance at:
    at emitErrorNT (node:net:1887:8) {
  code: 'EADDRINUSE',
}

Node.js v20.19.5`,
      'Error: listen EADDRINUSE: address already in use :::8080',
    ],
    [
      'Python, with its stack before it',
      'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n    main()\nValueError: no price',
      'ValueError: no price',
    ],
    [
      'Go, which dumps its threads',
      'panic: no price\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:4 +0x25\nexit status 2',
      'panic: no price',
    ],
    [
      'npm, which adds where it keeps a log',
      'Error: no price\nnpm error code 1\nnpm error path /opt/shop\nnpm error A complete log of this run can be found in: /x',
      'Error: no price',
    ],
    [
      'the health check, whose words stand in the same journal',
      'listening on 3000\nhealth check failed: curl: (7) Failed to connect to 127.0.0.1 port 8080',
      'health check failed: curl: (7) Failed to connect to 127.0.0.1 port 8080',
    ],
    ['no line that reads like an error', 'one\nprices.json is empty\n\n', 'prices.json is empty'],
    ['what journalctl could not print', 'Error: one\n[4.2K blob data]', 'Error: one'],
  ])('%s', (_, text, line) => {
    expect(said(text)).toBe(line);
  });

  test('nothing, of a service that said nothing', () => {
    expect(said('')).toBeUndefined();
    expect(said('    at nowhere\n')).toBeUndefined();
  });
});

describe('as it may be shown', () => {
  test('no value of a secret, as it is, in a URL or in JSON, and not the shorter of two within the longer', () => {
    const line = 'Error: bad token heron-at-the-lake for heron, a%2Fb%26c and "x\\"y"';
    expect(said(line, 'heron', 'heron-at-the-lake', 'a/b&c', 'x"y')).toBe(
      'Error: bad token *** for ***, *** and "***"',
    );
    expect(said('Error: cannot read line-two', 'line-one\nline-two\n')).toBe('Error: cannot read ***');
  });

  test('what looks like a secret is covered, though nobody told of it', () => {
    expect(said('Error: password=hunter2-hunter2 was refused')).not.toContain('hunter2');
    expect(said('Error: cannot reach postgres://shop:otter-pond@db/shop')).not.toContain('otter-pond');
  });

  test('control characters are written out, and a long line is cut behind what was covered', () => {
    expect(said('Error: \u001B[2Jgone\u202E')).toBe('Error: \\x1b[2Jgone\\u202e');
    const long = said(`Error: ${'a '.repeat(74)}heron-at-the-lake and more`, 'heron-at-the-lake');
    expect([...(long ?? '')]).toHaveLength(160);
    expect(long).toMatch(/…$/);
    expect(long).not.toContain('her');
  });
});

test('what failed alike is told once only where it said the same', () => {
  const failed = (unit: string, words: string): Raw => ({
    code: 'failed',
    environment: 'live',
    units: [unit],
    what: 'failed: it exited with status 1',
    said: words,
    steps: [],
  });
  const all = [failed('a', 'Error: one'), failed('b', 'Error: two'), failed('c', 'Error: one')];
  expect(orderFindings(all).map(({ raw }) => [raw.units, raw.said])).toEqual([
    [['a', 'c'], 'Error: one'],
    [['b'], 'Error: two'],
  ]);
});
