import { describe, expect, test } from 'vitest';
import { endedByItself, startHelps } from '../../src/host/operator-rules.ts';
import { unitState } from './fake-manager.ts';

const ended = (more: object = {}) =>
  unitState('shop-web.service', {
    exitCode: '1',
    exitStatus: '0',
    mainEndedFirst: true,
    ...more,
  });

describe('regression: one that ended by itself was to be started, again and again', () => {
  test.each<[string, object, boolean]>([
    ['its process ended before it left active', {}, true],
    ['it left active, and then its process ended', { mainEndedFirst: false }, false],
    ['a signal ended it', { exitCode: '2', exitStatus: '15' }, false],
    ['it never ran', { mainEndedFirst: undefined }, false],
    ['it failed', { activeState: 'failed', result: 'exit-code', exitStatus: '1' }, false],
  ])('%s', (_, more, wanted) => {
    expect(endedByItself(ended(more))).toBe(wanted);
  });

  test('nor does a start help where a condition keeps it down', () => {
    expect([startHelps(ended()), startHelps(ended({ mainEndedFirst: false }))]).toEqual([false, true]);
    expect(startHelps(unitState('a.service', { conditionMet: false }))).toBe(false);
  });
});
