import { describe, expect, test } from 'vitest';
import { observeElsewhere, type Elsewhere } from '../../src/doctor/elsewhere.ts';
import { listensElsewhere } from '../../src/doctor/port-rules.ts';
import { commandLine } from '../../src/doctor/raw.ts';
import type { Subject, UnitFinding } from '../../src/doctor/unit-rules.ts';
import type { PortStatus } from '../../src/host/status.ts';
import { unitState } from '../host/fake-manager.ts';

const NOW = 1_800_000_000_000;

const port = (
  number: number,
  listening: PortStatus['listening'],
  more: Partial<PortStatus> = {},
): PortStatus => ({
  number,
  protocol: 'tcp',
  listening,
  holder: null,
  ...more,
});

/** A service whose own port is 8080, with processes that listen on `found`. */
const look = (
  ports: readonly PortStatus[],
  found: readonly number[],
  state: Parameters<typeof unitState>[1] = {},
): Elsewhere | undefined =>
  observeElsewhere(
    8080,
    ports,
    unitState('shop.service', { activeState: 'active', mainPid: 7, mainStartedAt: NOW - 1000, ...state }),
    NOW,
    () => found,
  );

describe('whether it listens elsewhere', () => {
  test('regression: a port that its program chose itself was only a failed health check', () => {
    expect(look([port(8080, 'no')], [3000])).toEqual({ wanted: 8080, found: [3000] });
  });

  test('somebody else has its port, so it took another', () => {
    expect(look([port(8080, 'other')], [8081])).toEqual({ wanted: 8080, found: [8081] });
  });

  test.each<[string, readonly PortStatus[], readonly number[]]>([
    ['on its own port, and on one more', [port(8080, 'yes')], [3000]],
    ['on nothing', [port(8080, 'no')], []],
    ['on a port that its definition names, too', [port(8080, 'no'), port(9090, 'yes')], [9090]],
    ['where we may not see', [port(8080, 'unknown')], [3000]],
    ['a port of UDP', [port(8080, 'no', { protocol: 'udp' })], [3000]],
    ['no port of its own', [port(9090, 'no')], [3000]],
  ])('not so: %s', (_, ports, found) => {
    expect(look(ports, found)).toBeUndefined();
  });

  test('while it starts, only once it had the time to open more than one port', () => {
    const starting = { activeState: 'activating', subState: 'start-post' };
    expect(look([port(8080, 'no')], [3000], starting)).toBeUndefined();
    expect(look([port(8080, 'no')], [3000], { ...starting, mainStartedAt: NOW - 5000 })).toBeDefined();
  });

  test('a service that does not run listens on nothing', () => {
    expect(look([port(8080, 'no')], [3000], { activeState: 'failed', mainPid: 0 })).toBeUndefined();
  });
});

describe('what is said of it', () => {
  const said = (elsewhere: Elsewhere | undefined, source?: string): readonly UnitFinding[] =>
    listensElsewhere({
      one: { elsewhere, source, view: { unit: 'shop.service', workingDirectory: { path: '/opt/shop' } } },
    } as Subject);

  test('both ports, what to edit, and where the number may stand', () => {
    const [found] = said({ wanted: 8080, found: [3000] }, 'services/shop.tsm');
    expect(found?.what).toBe('it listens on port 3000 and not on 8080, which is its own');
    expect(found?.why).toContain('It is told 8080 as PORT');
    expect(found?.why).toContain('TSM_PORT="3000" in services/shop.tsm.');
    expect(commandLine(found?.steps ?? [], false)).toBe(
      'grep -rnwI --exclude-dir=node_modules --exclude-dir=.git 3000 /opt/shop',
    );
  });

  test('a service of the config, and several ports', () => {
    expect(said({ wanted: 8080, found: [3000] }, 'tsm.config.ts')[0]?.why).toContain(
      'make its port 3000 in tsm.config.ts.',
    );
    expect(said({ wanted: 8080, found: [3000, 9229] }, 'services/shop.tsm')[0]?.why).toContain(
      'write the port that it means as TSM_PORT in services/shop.tsm.',
    );
  });

  test('nothing, where it listens as it should', () => {
    expect(said(undefined)).toEqual([]);
  });
});
