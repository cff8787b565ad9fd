import { existsSync, writeFileSync, readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Pending } from '../../src/install/state.ts';
import { recover } from '../../src/install/recover.ts';
import { readPending, writePending } from '../../src/install/store.ts';
import type { ServiceManager } from '../../src/systemd/service-manager.ts';
import { fakeManager } from '../host/fake-manager.ts';
import { bundleOf } from './bundles.ts';
import { userHost } from './user-host.ts';

const PENDING: Pending = {
  format: 1, pid: 1, environment: 'shop', generation: 1, units: [], restart: [], start: [], stop: [], directories: [],
}; // prettier-ignore

function interrupted(pending: Partial<Pending> = {}) {
  const host = userHost();
  const paths = host.install(
    'shop',
    bundleOf({ web: { exec: '/gone', entry: { secrets: ['KEY'], programs: ['/gone'] } } }),
  );
  writePending(paths, { ...PENDING, ...pending });
  const { manager } = fakeManager([]);
  return { ...host, paths, manager };
}

test('what is live is brought to its end although a program and a secret are missing by now', async () => {
  const { paths, manager } = interrupted();
  expect(await recover(paths, manager)).toEqual({ outcome: 'finished', diagnostics: [] });
  expect(readPending(paths)).toBeUndefined();
});

test('a pinned unit keeps it from its end, and that is said', async () => {
  const { paths, manager } = interrupted();
  mkdirSync(paths.operator, { recursive: true });
  writeFileSync(join(paths.operator, 'shop-web.service'), '[Service]\n');
  const { outcome, diagnostics } = await recover(paths, manager);
  expect(outcome).toBe('stuck');
  expect(diagnostics.map(({ code }) => code)).toEqual(['recovery-failed', 'unit-pinned']);
  expect(readPending(paths)).toBeDefined();
});

test('an uninstall that fails again is not said to be undone', async () => {
  const { paths, manager } = interrupted({ generation: null });
  const broken: ServiceManager = { ...manager, daemonReload: async () => ({ ok: false, message: 'no bus' }) };
  const { outcome, diagnostics } = await recover(paths, broken);
  expect(outcome).toBe('stuck');
  expect(diagnostics).toMatchObject([{ code: 'recovery-failed', data: { reason: 'no bus' } }]);
  expect(JSON.parse(readFileSync(paths.pending, 'utf8'))).toMatchObject({ generation: null });
});

test('a purge that was interrupted is a purge when another verb finishes it', async () => {
  const { paths, manager, put, home } = interrupted({
    generation: null,
    purge: true,
  });
  const file = put('.local/state/shop/a');
  writePending(paths, { ...PENDING, generation: null, purge: true, data: [{ parent: join(home, '.local/state'), name: 'shop' }] }); // prettier-ignore
  expect(await recover(paths, manager)).toMatchObject({ outcome: 'undone' });
  expect(existsSync(file)).toBe(false);
});
