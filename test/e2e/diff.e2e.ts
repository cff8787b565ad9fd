import { describe, expect, test } from 'vitest';
import { skip } from './host.ts';
import { generate, sleeps, type Shop } from './install/shop.ts';
import { machineWithTsm, put, tsm, tsmEnds } from './install/tsm-machine.ts';
import { succeed } from './put-into-service.ts';

const INSTALL = 'install --now --settle 300ms';

interface Distance {
  readonly files: readonly {
    readonly path: string;
    readonly bundle: string;
    readonly installed: string;
    readonly running: readonly string[];
  }[];
  readonly gaps: readonly { readonly command: string }[];
}

const rowOf = ({ files }: Distance, path: string) => {
  const { bundle, installed, running } = files.find((file) => file.path === path) ?? {};
  return [bundle, installed, running];
};

const commands = ({ gaps }: Distance): readonly string[] => gaps.map(({ command }) => command);

describe.skipIf(skip)('sources, bundle and host', () => {
  const services: Record<string, Shop['services'][string]> = { api: sleeps(), bg: sleeps() };
  const machine = machineWithTsm((fresh) => generate(fresh, { services }));
  const distance = async (line = 'diff --json --exit-code', code = 3): Promise<Distance> => {
    const { environments } = JSON.parse(await tsmEnds(machine(), line, code)) as {
      environments: readonly Distance[];
    };
    expect(environments).toHaveLength(1);
    return environments[0] as Distance;
  };
  /** Runs the commands that diff names until it names none. */
  async function close(): Promise<void> {
    for (const command of commands(await distance()))
      await succeed(machine(), ['env', '-C', '/srv/shop', 'sh', '-c', command]);
    await distance('diff --json --exit-code', 0);
  }

  test('not installed is no gap', async () => {
    expect(await tsmEnds(machine(), 'diff --exit-code', 0)).toBe(
      '@live  systemd/live, not installed on this host\n  nothing differs\n',
    );
  });

  test('installed and running, nothing differs', async () => {
    await tsmEnds(machine(), INSTALL, 0);
    expect(await tsmEnds(machine(), 'diff --exit-code', 0)).toBe(
      '@live  systemd/live, generation 1 on this host\n  nothing differs\n',
    );
  });

  test('a changed source, then bundle, then host, until what runs is what the sources say', async () => {
    const text = await succeed(machine(), ['cat', '/srv/shop/tsm.config.mjs']);
    await put(machine(), '/srv/shop/tsm.config.mjs', text.replace('sleep infinity', 'sleep 9999'));
    expect(rowOf(await distance(), 'shop-api.service')).toEqual(['changed', 'same', []]);
    expect(commands(await distance())).toEqual(['tsm generate @live']);
    await tsmEnds(machine(), 'generate @live', 0);
    expect(rowOf(await distance(), 'shop-api.service')).toEqual(['same', 'changed', []]);
    expect(commands(await distance())).toEqual(['tsm install @live']);
    await tsmEnds(machine(), 'install --no-restart --settle 0', 0);
    expect(rowOf(await distance(), 'shop-api.service')).toEqual(['same', 'same', ['restart-pending']]);
    expect(commands(await distance())).toEqual(['tsm restart api @live']);
    await close();
  });

  test('what operators do by plain systemctl', async () => {
    await put(machine(), '/etc/systemd/system/shop-api.service.d/override.conf', '[Service]\nNice=5\n');
    await succeed(machine(), ['systemctl', 'daemon-reload']);
    expect(rowOf(await distance(), 'shop-api.service')).toEqual(['same', 'same', ['edited']]);
    await close();
    await succeed(machine(), ['systemctl', 'disable', 'shop-bg.service']);
    expect(commands(await distance())).toEqual(['tsm enable bg @live']);
    await close();
    await succeed(machine(), ['systemctl', 'mask', 'shop-bg.service']);
    expect(rowOf(await distance(), 'shop-bg.service')[2]).toContain('masked');
    await succeed(machine(), ['systemctl', 'unmask', 'shop-bg.service']);
    await succeed(machine(), ['systemctl', 'stop', 'shop-bg.service']);
    expect(commands(await distance())).toEqual(['tsm start bg @live']);
    await close();
  });

  test('a bundle changed by hand', async () => {
    const unit = '/srv/shop/systemd/live/shop-api.service';
    await put(machine(), unit, `${await succeed(machine(), ['cat', unit])}# by hand\n`);
    expect(rowOf(await distance(), 'shop-api.service')).toEqual(['comments', 'comments', []]);
    await tsmEnds(machine(), 'generate', 0);
    await distance('diff --json --exit-code', 0);
  });

  test('a config that does not load is said; the rest is compared', async () => {
    const text = await succeed(machine(), ['cat', '/srv/shop/tsm.config.mjs']);
    await put(machine(), '/srv/shop/tsm.config.mjs', 'export default {');
    const { code, stdout, stderr } = await tsm(machine(), 'diff --exit-code');
    expect([code, stdout]).toEqual([1, expect.stringContaining('nothing differs')]);
    expect(stderr).toContain('error [');
    await put(machine(), '/srv/shop/tsm.config.mjs', text);
  });

  test('host alone, from anywhere, by any user', async () => {
    expect(await tsmEnds(machine(), 'diff --exit-code', 0, { cwd: '/', user: 'nobody' })).toBe(
      '@live  no bundle here, generation 2 on this host\n  nothing differs\n',
    );
    await succeed(machine(), ['systemctl', 'stop', 'shop-bg.service']);
    expect(await tsmEnds(machine(), 'diff', 0, { cwd: '/', user: 'nobody' })).toContain(
      'sudo tsm start bg @live',
    );
  });
});
