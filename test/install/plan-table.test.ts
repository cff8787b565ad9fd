import { describe, expect, test } from 'vitest';
import { assumeHost } from '../../src/compare/assumed-host.ts';
import type { Action, ActionPlan } from '../../src/install/action-plan.ts';
import type { SystemState, UnitLinks } from '../../src/install/observe.ts';
import { planInstall } from '../../src/install/plan.ts';
import type { StoredBundle } from '../../src/install/store.ts';
import type { InstallOptions } from '../../src/install/verdict.ts';
import type { UnitState } from '../../src/systemd/service-manager.ts';
import { bundleOf, type Written } from './bundles.ts';

const OPTIONS: InstallOptions = { now: false, restart: [], noRestart: false };

interface Situation {
  readonly options?: Partial<InstallOptions>;
  /** What differs from a host where all is as the old bundle says. */
  readonly units?: Readonly<Record<string, Partial<UnitState>>>;
  readonly links?: Readonly<Record<string, Partial<UnitLinks>>>;
  readonly system?: Partial<SystemState>;
}

/** The plan from a host on which `before` runs to `after`. */
function planOf(
  before: StoredBundle | undefined,
  after: StoredBundle,
  situation: Situation = {},
): ActionPlan {
  const assumed = assumeHost('system', 'shop', before);
  const units = new Map(
    [...assumed.units].map(([unit, state]) => [unit, { ...state, ...situation.units?.[unit] }]),
  );
  const links = new Map(
    [...assumed.links].map(([unit, there]) => [unit, { ...there, ...situation.links?.[unit] }]),
  );
  return planInstall(
    after,
    { ...assumed, units, links, ...situation.system },
    { ...OPTIONS, ...situation.options },
  );
}

/** What happens to processes and to systemd, in order; which files are written is another matter. */
const effects = ({ actions }: ActionPlan): readonly string[] =>
  actions.flatMap((action: Action) => {
    switch (action.kind) {
      case 'daemon-reload':
        return ['daemon-reload'];
      case 'stop':
      case 'start':
      case 'restart':
      case 'reload':
      case 'apply-limits':
        return [`${action.kind} ${action.units.join(' ')}`]; // prettier-ignore
      case 'enable':
      case 'disable':
        return [`${action.kind} ${action.unit} in ${action.in}`]; // prettier-ignore
      default:
        return [];
    }
  });

const one = (written: Written): StoredBundle => bundleOf({ api: written, other: {} });
const RELOAD = ['ExecReload=/bin/kill -HUP $MAINPID'];

/** Section 8 of the design, row by row: what differs in one service, and what happens then. */
const ROWS: Readonly<Record<string, readonly [before: Written, after: Written, effects: readonly string[]]>> = {
  'a comment': [{}, { comment: 'new' }, ['daemon-reload']],
  'the description': [{}, { description: 'new' }, ['daemon-reload']],
  'the documentation': [{}, { service: [], description: 'api\nDocumentation=https://a.b' }, ['daemon-reload']],
  'the order of lines': [{ service: ['Nice=1', 'UMask=022'] }, { service: ['UMask=022', 'Nice=1'] }, ['daemon-reload']],
  '[Install]': [
    {}, { wantedBy: 'other.target' },
    ['enable shop-api.service in other.target', 'disable shop-api.service in shop.target', 'daemon-reload'],
  ],
  'the reload command, which can reload': [{}, { service: RELOAD }, ['daemon-reload', 'reload shop-api.service']],
  'the reload command, taken away': [{ service: RELOAD }, {}, ['daemon-reload']],
  'a limit': [{}, { service: ['MemoryMax=64M'] }, ['daemon-reload', 'apply-limits shop-api.service']],
  'the command': [{}, { exec: '/bin/two' }, ['daemon-reload', 'restart shop-api.service']],
  'an environment value': [{}, { environment: 'bye' }, ['daemon-reload', 'restart shop-api.service']],
  'a limit and the command': [{}, { exec: '/bin/two', service: ['MemoryMax=64M'] }, ['daemon-reload', 'restart shop-api.service']],
  'the command, onChange reload': [
    { service: RELOAD }, { service: RELOAD, exec: '/bin/two', entry: { onChange: 'reload' } },
    ['daemon-reload', 'reload shop-api.service'],
  ],
  'the command, onChange reload without a way to reload': [
    {}, { exec: '/bin/two', entry: { onChange: 'reload' } }, ['daemon-reload', 'restart shop-api.service'],
  ],
  'the command, onChange stop-start': [
    {}, { exec: '/bin/two', entry: { onChange: 'stop-start' } },
    ['stop shop-api.service', 'daemon-reload', 'start shop-api.service'],
  ],
  'the command, onChange keep': [{}, { exec: '/bin/two', entry: { onChange: 'keep' } }, ['daemon-reload']],
  'a timer': [
    { trigger: { type: 'timer', lines: ['OnCalendar=daily'] } }, { trigger: { type: 'timer', lines: ['OnCalendar=weekly'] } },
    ['daemon-reload', 'restart shop-api.timer'],
  ],
  'a socket': [
    { trigger: { type: 'socket', lines: ['ListenStream=1'] } }, { trigger: { type: 'socket', lines: ['ListenStream=2'] } },
    ['daemon-reload', 'restart shop-api.socket'],
  ],
}; // prettier-ignore

describe('what a change needs', () => {
  test.each(Object.entries(ROWS))('%s', (_, [before, after, wanted]) => {
    expect(effects(planOf(one(before), one(after)))).toEqual(wanted);
  });

  test('nothing', () => {
    expect(planOf(one({}), one({})).actions).toEqual([]);
  });

  test('a file of restartOn, secrets', () => {
    for (const what of ['files', 'secrets'] as const) {
      const inputs = new Map([['shop-api.service', { secrets: '', files: '', [what]: 'changed' }]]);
      expect(effects(planOf(one({}), one({}), { system: { inputs } })), what).toEqual([
        'restart shop-api.service',
      ]);
    }
  });

  test('a unit removed: stopped before the switch, its links away, before the one daemon-reload', () => {
    const plan = planOf(one({}), bundleOf({ other: {} }));
    expect(plan.actions.map(({ kind }) => kind)).toEqual([
      'write-generation',
      'stop',
      'switch',
      'unlink',
      'disable',
      'daemon-reload',
    ]);
  });

  test('a unit new: linked before the switch, enabled after it, started when the target is active', () => {
    const plan = planOf(bundleOf({ other: {} }), one({}));
    expect(plan.actions.map(({ kind }) => kind)).toEqual([
      'write-generation',
      'link',
      'switch',
      'enable',
      'daemon-reload',
      'start',
    ]);
    const down = { units: { 'shop.target': { activeState: 'inactive' } } };
    expect(effects(planOf(bundleOf({ other: {} }), one({}), down))).toEqual([
      'enable shop-api.service in shop.target',
      'daemon-reload',
    ]);
    const late = one({ entry: { autostart: false } });
    expect(effects(planOf(bundleOf({ other: {} }), late))).toEqual(['daemon-reload']);
  });

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
