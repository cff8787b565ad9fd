import { existsSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataDirectories, removeData } from '../../src/install/service-data.ts';
import { hostPaths } from '../../src/install/paths.ts';
import { readPending } from '../../src/install/store.ts';
import { uninstall } from '../../src/install/uninstall.ts';
import type { ServiceManager } from '../../src/systemd/service-manager.ts';
import { fakeManager, running } from '../host/fake-manager.ts';
import { bundleOf } from './bundles.ts';
import { namesIn, userHost } from './user-host.ts';

const KEEPS = bundleOf({ web: { service: ['StateDirectory=shop shop-x/deep', 'CacheDirectory=shop'] } });
const failed = async (): Promise<{ ok: boolean; message: string }> => ({ ok: false, message: 'no bus' });
const take = (
  paths: Parameters<typeof uninstall>[0]['paths'],
  purge: boolean,
  more: Partial<ServiceManager> = {},
) => {
  const { manager } = fakeManager([running('shop-web.service')]);
  return uninstall({ paths, manager: { ...manager, ...more }, purge, onAction: () => {} });
};

function installed() {
  const host = userHost();
  const paths = host.install('shop', KEEPS);
  host.put('.config/tsm/shop/secrets/shop-web.env', 'A=b');
  const data = ['.local/state/shop/a', '.local/state/shop-x/deep/a', '.cache/shop/a'].map((path) =>
    host.put(path),
  );
  return { ...host, paths, data };
}

describe('a purge says data is gone when it is', () => {
  test.each(['daemonReload', 'stop'] as const)('after a first try that failed in %s', async (step) => {
    const { paths, data } = installed();
    expect(await take(paths, true, { [step]: failed })).toMatchObject({ ok: false, message: 'no bus' });
    expect(readPending(paths)).toMatchObject({ purge: true, generation: null });
    expect(data.every(existsSync)).toBe(true);
    expect(await take(paths, false)).toMatchObject({ ok: true, purged: true, left: [] });
    expect(data.filter(existsSync)).toEqual([]);
    expect(existsSync(paths.store)).toBe(false);
  });

  test('asked for only after an uninstall without it was interrupted', async () => {
    const { paths, data } = installed();
    await take(paths, false, { daemonReload: failed });
    expect(await take(paths, true)).toMatchObject({ ok: true, purged: true, left: [] });
    expect(data.filter(existsSync)).toEqual([]);
  });

  test('without it secrets and data stay', async () => {
    const { paths, data } = installed();
    expect(await take(paths, false)).toMatchObject({ ok: true, purged: false });
    expect(data.every(existsSync)).toBe(true);
    expect(readdirSync(paths.store)).toEqual(['secrets']);
  });
});

test('regression: a line to copy named the store of another environment', async () => {
  const host = userHost();
  const service = ['ConfigurationDirectory=tsm systemd shop', 'StateDirectory=shop shop/deep'];
  const paths = host.install('shop', bundleOf({ web: { service } }));
  host.install('other', bundleOf({ web: {} }));
  for (const path of ['.config/systemd/user/a', '.config/shop/a', '.local/state/shop/deep/a']) host.put(path);
  const { stays } = await take(paths, false);
  expect(stays).toEqual([join(host.home, '.local/state/shop'), join(host.home, '.config/shop')]);
});

test('a damaged store is taken away by its links', async () => {
  const { paths, data } = installed();
  for (const file of [paths.state, join(paths.generations, '1/tsm.json')]) truncateSync(file, 1);
  writeFileSync(paths.pending, '');
  const result = await take(paths, false);
  expect(result).toMatchObject({ ok: true });
  expect(result.units).toContain('shop-web.service');
  expect(namesIn(paths.links)).toEqual([]);
  expect(readdirSync(paths.store)).toEqual(['secrets']);
  expect(data.every(existsSync)).toBe(true);
});

describe('data directories', () => {
  const service = (...lines: string[]) => bundleOf({ web: { service: lines } });

  test('of the system lie where systemd puts them, below private/ too', () => {
    const paths = hostPaths({ scope: 'system', home: '/', runtime: '/', localLibAtBoot: true }, 'shop');
    const bundle = service('StateDirectory=old', 'StateDirectory=', 'StateDirectory=a/b:link "c d"', 'ConfigurationDirectory=e'); // prettier-ignore
    expect(dataDirectories(bundle, paths).map(({ parent, name }) => `${parent}/${name}`)).toEqual([
      '/var/lib/private/a/b',
      '/var/lib/a/b',
      '/var/lib/private/c d',
      '/var/lib/c d',
      '/etc/e',
    ]);
  });

  test('of a user never lie in /var', () => {
    const { pathsOf, home } = userHost();
    const parents = dataDirectories(service('StateDirectory=a', 'LogsDirectory=a'), pathsOf('shop'));
    expect(parents.every(({ parent }) => !parent.startsWith('/var/'))).toBe(true);
    expect(parents.map(({ parent }) => parent)).toContain(join(home, '.local/state/log'));
  });

  test.each(['../x', 'a/../../x', '%p', 'private/x', '/x', 'a//b'])('%s is named and left', (name) => {
    const { home, pathsOf, put } = userHost();
    const victim = put('x/y');
    const left = removeData([{ parent: join(home, 'state'), name }], pathsOf('shop'));
    expect(left).toMatchObject([{ why: 'its name is not a plain path' }]);
    expect(existsSync(victim)).toBe(true);
  });

  test('behind a link that a service could have made are left', () => {
    const { home, pathsOf, put } = userHost();
    const victim = put('elsewhere/b/y');
    mkdirSync(join(home, 'state'));
    symlinkSync('../elsewhere', join(home, 'state/a'));
    const left = removeData([{ parent: join(home, 'state'), name: 'a/b' }], pathsOf('shop'));
    expect(left).toMatchObject([{ why: 'the way to it leads through a symbolic link' }]);
    expect(existsSync(victim)).toBe(true);
  });

  test('that hold the stores of tsm are left', () => {
    const { home, pathsOf, put } = userHost();
    const victim = put('.config/tsm/other/state.json');
    expect(removeData([{ parent: join(home, '.config'), name: 'tsm' }], pathsOf('shop'))).toHaveLength(1);
    expect(existsSync(victim)).toBe(true);
  });

  test('where only systemd before 254 keeps state are named, since the folder may be another’s', () => {
    const { home, pathsOf, put } = userHost();
    const file = put('.config/shop/a');
    const one = { parent: join(home, '.local/state'), name: 'shop', older: join(home, '.config') };
    expect(removeData([one], pathsOf('shop'))).toMatchObject([{ path: join(home, '.config/shop') }]);
    expect(existsSync(file)).toBe(true);
    mkdirSync(join(home, '.local/state'), { recursive: true });
    symlinkSync('../../.config/shop', join(home, '.local/state/shop'));
    expect(removeData([one], pathsOf('shop'))).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});
