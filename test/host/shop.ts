import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Manifest } from '../../src/bundle/manifest.ts';
import { replaceLink } from '../../src/install/durable.ts';
import { observeSystem, type SystemState } from '../../src/install/observe.ts';
import { hostPaths, unitLink, unitLinkTarget, wantsLink, type HostPaths } from '../../src/install/paths.ts';
import { switchTo, writeGeneration, writeState, type StoredBundle } from '../../src/install/store.ts';
import type { UnitState } from '../../src/systemd/service-manager.ts';
import { fakeManager } from './fake-manager.ts';

const service = (lines = ''): string =>
  `[Service]\nType=exec\nExecStart=/bin/true\n${lines}\n[Install]\nWantedBy=shop.target\n`;

const MANIFEST: Manifest = {
  format: 1,
  project: 'shop',
  id: 'shop',
  environment: 'live',
  aliases: [],
  default: true,
  scope: 'user',
  systemd: 247,
  base: 'shop',
  target: 'shop.target',
  slice: 'shop-live.slice',
  files: [
    'shop-backup.service',
    'shop-backup.timer',
    'shop-extra.service',
    'shop-web.service',
    'shop.service',
    'shop.slice',
    'shop.target',
  ],
  units: {
    'shop.service': { service: 'shop', source: [], autostart: true, port: 4500 },
    'shop-web.service': { service: 'web', source: [], autostart: true },
    'shop-extra.service': { service: 'extra', source: [], autostart: false },
    'shop-backup.service': {
      service: 'backup',
      source: [],
      autostart: true,
      triggers: ['shop-backup.timer'],
    },
  },
};

/** A bundle with a service that listens, one more, one that does not start by itself and one with a timer. */
export const shopBundle = (web = ''): StoredBundle => ({
  manifest: MANIFEST,
  files: new Map([
    ['tsm.json', `${JSON.stringify(MANIFEST, null, 2)}\n`],
    ['shop.target', '[Unit]\nDescription=Shop\n[Install]\nWantedBy=default.target\n'],
    ['shop.slice', '[Slice]\n'],
    ['shop.service', service('MemoryMax=40M')],
    ['shop-web.service', service(web)],
    ['shop-extra.service', service()],
    ['shop-backup.service', '[Service]\nType=oneshot\nExecStart=/bin/true\n'],
    ['shop-backup.timer', '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=shop.target\n'],
  ]),
});

export const ENABLED = ['shop.target', 'shop.service', 'shop-web.service', 'shop-backup.timer'];

const homes: string[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** Installs the bundle for a user whose home is a temporary folder, with links to what is enabled. */
export function installShop(
  bundle = shopBundle(),
  enabled: readonly string[] = ENABLED,
): { home: string; paths: HostPaths } {
  const home = mkdtempSync(join(tmpdir(), 'tsm-host-'));
  homes.push(home);
  const paths = hostPaths({ scope: 'user', home, runtime: home, localLibAtBoot: true }, 'shop');
  for (const folder of [
    paths.generations,
    paths.links,
    join(paths.operator, 'shop.target.wants'),
    join(paths.operator, 'default.target.wants'),
  ])
    mkdirSync(folder, { recursive: true });
  writeGeneration(paths, 1, bundle);
  switchTo(paths, 1);
  for (const unit of bundle.manifest.files) replaceLink(unitLink(paths, unit), unitLinkTarget(paths, unit));
  for (const unit of enabled)
    replaceLink(
      wantsLink(paths, unit, unit === 'shop.target' ? 'default.target' : 'shop.target'),
      unitLink(paths, unit),
    );
  writeState(paths, {
    format: 1,
    id: 'shop',
    project: 'shop',
    environment: 'live',
    directories: [],
    enabled: ENABLED,
    units: {},
  });
  return { home, paths };
}

/** The host with the shop installed and these states. */
export async function observed(
  states: readonly UnitState[],
  enabled = ENABLED,
): Promise<{ bundle: StoredBundle; system: SystemState }> {
  const { paths } = installShop(shopBundle(), enabled);
  const system = await observeSystem(paths, undefined, fakeManager(states).manager);
  return { bundle: system.installed ?? shopBundle(), system };
}
