import { describe, expect, test } from 'vitest';
import { bundleOf, type Written } from './bundles.ts';
import { effects, one, planOf } from './planning.ts';

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
});
