import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { succeed } from '../put-into-service.ts';
import { generate, sleeps } from './shop.ts';
import { machineWithTsm, tsmEnds } from './tsm-machine.ts';

const DATA = ['/var/lib/shop', '/var/lib/shop-deep/er', '/var/cache/shop'];
const service = (more: object) =>
  sleeps('infinity', {
    unit: { Service: { StateDirectory: 'shop shop-deep/er', CacheDirectory: 'shop', ...more } },
  });

describe.skipIf(skip)('off the host', () => {
  const machine = machineWithTsm();
  const sh = (line: string) => succeed(machine(), ['sh', '-c', line]);

  test.each([{}, { DynamicUser: true }])(
    'a purge takes what systemd made for the services: %j',
    async (more) => {
      await generate(machine(), {
        services: { shop: service(more) },
        environments: { live: { user: undefined } },
      });
      await tsmEnds(machine(), 'install --now --settle 0', 0);
      await sh(DATA.map((path) => `test -d ${path}/ && echo a > ${path}/a`).join(' && '));
      const said = await tsmEnds(machine(), 'uninstall --purge', 0);
      expect(said).toContain('Secrets and data are gone too');
      await sh(
        `! ls -d ${DATA.join(' ')} /var/lib/private/shop /var/cache/private/shop /etc/tsm 2>/dev/null | grep .`,
      );
    },
    120_000,
  );

  test('a damaged store stands in nobody else’s way and can be taken away', async () => {
    await generate(machine(), { services: { shop: sleeps() }, environments: { other: {} } });
    await tsmEnds(machine(), 'install @live --now --settle 0', 0);
    await sh('truncate -s 1 /etc/tsm/shop/state.json');
    expect(await tsmEnds(machine(), 'install @live', 1)).toContain(
      '[store-damaged] /etc/tsm/shop/state.json',
    );
    expect(await tsmEnds(machine(), 'stop @live', 1)).toContain('tsm uninstall @shop');
    await tsmEnds(machine(), 'install @other --settle 0', 0);
    expect(await tsmEnds(machine(), 'status', 5)).toContain('store-damaged');
    expect(await tsmEnds(machine(), 'uninstall @shop', 0)).toContain('is uninstalled');
    await tsmEnds(machine(), 'uninstall @other', 0);
    await sh('! ls -d /etc/tsm /usr/local/lib/systemd/system/shop* 2>/dev/null | grep .');
  }, 120_000);

  test('a regression: secrets that an uninstall left can still be purged', async () => {
    await generate(machine(), { services: { shop: { ...sleeps(), secrets: ['TOKEN'] } } });
    await sh('cd /srv/shop && echo value | tsm secrets set TOKEN @live');
    await tsmEnds(machine(), 'install @live --now --settle 0', 0);
    await tsmEnds(machine(), 'uninstall @live', 0);
    const said = await tsmEnds(machine(), 'uninstall @live', 0);
    expect(said).toContain('@live is not installed. Its secrets are still here');
    await sh('test -s /etc/tsm/shop/secrets/shop.env');
    expect(await tsmEnds(machine(), 'uninstall @live --purge', 0)).toContain(
      'The secrets of @live are gone.',
    );
    await sh('! ls -d /etc/tsm 2>/dev/null | grep .');
    expect(await tsmEnds(machine(), 'uninstall @live --purge', 1)).toContain('[not-installed]');
  }, 120_000);
});
