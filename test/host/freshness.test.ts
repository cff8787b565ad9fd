import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { newerThanProcess, newestFiles } from '../../src/host/freshness.ts';
import { unitState } from './fake-manager.ts';
import { installShop, shopBundle } from './shop.ts';

const NOW = 1_800_000_000_000;

/** Which file is said to be newer than a service with this command, of all that lie in its directory, some of them `old`. */
function said(
  command: string,
  newer: readonly string[],
  {
    other = '/bin/true',
    old = {},
  }: { readonly other?: string; readonly old?: Readonly<Record<string, string>> } = {},
): string | undefined {
  const { home } = installShop();
  const root = join(home, 'app');
  const all = { ...ENTRIES, ...old, ...Object.fromEntries(newer.map((path) => [path, ''])) };
  for (const [path, text] of Object.entries(all))
    put(join(root, path), text, newer.includes(path) ? NOW : LONG_AGO);
  const bundle = shopBundle();
  const manifest = { ...bundle.manifest, root };
  const unit = (line: string): string =>
    `[Service]\nExecStart=${line.replaceAll('ROOT', root)}\nWorkingDirectory=${root}\n`;
  const files = new Map([
    ...bundle.files,
    ['tsm.json', JSON.stringify(manifest)],
    ['shop-web.service', unit(command)],
    ['shop.service', unit(other)],
  ]);
  const { paths } = installShop({ manifest, files });
  const state = unitState('shop-web.service', {
    activeState: 'active',
    mainPid: 1,
    mainStartedAt: NOW - 60_000,
  });
  const units = new Map([['shop-web.service', state]]);
  const found = newerThanProcess(newestFiles(paths, manifest, home), { units });
  return found.get('shop-web.service')?.path.replace(`${root}/`, '');
}

const LONG_AGO = NOW - 86_400_000;

/** What services are started with, from long ago unless a test says otherwise. */
const ENTRIES = {
  'server.js': '',
  'dist/server.js': '',
  'scripts/worker.js': '',
  'bin/server': '',
  'run.sh': '',
};

function put(path: string, text: string, modified: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: path.endsWith('server') ? 0o755 : 0o644 });
  utimesSync(path, new Date(modified), new Date(modified));
}

const NODE = '/usr/bin/env node server.js';

test.each<[string, string, string]>([
  ['what Node is started with', NODE, 'server.js'],
  ['a module beside it', NODE, 'routes/prices.js'],
  ['a compiled module', NODE, 'lib/fast.node'],
  ['packages that were installed anew', NODE, 'package-lock.json'],
  ['packages, where what is run is built', '/usr/bin/env node dist/server.js', 'package-lock.json'],
  ['what was built', '/usr/bin/env node dist/server.js', 'dist/routes/prices.js'],
  ['an entry in a folder that is not looked in', '/usr/bin/env node scripts/worker.js', 'scripts/worker.js'],
  ['a module beside such an entry', '/usr/bin/env node scripts/worker.js', 'scripts/lib/prices.js'],
  ['sources, where npm starts it', '/usr/bin/env npm start', 'src/server.ts'],
  ['a module of Python', '/usr/bin/env python3 -m shop.web', 'shop/web.py'],
  ['a server of Python from its own packages', 'ROOT/venv/bin/gunicorn shop:app', 'shop.py'],
  ['a program of its own', 'ROOT/bin/server --port 8080', 'bin/server'],
  ['a script, and what it is named by', '/bin/bash ROOT/run.sh', 'run.sh'],
  ['what a command in a shell runs', '/bin/bash -c "cd . && exec node server.js"', 'server.js'],
  ['settings that the command names', '/usr/bin/env node server.js --config=app.toml', 'app.toml'],
])('newer than the process: %s', (_, command, path) => {
  expect(said(command, [path])).toBe(path);
});

test.each<[string, string, string]>([
  ['regression: a script that lies beside it', NODE, 'move.sh'],
  ['a text that lies beside it', NODE, 'README.md'],
  ['code in another language', NODE, 'report.py'],
  ['a script that people run', NODE, 'scripts/seed.js'],
  ['settings of a tool', NODE, 'vitest.config.js'],
  ['the config of tsm', NODE, 'tsm.config.js'],
  ['a test', NODE, 'routes/prices.test.js'],
  ['sources of what is built', '/usr/bin/env node dist/server.js', 'src/server.js'],
  ['sources that Node is not started with', NODE, 'src/server.ts'],
  ['a page, which is read when it is asked for', NODE, 'views/index.html'],
  ['settings that nobody names', NODE, 'compose.yaml'],
  ['a log that the command names', '/usr/bin/env node server.js --log=ROOT/shop.log', 'shop.log'],
  ['code beside a program of its own', 'ROOT/bin/server', 'tool.js'],
  ['code beside a script', '/bin/bash ROOT/run.sh', 'tool.sh'],
])('no reason for a restart: %s', (_, command, path) => {
  expect(said(command, [path])).toBeUndefined();
});

test('regression: the entry of another service in the same folder was said of this one', () => {
  const worker = '/usr/bin/env node worker.js';
  expect(said(NODE, ['worker.js'], { other: worker })).toBeUndefined();
  expect(said(worker, ['worker.js'], { other: NODE })).toBe('worker.js');
  expect(said(worker, ['worker.js'], { other: worker })).toBe('worker.js');
});

test.each([
  ['by its ending', '/bin/bash ROOT/run.sh', { 'run.sh': 'cd .\nexec node server.js\n' }, 'routes/prices.js'],
  [
    'by its first line',
    'ROOT/bin/server',
    { 'bin/server': '#!/bin/sh\nexec node server.js\n' },
    'routes/prices.js',
  ],
  ['not by a comment', '/bin/bash ROOT/run.sh', { 'run.sh': '# node server.js\nsleep 9\n' }, undefined],
])('what a script for a shell starts is known %s', (_, command, old, path) => {
  expect(said(command, ['routes/prices.js'], { old })).toBe(path);
});

test('a program with the name of its interpreter in the first line', () => {
  const old = { 'bin/server': '#!/usr/bin/env python3\n' };
  expect(said('ROOT/bin/server', ['shop/web.py'], { old })).toBe('shop/web.py');
  expect(said('ROOT/bin/server', ['shop/web.js'], { old })).toBeUndefined();
});
