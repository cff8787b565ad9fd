import { execa } from 'execa';
import { cp, mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RevisionReport } from '../../src/compare/report.ts';
import type { StoredBundle } from '../../src/install/store.ts';
import { invoke } from '../commands/invoke.ts';
import { bundleOf } from './bundles.ts';

let top: string;

beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'tsm-diff-')));
  await git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rm(top, { recursive: true, force: true }));

async function git(...args: readonly string[]): Promise<string> {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  return (await execa('git', [...identity, ...args], { cwd: top })).stdout;
}

async function put(folder: string, { files }: StoredBundle): Promise<void> {
  await rm(join(top, folder), { recursive: true, force: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(top, folder, path)), { recursive: true });
    await writeFile(join(top, folder, path), text);
  }
}

async function commit(): Promise<void> {
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message=x');
}

const caller = {
  uid: 1000,
  sudoUid: undefined,
  home: '/nowhere',
  runtime: '/nowhere',
  pid: 1,
  command: ['tsm'],
};
const tsm = (line: string) => invoke(line, top, { caller });

async function report(line: string): Promise<Record<string, readonly string[]>> {
  const { out, err } = await tsm(`${line} --json`);
  expect(err).toBe('');
  const { bundles } = JSON.parse(out) as RevisionReport;
  const shown = bundles.map(({ environment, status, units }) => {
    const done = units
      .filter(({ verdict }) => verdict !== 'nothing')
      .map(({ unit, verdict }) => `${verdict} ${unit}`);
    return [environment, [status, ...done]] as const;
  });
  return Object.fromEntries(shown);
}

const nice = (value: number): StoredBundle => bundleOf({ api: { lines: [`Nice=${value}`] } });
const restarted = ['changed', 'restart shop-dev-api.service'];

describe('two revisions', () => {
  test('a revision with the working tree, committed or not; git sees nothing of it', async () => {
    await put('systemd/dev', nice(1));
    await commit();
    expect(await report('tsm diff --base HEAD')).toEqual({ dev: ['same'] });
    await put('systemd/dev', nice(2));
    const before = await git('status', '--porcelain');
    expect(await report('tsm diff --base HEAD')).toEqual({ dev: restarted });
    await git('add', '--all');
    expect(await report('tsm diff --base main')).toEqual({ dev: restarted });
    expect(before).toContain(' M systemd/dev/shop-dev-api.service');
    expect((await tsm('tsm diff --base HEAD --exit-code')).code).toBe(3);
    expect((await tsm('tsm diff --base HEAD')).code).toBe(0);
  });

  test('two dots compare two states, three begin where they parted', async () => {
    await put('systemd/dev', nice(1));
    await commit();
    await git('switch', '--quiet', '--create', 'branch');
    await put('systemd/dev', nice(2));
    await commit();
    await git('switch', '--quiet', 'main');
    await put('systemd/dev', bundleOf({ api: { lines: ['Nice=1'] }, web: {} }));
    await commit();
    await git('switch', '--quiet', 'branch');
    expect(await report('tsm diff --base main...branch')).toEqual({ dev: restarted });
    expect(await report('tsm diff --base main...')).toEqual({ dev: restarted });
    expect(await report('tsm diff --base main..branch')).toEqual({
      dev: [...restarted, 'stop shop-dev-web.service'],
    });
    expect(await report('tsm diff --base branch..main')).toEqual({
      dev: [...restarted, 'start shop-dev-web.service'],
    });
  });

  test('a bundle is new, or removed; another is asked for by name', async () => {
    const eu = bundleOf({ api: {} }, { environment: 'eu', base: 'shop-eu', aliases: ['europe'] });
    await put('systemd/dev', nice(1));
    await commit();
    await rm(join(top, 'systemd/dev'), { recursive: true });
    await put('systemd/eu', eu);
    expect(await report('tsm diff --base HEAD')).toEqual({
      dev: ['removed'],
      eu: ['new', 'start shop-eu-api.service', 'update shop-eu.slice', 'update shop-eu.target'],
    });
    expect(Object.keys(await report('tsm diff --base HEAD @europe'))).toEqual(['eu']);
    const { code, err } = await tsm('tsm diff --base HEAD @us');
    expect([code, err]).toEqual([1, expect.stringContaining('there is no bundle of @us here')]);
  });

  test('a bundle that moved is compared with itself', async () => {
    await put('systemd/dev', nice(1));
    await commit();
    await mkdir(join(top, 'deploy'));
    await rename(join(top, 'systemd/dev'), join(top, 'deploy/development'));
    expect(await report('tsm diff --base HEAD')).toEqual({ dev: ['same'] });
    const { out } = await tsm('tsm diff --base HEAD');
    expect(out).toContain('@dev  deploy/development (was systemd/dev): the same');
  });

  test('a project in a subfolder, seen from below it; others are not meant', async () => {
    await put('apps/shop/systemd/dev', nice(1));
    await put('apps/other/systemd/dev', bundleOf({ api: {} }, { id: 'other' }));
    await mkdir(join(top, 'apps/shop/src'));
    await writeFile(join(top, 'apps/shop/src/x'), '');
    await commit();
    await put('apps/shop/systemd/dev', nice(2));
    expect(await report('cd apps/shop/src && tsm diff --base HEAD')).toEqual({ dev: restarted });
  });

  test('names with blanks, quotes and letters of all languages', async () => {
    await put('größe "a\tb"/systemd/dev', nice(1));
    await commit();
    await put('größe "a\tb"/systemd/dev', nice(2));
    expect(await report('tsm diff --base HEAD')).toEqual({ dev: restarted });
  });

  test('the place in the sources, when the config compiles', async () => {
    const fixture = join(import.meta.dirname, '../fixtures/bundles/limits');
    await cp(join(fixture, 'input'), top, { recursive: true });
    await tsm('tsm generate');
    await commit();
    const config = join(top, 'tsm.config.ts');
    const text = await readFile(config, 'utf8');
    const changed = text.replace(/memoryMax: '\w+'/, "memoryMax: '3G'");
    expect(changed).not.toBe(text);
    await writeFile(config, changed);
    await tsm('tsm generate');
    const { out } = await tsm('tsm diff --base HEAD');
    expect(out).toMatch(/MemoryMax=  tsm\.config\.ts:\d+\n/);
    await writeFile(config, 'export default {');
    expect((await tsm('tsm diff --base HEAD')).out).toMatch(/MemoryMax=\n/);
  });
});

describe('what cannot be compared', () => {
  test.each([
    ['tsm diff --base nope', 'there is no revision nope in this repository'],
    ['tsm diff --base=--all', 'there is no revision --all in this repository'],
    ['tsm diff --base HEAD..nope', 'there is no revision nope in this repository'],
    ['tsm diff --base HEAD', 'neither HEAD nor working tree has a bundle here'],
  ])('%s', async (line, said) => {
    await commit();
    const { code, err } = await tsm(line);
    expect([code, err]).toEqual([1, expect.stringContaining(said)]);
  });

  test('no repository', async () => {
    await rm(join(top, '.git'), { recursive: true });
    const { code, err } = await tsm('tsm diff --base HEAD');
    expect([code, err]).toEqual([1, expect.stringContaining('not a git repository')]);
  });

  test('a merge conflict in a manifest', async () => {
    await put('systemd/dev', nice(1));
    await commit();
    await writeFile(join(top, 'systemd/dev/tsm.json'), '<<<<<<< HEAD\n');
    const { code, err } = await tsm('tsm diff --base HEAD');
    expect([code, err]).toEqual([1, expect.stringContaining('systemd/dev/tsm.json cannot be read')]);
  });

  test('a shallow clone says how to get the rest', async () => {
    await put('systemd/dev', nice(1));
    await commit();
    await commit();
    const clone = join(top, 'clone');
    await execa('git', ['clone', '--quiet', '--depth=1', `file://${top}`, clone]);
    const { err } = await invoke('cd clone && tsm diff --base HEAD~1', top, { caller });
    expect(err).toContain('fetch-depth: 0');
  });

  test.each(['tsm diff --markdown', 'tsm diff --base HEAD --markdown --json'])(
    '%s is wrong usage',
    async (line) => {
      expect((await tsm(line)).code).toBe(2);
    },
  );
});

describe('without a revision', () => {
  test('sources and bundle, where nothing is installed', async () => {
    const fixture = join(import.meta.dirname, '../fixtures/bundles/limits');
    await cp(join(fixture, 'input'), top, { recursive: true });
    const before = await tsm('tsm diff --exit-code');
    expect([before.code, before.out]).toEqual([
      3,
      expect.stringContaining('there is no bundle yet\n      tsm generate @'),
    ]);
    await tsm('tsm generate');
    expect(await tsm('tsm diff --exit-code')).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing differs'),
    });
  });

  test('a config that is wrong is said, and the rest is compared', async () => {
    await put('systemd/dev', nice(1));
    await writeFile(join(top, 'tsm.config.ts'), 'export default {');
    const { code, out, err } = await tsm('tsm diff');
    expect(code).toBe(1);
    expect(out).toContain('@dev  systemd/dev, not installed on this host');
    expect(err).toContain('error [');
  });

  test('nothing at all', async () => {
    const { code, err } = await tsm('tsm diff');
    expect([code, err]).toEqual([1, expect.stringContaining('there is nothing to compare')]);
  });
});
