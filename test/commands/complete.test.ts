import { execa } from 'execa';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { complete } from '../../src/commands/complete.ts';
import { withCopy } from '../fixtures/fixture.ts';

const repository = resolve(import.meta.dirname, '../..');

/** What is offered in the sample project; a line that ends with a blank asks for a new word. */
const offered = (line: string, cwd = repository, home?: string): readonly string[] =>
  complete(line.split(' ').slice(1), cwd, home)
    .split('\n')
    .filter(Boolean)
    .map((one) => one.split('\t')[0] ?? '');

test.each<readonly [string, readonly string[]]>([
  ['tsm st', ['start', 'stop', 'status']],
  ['tsm --v', ['--version']],
  ['tsm daemon re', ['restart']],
  ['tsm help dae', ['daemon']],
  ['tsm @d', ['@dev']],
  ['tsm start a', ['api']],
  ['tsm start @dev api @', ['@dev', '@production', '@prod']],
  ['tsm schema @', []],
  ['tsm schema check', ['check', 'check-env-files']],
  ['tsm import --as p', ['procfile', 'pm2']],
  ['tsm new environment --hardening st', ['strict']],
  ['tsm new environment --like p', ['production']],
  ['tsm help new ', ['service', 'environment']],
  ['tsm help new service ', []],
  ['tsm new service @', []],
  ['tsm logs api 10 --si', ['--since']],
  ['tsm logs --since ', []],
  ['tsm logs -n ', []],
  ['tsm install sys', ['systemd/dev', 'systemd/production', ':folders']],
  ['tsm install --restart=api,wo', ['--restart=api,worker']],
  ['tsm secrets s', ['set']],
  ['tsm status -- ', []],
  ['tsm nothing ', []],
])('%s', (line, expected) => {
  expect(offered(line)).toEqual(expected);
});

test('one environment is offered where a verb takes one, more where it takes more', () => {
  expect(offered('tsm start @dev ')).not.toContain('@production');
  expect(offered('tsm generate @dev ')).toContain('@production');
});

test('what is installed is offered anywhere, by base too, with the generations that are kept', async () => {
  await withCopy(join(repository, 'test/fixtures/project'), async (home) => {
    const store = join(home, '.config/tsm/shop');
    await mkdir(join(store, 'current'), { recursive: true });
    await mkdir(join(store, 'generations/7'), { recursive: true });
    const units = { 'shop-api.service': { service: 'api' }, 'bad.service': { service: 'a\u001b[31m\nb' } };
    const manifest = { environment: 'live', aliases: [], base: 'shop', units };
    await writeFile(join(store, 'current/tsm.json'), JSON.stringify(manifest));
    expect(offered('tsm start @', '/', home)).toEqual(['@live', '@shop']);
    expect(offered('tsm start ', '/', home)).toEqual(['api', '@live', '@shop']);
    expect(offered('tsm rollback 7', '/', home)).toEqual(['7']);
    await writeFile(join(store, 'current/tsm.json'), '<<<<<<< HEAD');
    expect(offered('tsm start ', '/', home)).toEqual([]);
  });
});

test('neither commander nor a schema library is loaded at a press of a key', async () => {
  const trace = join(repository, 'dist/main.cjs');
  const { stdout, stderr } = await execa('node', [trace, '--complete', 'start', '@d'], {
    cwd: repository,
    env: { NODE_DEBUG: 'esm' },
  });
  expect(stdout).toBe('@dev\tsystemd/dev');
  expect(stderr).not.toMatch(/node_modules\/(?:commander|zod|ejs|cosmiconfig)/);
});

test('regression: bash offered the word that asks it for folders', async () => {
  await withCopy(join(repository, 'test/fixtures/project'), async (copy) => {
    await mkdir(join(copy, 'bin'));
    await writeFile(join(copy, 'bin/tsm'), '#!/bin/sh\nprintf "systemd/dev\\t@dev\\n:folders\\n@dev\\n"\n', {
      mode: 0o755,
    });
    const script = `source ${join(repository, 'templates/completion/tsm.bash')}
      COMP_LINE='tsm install '; COMP_POINT=12; _tsm; echo "\${COMPREPLY[*]}"`;
    const { stdout } = await execa('bash', ['-c', script], {
      env: { PATH: `${join(copy, 'bin')}:${process.env['PATH']}` },
    });
    expect(stdout).toBe('systemd/dev @dev');
  });
});
