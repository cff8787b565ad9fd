import { describe, expect, it } from 'vitest';
import { downgradeOf, downgrades } from '../../../src/unit/directives/downgrades.ts';
import { directiveOf, nearestDirective, sections } from '../../../src/unit/directives/table.ts';

describe('directiveOf', () => {
  it.each([
    ['Unit', 'Description', { effect: 'none', list: false }],
    ['Unit', 'After', { effect: 'restart', list: true }],
    ['Install', 'WantedBy', { effect: 'install', list: true }],
    ['Service', 'ExecReload', { effect: 'reload' }],
    ['Service', 'MemoryMax', { effect: 'cgroup', list: false }],
    ['Slice', 'CPUQuota', { effect: 'cgroup' }],
    ['Service', 'ExecStart', { effect: 'restart', list: true }],
    ['Service', 'RestartSteps', { since: 254 }],
    ['Service', 'ExecSearchPath', { since: 250 }],
    ['Service', 'MemoryLimit', { deprecated: 'MemoryMax=' }],
  ] as const)('[%s] %s=', (section, key, facts) => expect(directiveOf(section, key)).toMatchObject(facts));

  it.each([
    ['Service', 'toString'],
    ['constructor', 'x'],
    ['Service', 'memorymax'],
    ['Target', 'Wants'],
  ])('does not know [%s] %s=', (section, key) => expect(directiveOf(section, key)).toBeUndefined());
});

describe('nearestDirective', () => {
  it.each([
    ['Service', 'StartLimitIntervalSec', { section: 'Unit', key: 'StartLimitIntervalSec' }],
    ['Service', 'WantedBy', { section: 'Install', key: 'WantedBy' }],
    ['Service', 'MemoryMx', { section: 'Service', key: 'MemoryMax' }],
    ['Service', 'Execstart', { section: 'Service', key: 'ExecStart' }],
    ['Unit', 'Descripton', { section: 'Unit', key: 'Description' }],
    ['Service', 'Dependson', undefined],
  ])('[%s] %s=', (section, key, expected) => expect(nearestDirective(section, key)).toEqual(expected));
});

describe('downgrades', () => {
  it('name keys that exist, with versions that fit the table', () => {
    for (const { key, value, since } of downgrades) {
      const facts = Object.keys(sections)
        .map((section) => directiveOf(section, key))
        .find((found) => found !== undefined);
      expect(facts, key).toBeDefined();
      if (value === undefined) expect(facts?.since, key).toBe(since);
      else expect(facts?.since ?? 0, key).toBeLessThanOrEqual(since);
    }
  });

  it.each([
    ['Type', 'exec', 239, { value: 'simple' }],
    ['Type', 'exec', 240, undefined],
    ['Type', 'notify-reload', 252, { value: 'notify' }],
    ['RestartSteps', '5', 253, { drop: true }],
    ['StandardOutput', 'truncate:/x', 247, { value: 'file:' }],
    ['PrivateTmp', 'disconnected', 252, { value: 'yes' }],
  ])('%s=%s on %i', (key, value, version, instead) =>
    expect(downgradeOf(key, value, version)?.instead).toEqual(instead),
  );
});
