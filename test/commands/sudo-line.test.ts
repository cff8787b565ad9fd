import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sudoLine } from '../../src/commands/sudo-line.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsm-sudo-'));
  for (const name of ['lib', 'bin', 'sbin', 'home']) mkdirSync(join(folder, name));
  for (const name of ['lib/main.cjs', 'bin/node', 'home/node']) put(name, '#!/usr/bin/env node\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o755);
};

/** What is printed to a caller who runs `lib/main.cjs` by that node, without the folder of this test. */
const line = (node = 'bin/node', words = ['doctor'], hasSudo = true): string =>
  sudoLine(
    {
      uid: 1000,
      sudoUid: undefined,
      home: '/nonexistent',
      runtime: '/nonexistent',
      pid: 1,
      command: [join(folder, node), join(folder, 'lib/main.cjs'), ...words],
    },
    [join(folder, 'sbin'), join(folder, 'bin')],
    hasSudo,
  ).replaceAll(`${folder}/`, '');

test('regression: what sudo finds by its name was printed with two whole paths', () => {
  symlinkSync('../lib/main.cjs', join(folder, 'bin/tsm'));
  expect(line()).toBe('sudo tsm doctor');
  expect(line('bin/node', ['logs', 'a b'])).toBe("sudo tsm logs 'a b'");
});

test('a regression: sudo was named where there is none', () => {
  symlinkSync('../lib/main.cjs', join(folder, 'bin/tsm'));
  expect(line('bin/node', ['install', '@dev'], false)).toBe("su -c 'tsm install @dev'");
});

test('a short script that runs it counts, too', () => {
  put('bin/tsm', `#!/bin/sh\nexec node ${join(folder, 'lib/main.cjs')} "$@"\n`);
  expect(line()).toBe('sudo tsm doctor');
});

test('where sudo finds none, another, or another node, the paths are what works', () => {
  const paths = (node: string): string => `sudo ${node} lib/main.cjs doctor`;
  expect(line()).toBe(paths('bin/node'));
  symlinkSync('../lib/main.cjs', join(folder, 'bin/tsm'));
  expect(line('home/node')).toBe(paths('home/node'));
  // The first in the path is the one that is run.
  put('sbin/tsm', '#!/bin/sh\nexec something-else\n');
  expect(line()).toBe(paths('bin/node'));
});

test('a file of that name that cannot be run is passed over, as sudo does', () => {
  symlinkSync('../lib/main.cjs', join(folder, 'bin/tsm'));
  writeFileSync(join(folder, 'sbin/tsm'), '');
  mkdirSync(join(folder, 'sbin/node'));
  expect(line()).toBe('sudo tsm doctor');
});
