import { execa } from 'execa';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { observeSystem } from '../../src/install/observe.ts';
import { hostPaths } from '../../src/install/paths.ts';
import type { StoredBundle } from '../../src/install/store.ts';
import { fakeManager, unitState } from '../host/fake-manager.ts';
import { bundleOf } from './bundles.ts';
import { userHost } from './user-host.ts';

const withUnit = (unit: string): StoredBundle => {
  const { manifest, files } = bundleOf({});
  return {
    manifest: { ...manifest, files: [unit] },
    files: new Map([...files, [unit, '[Service]\nExecStart=/bin/true\n']]),
  };
};

describe('a unit of another is seen', () => {
  test.each([
    '.config/systemd/user.control',
    'run/systemd/transient',
    'run/systemd/generator.early',
    'run/systemd/generator.late',
    'run/systemd/user.control',
  ])('in %s', async (folder) => {
    const { pathsOf, put } = userHost();
    const path = put(`${folder}/one.service`);
    const { links } = await observeSystem(pathsOf('shop'), withUnit('one.service'), fakeManager([]).manager);
    expect(links.get('one.service')?.foreign).toBe(path);
  });

  test('as the template of an instance', async () => {
    const { pathsOf, put } = userHost();
    const path = put('.config/systemd/user/one@.service');
    const look = async (unit: string) =>
      (await observeSystem(pathsOf('shop'), withUnit(unit), fakeManager([]).manager)).links.get(unit)
        ?.foreign;
    expect(await look('one@tty1.service')).toBe(path);
    expect(await look('one@a.b.service')).toBe(path);
    expect(await look('two@a.service')).toBeUndefined();
    expect(await look('one.service')).toBeUndefined();
  });

  test('in a folder that systemd alone knows of, and what is nowhere is not asked about', async () => {
    const { home, pathsOf, put } = userHost();
    const fragmentPath = put('odd/one.service');
    const { manager, calls } = fakeManager([unitState('one.service', { fragmentPath })]);
    const knowing = {
      ...manager,
      inMemory: async () => new Set<string>(),
      unitPath: async () => [join(home, 'odd')],
    };
    const bundle = withUnit('one.service');
    const two = { ...bundle, manifest: { ...bundle.manifest, files: ['one.service', 'two.service'] } };
    const { links, units } = await observeSystem(pathsOf('shop'), two, knowing);
    expect(calls).toEqual(['show one.service']);
    expect(links.get('one.service')?.foreign).toBe(fragmentPath);
    expect(units.get('two.service')?.loadState).toBe('not-found');
  });

  test('where systemd has it from a folder of its own, but not when it is ours', async () => {
    const { pathsOf, put, install } = userHost();
    const fragmentPath = put('odd/one.service');
    const look = async (unit: string) => {
      const { manager } = fakeManager([unitState(unit, { fragmentPath })]);
      return (await observeSystem(pathsOf('shop'), withUnit(unit), manager)).links.get(unit)?.foreign;
    };
    expect(await look('one.service')).toBe(fragmentPath);
    install('shop', bundleOf({ web: {} }));
    expect(await look('shop-web.service')).toBeUndefined();
  });
});

test('the search path is the one that systemd has', async () => {
  const { stdout } = await execa('systemd-analyze', ['unit-paths']);
  const { unitPath } = hostPaths({ scope: 'system', home: '/', runtime: '/', localLibAtBoot: true }, 'shop');
  expect(stdout.split('\n').filter((folder) => !unitPath.includes(folder))).toEqual([]);
});
