import { describe, expect, test } from 'vitest';
import type { EnvironmentExam } from '../../src/doctor/examine.ts';
import { editOf } from '../../src/doctor/edits.ts';
import { isSuspect } from '../../src/doctor/suspect.ts';
import { unitState } from '../host/fake-manager.ts';

const MINUTE = 60_000;
const EDITED = 1000 * MINUTE;
const PATH = '/etc/systemd/system/shop-web.service.d/x.conf';
const UNIT = 'shop-web.service';

/** Started a moment after the edit, and ended with status 1. */
const FAILED = {
  activeState: 'failed',
  result: 'exit-code',
  exitCode: '1',
  exitStatus: '1',
  mainStartedAt: EDITED + 1000,
  changedAt: EDITED + 1500,
};

const suspect = (more: object, text = '[Service]\nLimitNOFILE=3\n'): boolean =>
  isSuspect(UNIT, unitState(UNIT, { ...FAILED, ...more }), [PATH], {
    edits: new Map([[PATH, { ...editOf(text), changedAt: EDITED }]]),
    bundle: { files: new Map([[UNIT, '[Service]\nMemoryMax=40M\n']]) },
  } as object as EnvironmentExam);

describe('whether an edit is why a unit is down', () => {
  test.each<[string, object, boolean]>([
    ['it failed at its first start after it', {}, true],
    ['it runs', { activeState: 'active', result: 'success' }, false],
    ['it was stopped', { activeState: 'inactive', result: 'success' }, false],
    ['the run that failed began before it', { mainStartedAt: EDITED - 1 }, false],
    ['it ran well with it for long', { changedAt: EDITED + 10 * MINUTE }, false],
    [
      'it is not what is new',
      { mainStartedAt: EDITED + 5000 * MINUTE, changedAt: EDITED + 5000 * MINUTE },
      false,
    ],
    ['a command before it failed', { exitStatus: '0', mainStartedAt: EDITED - MINUTE }, true],
    ['nothing could be started', { result: 'resources', mainStartedAt: 0 }, true],
    [
      'systemd refuses its text',
      { loadState: 'bad-setting', activeState: 'inactive', result: 'success' },
      true,
    ],
    ['it was killed for memory', { result: 'oom-kill' }, false],
  ])('%s: %s', (_, more, wanted) => {
    expect(suspect(more)).toBe(wanted);
  });

  test('settings that keep nothing from running are not', () => {
    expect(suspect({}, '[Unit]\nDescription=Shop\n[Service]\nNice=5\nRestartSec=1min\n')).toBe(false);
    expect(suspect({}, '[Service]\nNice=5\nUser=ghost\n')).toBe(true);
  });

  test('less memory is, and more is not', () => {
    const killed = { result: 'oom-kill' };
    expect(suspect(killed, '[Service]\nMemoryMax=1M\n')).toBe(true);
    expect(suspect(killed, '[Service]\nMemoryMax=80M\n')).toBe(false);
  });
});
