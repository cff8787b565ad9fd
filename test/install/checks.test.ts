import { expect, test } from 'vitest';
import { checkHost } from '../../src/install/checks.ts';
import { findKeptSecrets } from '../../src/install/hosts.ts';
import { observeSystem } from '../../src/install/observe.ts';
import { fakeManager } from '../host/fake-manager.ts';
import { bundleOf } from './bundles.ts';
import { userHost } from './user-host.ts';

test('a regression: one secret that several services lack is one finding with one command', async () => {
  const wants = (...secrets: string[]) => ({ entry: { secrets } });
  const bundle = bundleOf({ api: wants('TOKEN', 'KEY'), web: wants('TOKEN'), clock: wants('KEY') });
  const host = userHost();
  host.put('.config/tsm/shop/secrets/shop-clock.env', 'KEY="k"\n');
  const system = await observeSystem(host.pathsOf('shop'), bundle, fakeManager([]).manager);
  expect(checkHost(bundle, system, false).map(({ code, data }) => [code, data])).toEqual([
    ['secret-missing', { name: 'TOKEN', services: ['api', 'web'], command: 'tsm secrets set TOKEN @live' }],
    [
      'secret-missing',
      { name: 'KEY', services: ['api'], command: 'tsm secrets set KEY --service api @live' },
    ],
  ]);
});

test('a regression: a store with nothing but secrets is found', () => {
  const host = userHost();
  host.install('other', bundleOf({ web: {} }));
  for (const base of ['shop', 'other']) host.put(`.config/tsm/${base}/secrets/x.env`, 'KEY="k"\n');
  expect(findKeptSecrets(host.caller).map(({ base }) => base)).toEqual(['shop']);
});
