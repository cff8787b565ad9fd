import { describe, expect, test } from 'vitest';
import { endedByItself, startHelps } from '../../src/host/operator-rules.ts';
import { unitState } from './fake-manager.ts';

/** It became active at 1000 and left that at 9000. */
const ended = (more: object = {}) =>
  unitState('shop-web.service', {
    exitCode: '1',
    exitStatus: '0',
    activeSince: 1000,
    changedAt: 9000,
    stopTook: 0,
    ...more,
  });

describe('regression: one that ended by itself was to be started, again and again', () => {
  test.each<[string, object, boolean]>([
    ['it left active and was inactive at once', {}, true],
    ['a stop waited for it', { stopTook: 2 }, false],
    ['it left processes behind at once', { stopTook: 90, changedAt: 1400 }, true],
    ['a signal ended it', { exitCode: '2', exitStatus: '15' }, false],
    ['it never ran', { activeSince: 0 }, false],
    ['systemd does not say', { stopTook: undefined }, false],
    ['it failed', { activeState: 'failed', result: 'exit-code', exitStatus: '1' }, false],
  ])('%s', (_, more, wanted) => {
    expect(endedByItself(ended(more))).toBe(wanted);
  });

  test('nor does a start help where a condition keeps it down', () => {
    expect([startHelps(ended()), startHelps(ended({ stopTook: 2 }))]).toEqual([false, true]);
    expect(startHelps(unitState('a.service', { conditionMet: false }))).toBe(false);
  });
});
