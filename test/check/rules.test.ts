import { describe, expect, test } from 'vitest';
import { foresee } from '../../src/check/rules.ts';
import { compile } from '../../src/compile.ts';
import { loadLayouts } from '../../src/unit/layouts.ts';

/** What each rule must not be alarmed by. What it says is in the fixtures. */
const QUIET: Readonly<Record<string, object>> = {
  'accounts that every host has': { unit: { Service: { SupplementaryGroups: 'video systemd-journal 44' } } },
  'a group that the bundle creates': { unit: { Service: { SupplementaryGroups: 'shop' } } },
  'a unit of this machine': { unit: { Unit: { After: 'postgresql.service getty@tty1.service' } } },
  'targets of the boot': {
    unit: { Unit: { After: 'network.target time-sync.target', Wants: 'time-sync.target' } },
  },
  'units without a file': {
    unit: { Unit: { After: 'dev-sda1.device -.mount', BindsTo: 'dev-sda1.device' } },
  },
  'to come after the whole boot': { unit: { Unit: { After: 'multi-user.target' } } },
  'a timer and its service': { type: 'oneshot', unit: { Timer: { OnCalendar: 'daily' } } },
  'specifiers as they are meant': {
    unit: {
      Service: { ExecStopPost: '/bin/touch %S/shop/%n %E/shop %t/x-%m', Environment: 'A=%d/key B=%H' },
    },
  },
  'percent signs that are doubled': { unit: { Service: { ExecStopPost: '/bin/date +%%Y-%%m-%%d' } } },
  'a date in a command': { command: 'date +%Y-%m-%d', type: 'oneshot' },
  'percent signs for printf': { command: "printf '%h 100%%\\n'", type: 'oneshot' },
  'one file for two streams': {
    unit: { Service: { StandardOutput: 'append:/var/log/shop', StandardError: 'append:/var/log/shop' } },
  },
  'a service that never gives up, with pauses': { restart: { policy: 'always', delay: '5s', limit: false } },
  'no pause within a limit': {
    restart: { policy: 'always', delay: 0, limit: { burst: 5, interval: '5min' } },
  },
  'a binary of the project': { command: './bin/server' },
  'paths outside of the root': { cwd: '/srv', source: ['/etc/profile'], restartOn: ['/etc/ssl/cert.pem'] },
};

describe('no rule is alarmed by', () => {
  test.each(Object.entries(QUIET))('%s', (_, settings) => {
    expect(codesOf([{ name: 'shop', command: 'node server.js', ...settings }])).toEqual([]);
  });

  test('two services of one user that share a state directory', () => {
    const unit = { Service: { StateDirectory: 'shop', ReadWritePaths: '/srv/data' } };
    const [one, other] = ['shop', 'worker'].map((name) => ({ name, command: 'node server.js', unit }));
    expect(codesOf([one, other])).toEqual([]);
  });
});

describe('cycles', () => {
  test.each([
    ['the network, which every service waits for', { Unit: { Before: 'network-online.target' } }],
    ['the basic system', { Unit: { Before: 'sysinit.target' } }],
    ['its own target', { Unit: { After: 'shop.target' } }],
    [
      'a target that waits for it',
      { Unit: { After: 'multi-user.target' }, Install: { RequiredBy: 'multi-user.target' } },
    ],
    [
      'its own timer',
      { Unit: { Before: 'shop.timer', After: 'timers.target' }, Timer: { OnCalendar: 'daily' } },
    ],
  ])('before or after %s', (_, unit) => {
    const type = 'Timer' in unit ? { type: 'oneshot' } : {};
    expect(codesOf([{ name: 'shop', command: 'node server.js', unit, ...type }])).toContain('ordering-cycle');
  });
});

const layouts = loadLayouts();

/** What the rules say of these services. */
function codesOf(services: readonly unknown[]): readonly string[] {
  const sources = {
    configFile: 'tsm.config.json',
    config: { project: 'shop', services, environments: { production: { root: '/srv/shop', user: 'shop' } } },
    find: () => [],
    read: () => ({ unreadable: 'it is not text in UTF-8' }),
    probe: () => ({ exists: true, executable: true }),
    committedPorts: () => ({ value: new Map(), diagnostics: [] }),
  };
  const { value, diagnostics } = compile(sources, layouts);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const elsewhere = new Set(['postgresql.service', 'getty@.service']);
  return value.bundles
    .flatMap((bundle) => foresee({ bundle, services: value.services, sources, elsewhere, saysUser: true }))
    .map(({ code }) => code);
}
