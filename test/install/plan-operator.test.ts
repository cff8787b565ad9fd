import { describe, expect, test } from 'vitest';
import { effects, one, planOf } from './planning.ts';

describe('what operators and options decide', () => {
  test.each([
    [
      'stopped',
      { units: { 'shop-api.service': { activeState: 'inactive', invocationId: '' } } },
      /stopped by the operator/,
    ],
    [
      'disabled',
      {
        units: { 'shop-api.service': { activeState: 'inactive', invocationId: '' } },
        links: { 'shop-api.service': { enabledIn: [] } },
      },
      /disabled by the operator/,
    ],
    ['masked', { links: { 'shop-api.service': { masked: true } } }, /masked by the operator/],
  ] as const)('%s by the operator: left alone, and said', (_, situation, reason) => {
    const plan = planOf(one({}), one({ exec: '/bin/two' }), situation);
    expect(plan.units.find(({ unit }) => unit === 'shop-api.service')).toMatchObject({
      verdict: 'left',
      reason: expect.stringMatching(reason),
    });
    expect(effects(plan)).toEqual(['daemon-reload']);
  });

  test('disabled by the operator while it runs: it is served, and stays disabled', () => {
    const plan = planOf(one({}), one({ exec: '/bin/two' }), {
      links: { 'shop-api.service': { enabledIn: [] } },
    });
    expect(effects(plan)).toEqual(['daemon-reload', 'restart shop-api.service']);
  });

  test("a link that an operator's enable pinned is replaced before the switch", () => {
    const links = { 'shop-api.service': { pinnedIn: ['shop.target'] } };
    const kinds = planOf(one({}), one({ exec: '/bin/two' }), { links }).actions.map(({ kind }) => kind);
    expect(kinds.indexOf('enable')).toBeLessThan(kinds.indexOf('switch'));
  });

  test('triggers are held while their service is replaced; one that an operator stopped stays so', () => {
    const trigger = { type: 'timer', lines: ['OnCalendar=daily'] } as const;
    const runs = { 'shop-api.service': { activeState: 'active', invocationId: 'assumed' } };
    const after = one({ trigger, exec: '/bin/two' });
    expect(effects(planOf(one({ trigger }), after, { units: runs }))).toEqual([
      'stop shop-api.timer', 'daemon-reload', 'restart shop-api.service', 'start shop-api.timer',
    ]); // prettier-ignore
    const stopped = { ...runs, 'shop-api.timer': { activeState: 'inactive' } };
    expect(effects(planOf(one({ trigger }), after, { units: stopped }))).toEqual([
      'daemon-reload',
      'restart shop-api.service',
    ]);
  });

  test('a socket stays open over the restart of its service, and takes it along when it changes itself', () => {
    const socket = (port: number) => ({ type: 'socket', lines: [`ListenStream=${port}`] }) as const;
    const runs = { 'shop-api.service': { activeState: 'active', invocationId: 'assumed' } };
    const before = one({ trigger: socket(1) });
    expect(effects(planOf(before, one({ trigger: socket(1), exec: '/bin/two' }), { units: runs }))).toEqual([
      'daemon-reload',
      'restart shop-api.service',
    ]);
    expect(effects(planOf(before, one({ trigger: socket(2) }), { units: runs }))).toEqual([
      'stop shop-api.socket shop-api.service', 'daemon-reload', 'start shop-api.socket shop-api.service',
    ]); // prettier-ignore
  });

  test('regression: --restart left down what had failed, which new code under the same unit was to mend', () => {
    const units = { 'shop-api.service': { activeState: 'failed', invocationId: '' } };
    const planned = (options: object) => planOf(one({}), one({}), { units, options });
    expect(planned({ restart: 'all' }).units).toContainEqual({
      unit: 'shop-api.service',
      verdict: 'start',
      reason: 'it had failed; asked for by --restart',
    });
    expect(effects(planned({ restart: ['api'] }))).toEqual(['start shop-api.service']);
    expect(effects(planned({ restart: ['other'] }))).toEqual(['restart shop-other.service']);
    expect(effects(planned({}))).toEqual([]);
  });

  test('--restart, --restart=NAME, --no-restart', () => {
    expect(effects(planOf(one({}), one({}), { options: { restart: 'all' } }))).toEqual([
      'restart shop-api.service shop-other.service',
    ]);
    expect(effects(planOf(one({}), one({}), { options: { restart: ['api'] } }))).toEqual([
      'restart shop-api.service',
    ]);
    const held = planOf(one({}), one({ exec: '/bin/two' }), { options: { noRestart: true } });
    expect(effects(held)).toEqual(['daemon-reload']);
    expect(held.units.find(({ unit }) => unit === 'shop-api.service')?.verdict).toBe('pending');
  });

  test('--now starts a target that is down', () => {
    const down = Object.fromEntries(
      ['shop.target', 'shop-api.service', 'shop-other.service'].map((unit) => [
        unit,
        { activeState: 'inactive', invocationId: '' },
      ]),
    );
    expect(effects(planOf(one({}), one({}), { units: down }))).toEqual([]);
    expect(effects(planOf(one({}), one({}), { units: down, options: { now: true } }))).toEqual([
      'start shop.target',
    ]);
  });
});

describe('what an interrupted run owes', () => {
  const pending = {
    format: 1, pid: 1, environment: 'live', generation: 1, units: ['shop-api.service', 'shop-gone.service'],
    restart: [], start: ['shop-api.service'], stop: [], directories: [],
  } as const; // prettier-ignore
  const stopped = { 'shop-api.service': { activeState: 'inactive', invocationId: '' } };

  test('killed after its switch: what it would have started is started', () => {
    const plan = planOf(one({}), one({}), {
      units: stopped,
      system: {
        pending: { ...pending, units: [], start: [...pending.start], restart: [], stop: [], directories: [] },
      },
    });
    expect(effects(plan)).toEqual(['daemon-reload', 'start shop-api.service']);
  });

  test('a regression: what systemd starts again and again with other content is restarted', () => {
    const crashing = { 'shop-api.service': { activeState: 'activating', subState: 'auto-restart' } };
    const owing = {
      pending: { ...pending, units: [], start: [...pending.start], restart: [], stop: [], directories: [] },
    };
    expect(effects(planOf(one({}), one({ exec: '/bin/two' }), { units: crashing, system: owing }))).toEqual([
      'daemon-reload',
      'restart shop-api.service',
    ]);
    expect(effects(planOf(one({}), one({}), { units: crashing, system: owing }))).toEqual([
      'daemon-reload',
      'start shop-api.service',
    ]);
  });

  test('killed before its switch: what it had stopped is started', () => {
    const undone = {
      ...pending,
      generation: 2,
      units: [],
      start: [],
      restart: [],
      stop: ['shop-api.service'],
      directories: [],
    };
    expect(effects(planOf(one({}), one({}), { units: stopped, system: { pending: undone } }))).toEqual([
      'daemon-reload',
      'start shop-api.service',
    ]);
  });

  test('a number that never came into use is given out again', () => {
    expect(planOf(one({}), one({ exec: '/bin/two' })).to).toBe(2);
  });
});
