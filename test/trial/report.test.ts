import { describe, expect, test } from 'vitest';
import { trialCode, trialText, troubleText } from '../../src/commands/show-trial.ts';
import type { VerbOutcome } from '../../src/host/lifecycle.ts';
import type { EnvironmentStatus, Finding, UnitStatus } from '../../src/host/status.ts';
import { compile } from '../../src/compile.ts';
import { trialUnits, type TrialReport } from '../../src/trial/report.ts';
import type { Sources } from '../../src/config/sources.ts';
import { loadLayouts } from '../../src/unit/layouts.ts';

const unit = (name: string, more: Partial<UnitStatus> = {}): UnitStatus => ({
  unit: `shop-${name}.service`,
  service: name,
  state: 'running',
  loadState: 'loaded',
  activeState: 'active',
  subState: 'running',
  result: 'success',
  since: null,
  pid: 123,
  memoryBytes: 9_000_000,
  cpuSeconds: 0.1,
  tasks: 1,
  restarts: 0,
  ports: [],
  health: null,
  enabled: true,
  ...more,
});

const status = (units: readonly UnitStatus[], findings: readonly Finding[] = []): EnvironmentStatus => ({
  environment: 'live',
  base: 'shop',
  scope: 'system',
  generation: 1,
  target: null,
  units,
  findings,
});

const outcome = (name: string, more: Partial<VerbOutcome> = {}): VerbOutcome => ({
  unit: `shop-${name}.service`,
  result: 'started',
  state: 'running',
  milliseconds: 350,
  why: '',
  ...more,
});

const report = (units: TrialReport['units']): TrialReport => ({
  environment: 'live',
  target: 'shop.target',
  systemd: 252,
  units,
  notes: [],
  refusal: undefined,
});

const found = (name: string, code: Finding['code'], text: string): Finding => ({
  code,
  unit: `shop-${name}.service`,
  text,
  command: '',
});

const project = {
  project: 'shop',
  systemd: 247,
  services: [
    { name: 'api', command: 'node api.js', port: 4444 },
    { name: 'migrate', command: 'node migrate.js', type: 'oneshot', env: { PORT: '4445' } },
    { name: 'deaf', command: 'node deaf.js', env: { PORT: '4446' } },
    { name: 'more', command: 'node more.js', port: 4447, ports: ['4448:tcp:more'] },
    'services/web.tsm',
  ],
  environments: { live: { user: 'shop', root: '/srv/shop' } },
};

const nowhere: Sources = {
  configFile: 'tsm.config.ts',
  config: project,
  find: (pattern) => [pattern],
  read: () => ({ source: { file: 'services/web.tsm', text: 'TSM_COMMAND="node web.js"\nTSM_PORT=8080\n' } }),
  probe: () => ({ exists: false, executable: false }),
  committedPorts: () => ({ value: new Map(), diagnostics: [] }),
};

const services = compile(nowhere, loadLayouts()).value?.services ?? [];

describe('which units are well', () => {
  const down = (name: string, port?: number) =>
    unit(name, { state: 'inactive', activeState: 'inactive', subState: 'dead', pid: null, ports: port === undefined ? [] : [{ number: port, protocol: 'tcp', listening: 'no', holder: null }] });
  const ended = (name: string) => outcome(name, { result: 'ended', why: 'it ran and ended without an error' });
  test.each([
    ['one that runs', unit('api'), outcome('api'), [], ''],
    ['one that does not start by itself', unit('api', { state: 'inactive' }), outcome('api', { result: 'left', why: 'does not start by itself' }), [], ''],
    ['one that a timer starts', unit('api', { state: 'inactive' }), undefined, [], ''],
    ['a failed start', unit('api'), outcome('api', { result: 'failed', why: 'it exited with status 3' }), [], 'it exited with status 3'],
    ['one that came up only after a crash', unit('api', { restarts: 2 }), outcome('api'), [], 'it was restarted 2 times'],
    ['a port that nobody listens on', unit('api'), outcome('api'), [found('api', 'port-closed', 'nothing listens')], 'nothing listens'],
    ['a failed health check', unit('api'), outcome('api'), [found('api', 'unhealthy', 'answers 503')], 'answers 503'],
    ['the trouble of another', unit('api'), outcome('api'), [found('web', 'failed', 'failed')], ''],
    ['what means nothing on a copy', unit('api'), outcome('api'), [found('api', 'files-newer', 'newer')], ''],
    ['a regression: one that ended and has its port closed', down('api', 4444), ended('api'), [found('api', 'stopped', 'stopped by hand')], 'it ended, without an error, and nothing listens on port 4444'],
    ['a regression: one that ended after it was seen to be up', down('web'), outcome('web'), [found('web', 'stopped', 'stopped by hand')], 'it ended, without an error'],
    ['one that is not to be started again, and had a port', down('api', 4444), ended('api'), [], 'it ended, without an error, and nothing listens on port 4444'],
    ['one that is not to be started again', down('api'), ended('api'), [], ''],
    ['a job that has a port in its environment', down('migrate', 4445), ended('migrate'), [], ''],
    ['one that is off', unit('api', { ...down('api', 4444), enabled: false }), undefined, [], ''],
    ['a timer that has nothing more to wait for', { ...down('api'), unit: 'shop-api.service', service: null }, undefined, [found('api', 'stopped', 'stopped by hand')], ''],
    ['one whose condition does not hold', down('api', 4444), outcome('api', { result: 'skipped', why: 'a condition' }), [found('api', 'stopped', 'not started: a condition')], ''],
  ] as const)('%s', (_, state, start, findings, why) => {
    const [result] = trialUnits(status([state], findings), start === undefined ? [] : [start], services);
    expect([result?.why, result?.ok]).toEqual([why, why === '']);
  });
}); // prettier-ignore

describe('what is to be tried next', () => {
  const closed = (name: string, number: number) => unit(name, { ports: [{ number, protocol: 'tcp', listening: 'no', holder: null }] });
  test.each([
    ['a port of a service file', closed('web', 8080), 'port-closed', 'closed', 'remove TSM_PORT from services/web.tsm'],
    ['a port of the config', closed('api', 4444), 'port-closed', 'closed', 'remove port from tsm.config.ts'],
    ['a variable of its own', closed('deaf', 4446), 'port-closed', 'closed', 'remove PORT from tsm.config.ts'],
    ['a further port', closed('more', 4448), 'port-closed', 'closed', 'remove ports from tsm.config.ts'],
    ['a program that ended', unit('web'), 'stopped', '', 'TSM_TYPE=oneshot in services/web.tsm'],
    ['a program that ended, of the config', unit('api'), 'stopped', '', "type: 'oneshot' for api in the config"],
    ['a program that is not there', unit('web'), 'failed', 'failed: its program is missing or cannot be executed (status 203)', 'chmod +x'],
  ] as const)('%s', (_, state, code, text, next) => {
    const [result] = trialUnits(status([state], [found(state.service ?? '', code, text)]), [], services);
    expect(result?.next).toContain(next);
  });

  test('nothing, where the log says it', () => {
    const [result] = trialUnits(status([unit('web')], [found('web', 'failed', 'failed: it exited with status 1')]), [], services);
    expect(result?.next).toBe('');
  });
}); // prettier-ignore

describe('what is printed', () => {
  const states = [
    unit('api', { ports: [{ number: 4444, protocol: 'tcp', listening: 'yes', holder: null }], health: 'ok' }),
    unit('a-worker-with-quite-a-long-name', { state: 'failed', activeState: 'failed', pid: null }),
  ];
  const findings = [found('a-worker-with-quite-a-long-name', 'failed', 'failed: exit \u001B[31m3')];
  const units = trialUnits(status(states, findings), [outcome('api')], services).map((one) =>
    one.ok ? one : { ...one, log: ['a \u001B[31mline'] },
  );

  test.each([80, 50])('fits into %d columns', (width) => {
    const text = trialText(report(units), { width, color: false });
    const table = text.split('\n\n')[0] ?? '';
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(text).toMatch(/4444/);
    expect(text).toContain('@live does not work: 1 of 2 units is not well.');
  });

  test('nothing of a log reaches the terminal as an escape sequence', () => {
    expect(troubleText(report(units))).not.toContain('\u001B');
  });

  test('the exit code is that of a failed unit, or what the install inside said', () => {
    expect(trialCode(report(units))).toBe(4);
    expect(trialCode(report(units.filter(({ ok }) => ok)))).toBe(0);
    expect(trialCode({ ...report([]), refusal: { code: 1, diagnostics: [] } })).toBe(1);
  });
});
