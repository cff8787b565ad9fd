import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { ask, stateOf } from './facts.ts';
import { answers, generate, sleeps, type Shop } from './shop.ts';
import { machineWithTsm, tsmEnds } from './tsm-machine.ts';

const INSTALL = 'install --settle 300ms';

describe.skipIf(skip)('what install is asked to restart', () => {
  const machine = machineWithTsm(async (booted) => {
    await generate(booted, { services });
    await tsmEnds(booted, `${INSTALL} --now`, 0);
  });
  const services: Record<string, Shop['services'][string]> = { shop: answers('two', 4500), bg: sleeps() };
  async function change(changed: Shop['services'], line = INSTALL) {
    Object.assign(services, changed);
    await generate(machine(), { services });
    const units = ['shop.service', 'shop-bg.service'];
    const before = await show(machine(), units, ['MainPID']);
    const said = await tsmEnds(machine(), line, 0);
    const after = await show(machine(), units, ['MainPID']);
    return {
      said,
      restarted: units.filter((unit) => before[unit]?.['MainPID'] !== after[unit]?.['MainPID']),
    };
  }

  test('--no-restart leaves a change pending, which the next install makes good', async () => {
    const { said, restarted } = await change({ shop: answers('three', 4500) }, `${INSTALL} --no-restart`);
    expect(said).toContain('pending');
    expect(restarted).toEqual([]);
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'two' });
    expect((await change({})).restarted).toEqual(['shop.service']);
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'three' });
  });

  test('--restart restarts all, --restart=SERVICE one', async () => {
    expect((await change({}, `${INSTALL} --restart`)).restarted).toEqual(['shop.service', 'shop-bg.service']);
    expect((await change({}, `${INSTALL} --restart=bg`)).restarted).toEqual(['shop-bg.service']);
    expect((await change({}, `${INSTALL} --restart=shop`)).restarted).toEqual(['shop.service']);
  });

  test('a target that is down stays down', async () => {
    await succeed(machine(), ['systemctl', 'stop', 'shop.target']);
    await change({ shop: answers('four', 4500), another: sleeps() });
    for (const unit of ['shop', 'shop-bg', 'shop-another'])
      expect(await stateOf(machine(), `${unit}.service`), unit).toBe('inactive');
    await change({}, `${INSTALL} --now`);
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'four' });
    expect(await stateOf(machine(), 'shop-another.service')).toBe('active');
  });
});
