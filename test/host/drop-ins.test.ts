import { describe, expect, test } from 'vitest';
import { closing, hostDropIns, isOfOneUnit, sharedDropIns } from '../../src/host/drop-ins.ts';
import { editOf } from '../../src/doctor/edits.ts';
import { unitState } from './fake-manager.ts';

const UNIT = 'shop-web.service';

describe('what takes an edit away', () => {
  test.each<[string, 'system' | 'user', readonly string[]]>([
    ['/etc/systemd/system/shop-web.service.d/x.conf', 'system', ['revert', UNIT]],
    ['/etc/systemd/system.control/shop-web.service.d/50-Nice.conf', 'system', ['revert', UNIT]],
    ['/run/systemd/system.control/shop-web.service.d/50-Nice.conf', 'system', ['cat', UNIT]],
    ['/usr/local/lib/systemd/system/shop-web.service.d/x.conf', 'system', ['cat', UNIT]],
    ['/home/al/.config/systemd/user/shop-web.service.d/x.conf', 'user', ['revert', UNIT]],
    ['/etc/systemd/user/shop-web.service.d/x.conf', 'user', ['cat', UNIT]],
    // Regression: systemctl revert was advised for what it leaves.
    ['/etc/systemd/system/service.d/x.conf', 'system', ['cat', UNIT]],
    ['/etc/systemd/system/shop-.service.d/x.conf', 'system', ['cat', UNIT]],
  ])('%s', (path, scope, wanted) => {
    expect(closing([path], UNIT, scope)).toEqual(wanted);
  });

  test('a drop-in for all services is one, however many have it', () => {
    const all = '/etc/systemd/system/service.d/x.conf';
    const own = '/etc/systemd/system/a.service.d/x.conf';
    const units = ['a.service', 'b.service'].map((name) =>
      unitState(name, { dropIns: [all, ...(name === 'a.service' ? [own] : []), '/usr/lib/x.d/y.conf'] }),
    );
    expect(sharedDropIns(new Map(units.map((state) => [state.name, state])))).toEqual([all]);
    expect(units.map(hostDropIns)).toEqual([[all, own], [all]]);
    expect(isOfOneUnit(own, 'a.service')).toBe(true);
  });
});

describe('what an edit says', () => {
  test('assignments that systemd heeds, and what it passes over', () => {
    expect(editOf('Nice=1\n[Service]\nUser=ghost\nUsre=x\nX-Note=y\n[X-Mine]\nA=b\n')).toEqual({
      sets: [{ section: 'Service', key: 'User', value: 'ghost' }],
      ignored: ['line 1: it stands before the first section', 'Usre= in [Service]'],
    });
  });
});
