import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gather } from '../../src/host/gather.ts';
import type { EnvironmentStatus } from '../../src/host/status.ts';
import { summarize } from '../../src/host/summarize.ts';
import { statusText } from '../../src/commands/show-status.ts';
import { replaceLink } from '../../src/install/durable.ts';
import { findInstalled } from '../../src/install/hosts.ts';
import { wantsLink } from '../../src/install/paths.ts';
import { readState, switchTo, writeGeneration, writePending, writeState } from '../../src/install/store.ts';
import type { UnitState } from '../../src/systemd/service-manager.ts';
import { fakeManager, running, unitState, type FakeManager } from './fake-manager.ts';
import { installShop, shopBundle } from './shop.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const up = [
  running('shop.target'),
  running('shop.service'),
  running('shop-web.service'),
  running('shop-backup.timer', 'a', { subState: 'waiting' }),
];

async function look(
  home: string,
  states: readonly UnitState[],
): Promise<{ status: EnvironmentStatus; fake: FakeManager; findings: readonly string[] }> {
  const fake = fakeManager(states);
  const installed = findInstalled({ home, runtime: home }).filter(({ paths }) => paths.scope === 'user');
  const [facts] = await gather({
    installed,
    managerOf: () => fake.manager,
    uid: 0,
    home,
    brief: false,
    probe: false,
    now: NOW,
  });
  if (facts === undefined) throw new Error('nothing is installed');
  const status = summarize({ ...facts, notLingering: undefined });
  return { status, fake, findings: status.findings.map(({ unit, code }) => `${unit ?? '*'} ${code}`) };
}

/** Replaces the state of one unit. */
const but = (...states: readonly UnitState[]): readonly UnitState[] => [
  ...up.filter(({ name }) => !states.some((state) => state.name === name)),
  ...states,
];

/** Without what is said of the one service that has a port, where it is not the point. */
const portless = (findings: readonly string[]): readonly string[] =>
  findings.filter((one) => one !== 'shop.service port-closed');

describe('what is off', () => {
  test.each<[string, readonly UnitState[], readonly string[]]>([
    ['nothing', up, []],
    ['nothing started', [], ['* not-started']],
    ['stopped by hand', but(unitState('shop-web.service')), ['shop-web.service stopped']],
    [
      'nothing (regression: a job that ended well was said to be stopped)',
      but(unitState('shop-web.service', { exitCode: '1', exitStatus: '0' })),
      [],
    ],
    [
      'failed',
      but(unitState('shop-web.service', { activeState: 'failed', result: 'exit-code', exitStatus: '1' })),
      ['shop-web.service failed'],
    ],
    [
      'out of memory',
      but(unitState('shop.service', { activeState: 'failed', result: 'oom-kill' })),
      ['shop.service out-of-memory'],
    ],
    [
      'crashing (regression: one that waits for its health check again and again was well)',
      but(unitState('shop-web.service', { activeState: 'activating', subState: 'start-post', restarts: 1 })),
      ['shop-web.service crashing'],
    ],
    [
      'crashing',
      but(
        unitState('shop-web.service', {
          activeState: 'activating',
          subState: 'auto-restart',
          result: 'exit-code',
        }),
      ),
      ['shop-web.service crashing'],
    ],
    [
      'edited',
      but(running('shop-web.service', 'a', { dropIns: ['/etc/systemd/user/shop-web.service.d/x.conf'] })),
      ['shop-web.service edited'],
    ],
    [
      'a drop-in of the distribution is no edit',
      but(running('shop-web.service', 'a', { dropIns: ['/usr/lib/systemd/user/service.d/x.conf'] })),
      [],
    ],
    [
      'changed on disk',
      but(running('shop-web.service', 'a', { needDaemonReload: true })),
      ['shop-web.service changed-on-disk'],
    ],
    [
      'not found',
      but(unitState('shop-web.service', { loadState: 'not-found' })),
      ['shop-web.service missing'],
    ],
    [
      'a condition',
      but(unitState('shop-web.service', { conditionMet: false })),
      ['shop-web.service stopped'],
    ],
  ])('%s', async (_, states, wanted) => {
    const { home } = installShop();
    expect(portless((await look(home, states)).findings)).toEqual(wanted);
  });

  test('a service that runs and does not listen', async () => {
    const { home } = installShop();
    const { findings } = await look(home, up);
    expect(findings).toEqual(['shop.service port-closed']);
  });

  test('disabled by the operator, and as a whole', async () => {
    const { home, paths } = installShop();
    rmSync(wantsLink(paths, 'shop-web.service', 'shop.target'));
    expect(portless((await look(home, up)).findings)).toEqual(['shop-web.service disabled']);
    rmSync(join(paths.operator, 'shop.target.wants'), { recursive: true });
    rmSync(wantsLink(paths, 'shop.target', 'default.target'));
    expect(portless((await look(home, up)).findings)).toEqual(['* not-enabled']);
  });

  test('masked', async () => {
    const { home, paths } = installShop();
    replaceLink(join(paths.operator, 'shop-web.service'), '/dev/null');
    expect(
      portless((await look(home, but(unitState('shop-web.service', { loadState: 'masked' })))).findings),
    ).toContain('shop-web.service masked');
  });

  test('restart pending: the run is older than what is installed', async () => {
    const { home, paths } = installShop();
    const state = readState(paths);
    if (state === undefined) throw new Error('no state');
    const record = { invocationId: 'shop-web.service a', generation: 1, secrets: '', files: '' };
    writeState(paths, { ...state, units: { 'shop-web.service': record } });
    writeGeneration(paths, 2, shopBundle('Nice=5'));
    switchTo(paths, 2);
    const { status, findings } = await look(home, up);
    expect(portless(findings)).toEqual(['shop-web.service restart-pending']);
    expect(status.findings.find(({ code }) => code === 'restart-pending')).toEqual({
      code: 'restart-pending',
      unit: 'shop-web.service',
      text: 'restart pending: it runs with other content than is installed (Nice=)',
      command: 'tsm restart web @live',
    });
    expect(portless((await look(home, but(running('shop-web.service', 'b')))).findings)).toEqual([]);
  });

  test('an install that was interrupted, and one that is at work', async () => {
    const { home, paths } = installShop();
    const pending = {
      format: 1,
      environment: 'live',
      generation: 2,
      units: [],
      restart: [],
      now: false,
      enabled: [],
      directories: [],
    } as const;
    writePending(paths, { ...pending, pid: 4_194_305 } as never);
    const { findings, status } = await look(home, up);
    expect(findings).toContain('* interrupted');
    // Regression: status said to install, and doctor to enable.
    expect(status.findings.find(({ code }) => code === 'interrupted')?.command).toBe('tsm enable @live');
    writePending(paths, { ...pending, pid: process.pid } as never);
    expect((await look(home, up)).findings).toContain('* busy');
  });

  test('code that is newer than its process, data and packages not', async () => {
    const { home } = installShop();
    const root = join(home, 'app');
    for (const folder of ['node_modules', 'logs', 'lib']) mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['node_modules/x.js', 'logs/y.js', 'lib/z.js', 'data.sqlite'])
      writeFileSync(join(root, file), '');
    const old = new Date(NOW - 60_000);
    utimesSync(join(root, 'lib/z.js'), old, old);
    const bundle = shopBundle(`ExecStart=/usr/bin/env node main.js\nWorkingDirectory=${root}`);
    const manifest = { ...bundle.manifest, root };
    const files = new Map([...bundle.files, ['tsm.json', JSON.stringify(manifest)]]);
    const { home: second } = installShop({ manifest, files });
    const states = but(running('shop-web.service', 'a', { mainPid: 1, mainStartedAt: NOW - 30_000 }));
    expect(portless((await look(second, states)).findings)).toEqual([]);
    utimesSync(join(root, 'lib/z.js'), new Date(NOW), new Date(NOW));
    expect(portless((await look(second, states)).findings)).toEqual(['shop-web.service files-newer']);
  });
});

test('one show for all', async () => {
  const { home } = installShop();
  const { fake } = await look(home, up);
  expect(fake.calls).toHaveLength(1);
  expect(fake.calls[0]).toMatch(/^show /);
});

describe('the table', () => {
  const long = but(
    running('shop.service', 'a', {
      mainPid: 123_456,
      memoryBytes: 123_456_789,
      cpuNanoseconds: 61e9,
      restarts: 12,
      activeSince: NOW - 86_400_000,
    }),
    unitState('shop-web.service', {
      activeState: 'failed',
      subState: 'failed',
      result: 'oom-kill',
      changedAt: NOW - 5000,
    }),
  );

  test.each([40, 60, 80, 200])('fits into %d columns', async (width) => {
    const { home } = installShop();
    const { status } = await look(home, long);
    const text = statusText([{ ...status, findings: [] }], { width, color: false, now: NOW });
    const lines = text.split('\n').slice(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(text).toContain('4500');
    expect(text).toContain('failed');
  });

  test('regression: it said to start at boot what starts at login', async () => {
    const { home } = installShop();
    const { status } = await look(home, up);
    const [finding] = status.findings;
    const lonely = { ...finding, code: 'not-lingering' } as EnvironmentStatus['findings'][number];
    const text = statusText([{ ...status, findings: [lonely] }], { width: 80, color: false, now: NOW });
    expect(text).toMatch(/^@live .*, starts at login, generation 1/);
  });

  test('as it looks at 80 columns', async () => {
    const { home } = installShop();
    const { status } = await look(home, long);
    expect(`\n${statusText([status], { width: 80, color: false, now: NOW })}`).toBe(`
@live  shop.target active, starts at boot, generation 1, user scope
UNIT               STATE     SINCE  MEMORY  RESTARTS  PORT         ENABLED
shop               running      1d  117.7M        12  4500 closed  yes
shop-web           failed       5s                                 yes
shop-extra         inactive                                        no
shop-backup        inactive                                        -
shop-backup.timer  waiting                                         yes

! shop: runs, but nothing listens on port 4500  →  tsm logs shop @live
! shop-web: killed for memory: it needed more than it may have
    → tsm logs web @live
`);
  });
});
