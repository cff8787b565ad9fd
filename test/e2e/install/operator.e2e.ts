import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { eventually, show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { ask, pidOf, stateOf, treeOf } from './facts.ts';
import { answers, generate, sleeps } from './shop.ts';
import { machineWithTsm, put, tsmEnds } from './tsm-machine.ts';

const INSTALL = 'install --settle 200ms';

describe.skipIf(skip)('what operators do by plain systemctl survives an install', () => {
  const machine = machineWithTsm();
  const systemctl = (...words: readonly string[]) => succeed(machine(), ['systemctl', ...words]);
  const isEnabled = async (unit: string) =>
    (await machine().run(['systemctl', 'is-enabled', unit])).stdout.trim();
  let version = 0;
  /** Every install changes something about every service, so that leaving one alone is a decision. */
  async function installNext(line = INSTALL, code = 0): Promise<string> {
    version += 1;
    const next = (port: number) => answers(`v${version}`, port);
    const services = {
      shop: next(4500),
      off: next(4501),
      masked: next(4502),
      down: next(4503),
      lazy: { ...next(4504), autostart: false },
    };
    await generate(machine(), { services });
    return tsmEnds(machine(), line, code);
  }

  test('disabled, masked, stopped and enabled by hand', async () => {
    await installNext(`${INSTALL} --now`);
    await systemctl('disable', '--now', 'shop-off.service');
    await systemctl('mask', '--now', 'shop-masked.service');
    await systemctl('stop', 'shop-down.service');
    await systemctl('enable', '--now', 'shop-lazy.service');
    const said = await installNext();
    expect(said).toMatch(/left +shop-off\.service +disabled by the operator/);
    expect(said).toMatch(/left +shop-masked\.service +masked by the operator/);
    expect(said).toMatch(/left +shop-down\.service +stopped by the operator/);
    for (const [unit, enabled, active] of [
      ['shop-off.service', 'disabled', 'inactive'],
      ['shop-masked.service', 'masked', 'inactive'],
      ['shop-down.service', 'enabled', 'inactive'],
      ['shop-lazy.service', 'enabled', 'active'],
      ['shop.service', 'enabled', 'active'],
    ] as const) {
      expect(await isEnabled(unit), unit).toBe(enabled);
      expect(await stateOf(machine(), unit), unit).toBe(active);
    }
    expect((await ask(machine(), 4504)).says).toBe('v2');
  });

  test("an operator's own enable pins no generation any more, and disable works on it", async () => {
    expect(
      await succeed(machine(), ['readlink', '/etc/systemd/system/shop.target.wants/shop-lazy.service']),
    ).toBe('/usr/local/lib/systemd/system/shop-lazy.service\n');
    expect((await machine().run(['test', '-L', '/etc/systemd/system/shop-lazy.service'])).code).toBe(1);
    await systemctl('disable', 'shop-lazy.service');
    expect(await isEnabled('shop-lazy.service')).toBe('disabled');
    await systemctl('mask', 'shop-lazy.service');
    await systemctl('unmask', 'shop-lazy.service');
    expect((await show(machine(), ['shop-lazy.service'], ['LoadState']))['shop-lazy.service']).toEqual({
      LoadState: 'loaded',
    });
  });

  test('what was undone by hand is served again by the next install', async () => {
    await systemctl('unmask', 'shop-masked.service');
    await systemctl('enable', '--now', 'shop-off.service');
    await systemctl('start', 'shop-masked.service', 'shop-down.service');
    await installNext();
    for (const port of [4500, 4501, 4502, 4503])
      expect((await ask(machine(), port)).says, String(port)).toBe(`v${version}`);
  });

  test('the whole target disabled stays so', async () => {
    await systemctl('disable', 'shop.target');
    await installNext();
    expect(await isEnabled('shop.target')).toBe('disabled');
    await systemctl('enable', 'shop.target');
  });

  test('a drop-in stays in force and is said', async () => {
    const dropIn = '[Service]\nEnvironment=GREETING=from-the-operator\n';
    await machine().run(
      ['sh', '-c', 'mkdir -p "$0" && cat > "$0/override.conf"', '/etc/systemd/system/shop.service.d'],
      { input: dropIn },
    );
    await systemctl('daemon-reload');
    const said = await installNext();
    expect(said).toMatch(/note: shop\.service is edited on this host: .*override\.conf/);
    expect(await ask(machine(), 4500)).toMatchObject({ says: `v${version}`, greeting: 'from-the-operator' });
  });

  test('a unit that `systemctl edit --full` pinned is exit 3, by name, before anything is touched', async () => {
    await put(
      machine(),
      '/usr/local/bin/append',
      '#!/bin/sh\nfor file; do echo "# edited" >>"$file"; done\n',
      0o755,
    );
    const edit = ['script', '-qec', 'systemctl edit --full shop-off.service', '/dev/null'];
    expect(
      await machine().run(edit, { env: { SYSTEMD_EDITOR: '/usr/local/bin/append', TERM: 'dumb' } }),
    ).toMatchObject({ code: 0 });
    expect(await isEnabled('shop-off.service')).toBe('enabled');
    const before = await treeOf(machine(), ['/etc', '/usr/local/lib/systemd']);
    const pid = await pidOf(machine(), 'shop.service');
    const said = await installNext(INSTALL, 3);
    expect(said).toContain('/etc/systemd/system/shop-off.service');
    expect(await treeOf(machine(), ['/etc', '/usr/local/lib/systemd'])).toBe(before);
    expect(await pidOf(machine(), 'shop.service')).toBe(pid);
    await succeed(machine(), ['rm', '/etc/systemd/system/shop-off.service']);
    await tsmEnds(machine(), INSTALL, 0);
    expect((await ask(machine(), 4501)).says).toBe(`v${version}`);
  });

  test('after a reboot what is enabled is back and what is disabled is not', async () => {
    await systemctl('disable', 'shop-off.service');
    await machine().reboot();
    await eventually(async () => (await stateOf(machine(), 'shop.target')) === 'active');
    expect((await ask(machine(), 4500)).says).toBe(`v${version}`);
    expect(await stateOf(machine(), 'shop-off.service')).toBe('inactive');
    expect(await stateOf(machine(), 'shop-lazy.service')).toBe('inactive');
    const said = await tsmEnds(machine(), INSTALL, 0);
    expect(said).toContain('Nothing to do');
    expect(said, 'a regression: nothing was said of it').toMatch(
      /^ {2}left +shop-off\.service +disabled by the operator$/m,
    );
  });

  test('a unit that failed before is no reason to go back', async () => {
    await generate(machine(), {
      services: { shop: answers('fine', 4500), broken: sleeps('nonsense', { restart: 'no' }) },
    });
    await machine().run(['tsm', 'install', '--settle', '200ms'], { cwd: '/srv/shop' });
    await generate(machine(), {
      services: {
        shop: answers('fine', 4500),
        broken: { command: 'false', type: 'oneshot', restart: 'no', autostart: false },
      },
    });
    await tsmEnds(machine(), INSTALL, 0);
    await machine().run(['systemctl', 'start', 'shop-broken.service']);
    expect(await stateOf(machine(), 'shop-broken.service')).toBe('failed');
    await generate(machine(), {
      services: {
        shop: answers('better', 4500),
        broken: { command: 'false', type: 'oneshot', restart: 'no', autostart: false },
      },
    });
    await tsmEnds(machine(), INSTALL, 0);
    expect((await ask(machine(), 4500)).says).toBe('better');
  });
});
