import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { securityScores } from '../../src/systemd/security.ts';
import { systemdVersion } from '../../src/systemd/version.ts';
import { fakeAnalyze } from './fake-analyze.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-test-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const open = '[Service]\nExecStart=/bin/true\n';
const closed = `${open}User=nobody\nNoNewPrivileges=yes\nPrivateTmp=yes\nProtectSystem=strict\nProtectHome=yes\nCapabilityBoundingSet=\n`;
const score = (units: Record<string, string>) =>
  securityScores({ units: new Map(Object.entries(units)), scope: 'system' });

test('services are scored, targets are not, one that does not load has no score', async () => {
  const result = await score({
    'open.service': open,
    'closed.service': closed,
    'each@.service': open,
    'broken.service': '[Service]\nUser=root\n',
    'all.target': '[Unit]\nDescription=All\n',
  });
  if ('skipped' in result) throw new Error(result.skipped);
  expect([...result.scores.keys()].sort()).toEqual(['closed.service', 'each@.service', 'open.service']);
  expect(result.scores.get('open.service')).toBeGreaterThan(9);
  expect(result.scores.get('closed.service')).toBeLessThan(8);
});

test('no services need no call', async () => {
  expect(await score({ 'all.target': '[Unit]\n' })).toEqual({ scores: new Map() });
});

test('user units are scored without a session', async () => {
  const result = await securityScores({ units: new Map([['a.service', open]]), scope: 'user' });
  expect(result).toEqual({ scores: new Map([['a.service', expect.any(Number)]]) });
});

test('an old systemd or none is said', async () => {
  await fakeAnalyze(folder, '249', 'exit 1');
  expect(await score({ 'a.service': open })).toEqual({
    skipped: 'systemd 249 cannot score unit files (250 can)',
  });
  vi.stubEnv('PATH', '');
  expect(await score({ 'a.service': open })).toEqual({ skipped: 'systemd-analyze is not installed' });
});

test.each([
  ['252', 252],
  ['260~rc3', 260],
  ['257.13', 257],
])('version %s is %i', async (said, version) => {
  await fakeAnalyze(folder, said, 'exit 1');
  expect(await systemdVersion()).toBe(version);
});

test('no systemd-analyze, no version', async () => {
  vi.stubEnv('PATH', folder);
  expect(await systemdVersion()).toBeUndefined();
});
