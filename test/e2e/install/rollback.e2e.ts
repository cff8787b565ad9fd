import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { ask, contentOf, pidOf, stateOf } from './facts.ts';
import { answers, generate, sleeps } from './shop.ts';
import { machineWithTsm, tsmEnds } from './tsm-machine.ts';

const INSTALL = 'install --settle 200ms';
const TREE = ['/etc', '/usr/local/lib', '/run/systemd/system', '/run/systemd/transient'];

describe.skipIf(skip)('a new version that does not work', () => {
  const machine = machineWithTsm();
  const greet = (greeting: string) => ({ env: { GREETING: greeting } });

  test('a first install that fails takes itself away', async () => {
    const before = await contentOf(machine(), TREE);
    await generate(machine(), {
      services: { shop: answers('sick', 4500, { timeouts: { start: '2s' } }), bg: sleeps() },
    });
    const said = await tsmEnds(machine(), `${INSTALL} --now`, 4);
    expect(said).toContain('was taken away again');
    expect(
      await show(machine(), ['shop.service', 'shop.target', 'shop-bg.service'], ['LoadState', 'ActiveState']),
    ).toEqual(
      Object.fromEntries(
        ['shop.service', 'shop.target', 'shop-bg.service'].map((unit) => [
          unit,
          { LoadState: 'not-found', ActiveState: 'inactive' },
        ]),
      ),
    );
    expect(await contentOf(machine(), TREE)).toBe(before);
  });

  test('an unhealthy one is rolled back, the old one answers, its log is shown', async () => {
    await generate(machine(), { services: { shop: answers('good', 4500, greet('one')), bg: sleeps() } });
    await tsmEnds(machine(), `${INSTALL} --now`, 0);
    const bg = await pidOf(machine(), 'shop-bg.service');
    await generate(machine(), {
      services: {
        shop: answers('sick', 4500, { ...greet('two'), timeouts: { start: '2s' } }),
        bg: sleeps(),
        extra: sleeps(),
      },
    });
    const said = await tsmEnds(machine(), INSTALL, 4);
    expect(said).toContain('health check failed');
    expect(said).toContain('went back to what generation 1 said');
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'good', greeting: 'one' });
    expect(await pidOf(machine(), 'shop-bg.service')).toBe(bg);
    expect(await show(machine(), ['shop-extra.service'], ['LoadState', 'ActiveState'])).toEqual({
      'shop-extra.service': { LoadState: 'not-found', ActiveState: 'inactive' },
    });
    expect(await succeed(machine(), ['find', '/etc', '/usr/local/lib/systemd', '-name', 'shop-extra*'])).toBe(
      '',
    );
  });

  test('what the new version had taken away comes back as it was, enabled or not', async () => {
    const services = { shop: answers('good', 4500, greet('one')), bg: sleeps(), on: sleeps(), off: sleeps() };
    await generate(machine(), { services });
    await tsmEnds(machine(), INSTALL, 0);
    await succeed(machine(), ['systemctl', 'disable', '--now', 'shop-off.service']);
    const gone = { shop: answers('sick', 4500, { timeouts: { start: '1s' } }), bg: sleeps() };
    await generate(machine(), { services: gone });
    await tsmEnds(machine(), INSTALL, 4);
    expect(
      await show(machine(), ['shop-on.service', 'shop-off.service'], ['UnitFileState', 'ActiveState']),
    ).toEqual({
      'shop-on.service': { UnitFileState: 'enabled', ActiveState: 'active' },
      'shop-off.service': { UnitFileState: 'disabled', ActiveState: 'inactive' },
    });
  });

  test('one that crashes again and again is rolled back', async () => {
    await generate(machine(), {
      services: { shop: answers('crash', 4500, { health: undefined }), bg: sleeps() },
    });
    const said = await tsmEnds(machine(), 'install --settle 2s', 4);
    expect(said).toContain('about to crash');
    expect(await ask(machine(), 4500), said).toMatchObject({ says: 'good' });
    expect((await show(machine(), ['shop.service'], ['NeedDaemonReload']))['shop.service']).toEqual({
      NeedDaemonReload: 'no',
    });
  });

  test('rollback brings back the version before, rollback N that of a generation', async () => {
    await generate(machine(), { services: { shop: answers('better', 4500, greet('two')), bg: sleeps() } });
    await tsmEnds(machine(), INSTALL, 0);
    expect((await ask(machine(), 4500)).says).toBe('better');
    const bg = await pidOf(machine(), 'shop-bg.service');
    await tsmEnds(machine(), 'rollback --settle 200ms', 0);
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'good', greeting: 'one' });
    expect(await pidOf(machine(), 'shop-bg.service')).toBe(bg);
    const { generations } = JSON.parse(await tsmEnds(machine(), 'generations --json', 0)) as {
      generations: { number: number; current: boolean; intact: boolean }[];
    };
    const numbers = generations.map(({ number }) => number);
    expect(numbers.length).toBeGreaterThanOrEqual(3);
    expect(generations.every(({ intact }) => intact)).toBe(true);
    expect(generations.filter(({ current }) => current).map(({ number }) => number)).toEqual([
      numbers.at(-1),
    ]);
    await tsmEnds(machine(), `rollback --settle 200ms ${numbers.at(-2)}`, 0);
    expect((await ask(machine(), 4500)).says).toBe('better');
    await tsmEnds(machine(), 'rollback 999', 1);
  });

  test('uninstall leaves no trace', async () => {
    await generate(machine(), { services: { gone: sleeps() } });
    await tsmEnds(machine(), 'uninstall', 0);
    const before = await contentOf(machine(), TREE);
    const state = { unit: { Service: { StateDirectory: 'shop-data' } } };
    await generate(machine(), {
      services: {
        shop: answers('good', 4500, state),
        bg: sleeps(),
        tick: sleeps('1', { unit: { Timer: { OnUnitActiveSec: '1h' } } }),
      },
    });
    await tsmEnds(machine(), `${INSTALL} --now`, 0);
    await succeed(machine(), ['systemctl', 'enable', 'shop-bg.service']);
    await tsmEnds(machine(), 'uninstall', 0);
    expect(await contentOf(machine(), TREE)).toBe(before);
    // systemd keeps a slice that it made itself, above ours, until the next boot.
    const units = await succeed(machine(), [
      'systemctl',
      'list-units',
      '--all',
      '--plain',
      '--no-legend',
      'shop*',
    ]);
    expect(units.replace(/^shop\.slice .*\n/m, '')).toBe('');
    await succeed(machine(), ['test', '-d', '/var/lib/shop-data']);
    await tsmEnds(machine(), `${INSTALL} --now`, 0);
    expect(await stateOf(machine(), 'shop.target')).toBe('active');
    await tsmEnds(machine(), 'uninstall --purge', 0);
    expect(await contentOf(machine(), TREE)).toBe(before);
    expect((await machine().run(['test', '-e', '/var/lib/shop-data'])).code).toBe(1);
  });
});
