import { describe, expect, test } from 'vitest';
import { outcomesOf, planVerb } from '../../src/host/lifecycle.ts';
import type { UnitState } from '../../src/systemd/service-manager.ts';
import { running, unitState } from './fake-manager.ts';
import { observed } from './shop.ts';

const up = [
  running('shop.target'),
  running('shop.service'),
  running('shop-web.service'),
  running('shop-backup.timer'),
];

describe('what systemd is asked', () => {
  test('the whole is the target, and what is enabled is looked at', async () => {
    const { bundle, system } = await observed([]);
    expect(planVerb('start', undefined, bundle, system)).toEqual({
      verb: 'start',
      units: ['shop.target'],
      watched: ['shop.service', 'shop-web.service', 'shop-backup.timer'],
    });
  });

  test('with nothing enabled, what starts by itself is started by name', async () => {
    const { bundle, system } = await observed([], []);
    expect(planVerb('start', undefined, bundle, system).units).toEqual([
      'shop.target',
      'shop.service',
      'shop-web.service',
      'shop-backup.timer',
    ]);
  });

  test('a service is stopped with what would start it again', async () => {
    const { bundle, system } = await observed(up);
    expect(planVerb('stop', 'shop-backup.service', bundle, system).units).toEqual([
      'shop-backup.timer',
      'shop-backup.service',
    ]);
    expect(planVerb('restart', 'shop-backup.service', bundle, system).units).toEqual(['shop-backup.service']);
  });

  test('members that run are stopped by name, too: the target may be down already', async () => {
    const { bundle, system } = await observed([running('shop-extra.service')]);
    expect(planVerb('stop', undefined, bundle, system)).toMatchObject({
      units: ['shop.target', 'shop-extra.service'],
      watched: ['shop-extra.service'],
    });
  });
});

/** `unit result why` of each outcome. */
async function results(
  verb: 'start' | 'stop' | 'restart',
  unit: string | undefined,
  before: readonly UnitState[],
  after: readonly UnitState[],
  shaky: ReadonlyMap<string, string> = new Map(),
  ok = true,
): Promise<readonly string[]> {
  const { bundle, system } = await observed(before);
  const plan = planVerb(verb, unit, bundle, system);
  const states = new Map([...system.units, ...after.map((state) => [state.name, state] as const)]);
  return outcomesOf(plan, bundle, { before: system, after: states, shaky, ok }).map(
    ({ unit: name, result, why }) => `${name} ${result} ${why}`.trim(),
  );
}

describe('how it went', () => {
  test('a member that failed, although systemctl ended well', async () => {
    const failed = unitState('shop-web.service', {
      activeState: 'failed',
      subState: 'failed',
      result: 'exit-code',
      exitStatus: '3',
    });
    expect(
      await results('start', undefined, [], [running('shop.service'), failed, running('shop-backup.timer')]),
    ).toEqual([
      'shop.service started',
      'shop-web.service failed it exited with status 3',
      'shop-extra.service left does not start by itself',
      'shop-backup.timer started',
    ]);
  });

  test.each([
    ['started', running('shop-web.service'), 'started'],
    [
      'condition',
      unitState('shop-web.service', { conditionMet: false }),
      'skipped a condition of the unit does not hold',
    ],
    [
      'ended',
      unitState('shop-web.service', { invocationId: 'x' }),
      'ended it ran and ended without an error',
    ],
    [
      'crashing',
      unitState('shop-web.service', {
        activeState: 'activating',
        subState: 'auto-restart',
        result: 'signal',
        exitStatus: '11',
      }),
      'failed it was killed by signal 11',
    ],
    ['gone', unitState('shop-web.service', { loadState: 'not-found' }), 'failed systemd has it as not-found'],
  ])('%s', async (_, after, wanted) => {
    expect(await results('start', 'shop-web.service', [], [after])).toEqual([`shop-web.service ${wanted}`]);
  });

  test('what runs already is not said to be started', async () => {
    const [same] = [running('shop-web.service')];
    expect(await results('start', 'shop-web.service', [same], [same])).toEqual([
      'shop-web.service already it runs already',
    ]);
    expect(await results('restart', 'shop-web.service', [same], [running('shop-web.service', 'b')])).toEqual([
      'shop-web.service restarted',
    ]);
    expect(await results('restart', 'shop-web.service', [same], [same])).toEqual([
      'shop-web.service failed it was not restarted',
    ]);
  });

  test('what does not stay up has failed', async () => {
    const shaky = new Map([['shop-web.service', 'restarted 2 times while it should settle']]);
    expect(await results('start', 'shop-web.service', [], [running('shop-web.service')], shaky)).toEqual([
      'shop-web.service failed restarted 2 times while it should settle',
    ]);
  });

  test('a dependent that systemd restarted along is said, too', async () => {
    const before = [running('shop.service'), running('shop-web.service')];
    const after = [running('shop.service', 'b'), running('shop-web.service', 'b')];
    expect(await results('restart', 'shop.service', before, after)).toEqual([
      'shop.service restarted',
      'shop-web.service restarted along with shop.service',
    ]);
  });

  test('what a failed dependency kept from starting has not ended well', async () => {
    const down = unitState('shop-web.service');
    const said = 'shop-web.service failed systemd did not start it: a unit that it requires failed';
    expect(await results('start', 'shop-web.service', [], [down], new Map(), false)).toEqual([said]);
    expect(await results('start', undefined, [], [down])).toContain(said);
  });

  test('a run that systemd has forgotten already has ended well', async () => {
    expect(await results('start', 'shop-extra.service', [], [unitState('shop-extra.service')])).toEqual([
      'shop-extra.service ended it ran and ended without an error',
    ]);
  });

  test('to stop what had failed before is no failure', async () => {
    const failed = unitState('shop-web.service', { activeState: 'failed', result: 'exit-code' });
    expect(await results('stop', 'shop-web.service', [failed], [failed])).toEqual([
      'shop-web.service already it did not run',
    ]);
  });

  test('a stop that ends in failure is one', async () => {
    const after = unitState('shop-web.service', { activeState: 'failed', result: 'timeout' });
    expect(await results('stop', 'shop-web.service', [running('shop-web.service')], [after])).toEqual([
      'shop-web.service failed stopped, but it took longer to start or stop than its `timeouts` allow',
    ]);
  });
});
