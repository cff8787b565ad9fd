import { describe, expect, test } from 'vitest';
import { trialCode, trialText, troubleText } from '../../src/commands/show-trial.ts';
import type { VerbOutcome } from '../../src/host/lifecycle.ts';
import type { EnvironmentStatus, Finding, UnitStatus } from '../../src/host/status.ts';
import { trialUnits, type TrialReport } from '../../src/trial/report.ts';

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

describe('which units are well', () => {
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
  ] as const)('%s', (_, state, start, findings, why) => {
    const [result] = trialUnits(status([state], findings), start === undefined ? [] : [start]);
    expect([result?.why, result?.ok]).toEqual([why, why === '']);
  });
}); // prettier-ignore

describe('what is printed', () => {
  const states = [
    unit('api', { ports: [{ number: 4444, protocol: 'tcp', listening: 'yes', holder: null }], health: 'ok' }),
    unit('a-worker-with-quite-a-long-name', { state: 'failed', activeState: 'failed', pid: null }),
  ];
  const findings = [found('a-worker-with-quite-a-long-name', 'failed', 'failed: exit \u001B[31m3')];
  const units = trialUnits(status(states, findings), [outcome('api')]).map((one) =>
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
