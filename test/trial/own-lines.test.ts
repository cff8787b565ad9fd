import { describe, expect, test } from 'vitest';
import { ownLines } from '../../src/trial/own-lines.ts';

const by = (who: string, text: string): readonly string[] =>
  text.split('\n').map((line) => `Nov 25 09:00:01 web1 ${who}[41]: ${line}`);
const systemd = (text: string): readonly string[] => by('systemd', text);
const bare = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace(/^.*?\[41\]: /, ''));

describe('the lines of a log that are shown', () => {
  test('a regression: the error of Node was cut off, and the end of its stack and systemd were shown', () => {
    const stack = Array.from({ length: 9 }, (_, at) => `    at frame${at} (node:internal/modules/cjs/loader:${at})`);
    const lines = [
      ...systemd('Starting shop-web.service - web...\nStarted shop-web.service - web.'),
      ...by('env', ['node:internal/modules/cjs/loader:1228', '  throw err;', '  ^', '', "Error: Cannot find module 'express'", ...stack, 'Node.js v20.19.5'].join('\n')),
      ...systemd('shop-web.service: Main process exited, code=exited, status=1/FAILURE\na\nb\nc\nd\ne'),
    ];
    expect(bare(ownLines(lines))).toEqual([
      'node:internal/modules/cjs/loader:1228',
      '  throw err;',
      '  ^',
      '',
      "Error: Cannot find module 'express'",
      ...stack.slice(0, 5),
      'Node.js v20.19.5',
    ]);
  });

  test('an error behind a long stack of Python', () => {
    const frames = Array.from({ length: 60 }, (_, at) => `  File "a.py", line ${at}, in main`).join('\n');
    const lines = by('python3', `Traceback (most recent call last):\n${frames}\nValueError: no price`);
    expect(bare(ownLines(lines)).at(0)).toBe('Traceback (most recent call last):');
    expect(bare(ownLines(lines)).at(-1)).toBe('ValueError: no price');
  });

  test('a program that could not be run: its child of systemd says why, in its name', () => {
    const child = by('(run.sh)', 'shop-web.service: Failed at step EXEC spawning /srv/shop/run.sh: Permission denied');
    expect(ownLines([...systemd('Starting'), ...child, ...systemd('Failed')])).toEqual(child);
  });

  test('systemd’s lines, where no program said anything', () => {
    expect(ownLines(systemd('Starting\nStarted'))).toEqual(systemd('Starting\nStarted'));
  });

  test('a name with a colon in it, and the last forty', () => {
    const lines = by('a:b', Array.from({ length: 50 }, (_, at) => `line ${at}`).join('\n'));
    expect(bare(ownLines(lines))).toEqual(Array.from({ length: 40 }, (_, at) => `line ${at + 10}`));
  });
}); // prettier-ignore
