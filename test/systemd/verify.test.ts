import { mkdtemp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseComplaints, type Complaint } from '../../src/systemd/complaint.ts';
import { verifyUnits } from '../../src/systemd/verify.ts';
import { fakeAnalyze } from './fake-analyze.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-test-'));
  await mkdir(join(folder, 'tmp'));
  vi.stubEnv('TMPDIR', join(folder, 'tmp'));
});

afterEach(async () => {
  const left = await readdir(join(folder, 'tmp'));
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
  expect(left, 'temporary files left behind').toEqual([]);
});

async function complaintsAbout(
  units: Record<string, string>,
  scope: 'system' | 'user' = 'system',
): Promise<readonly Complaint[]> {
  const result = await verifyUnits({ units: new Map(Object.entries(units)), scope });
  if ('skipped' in result) throw new Error(result.skipped);
  return result.complaints;
}

const needs = (other: string): string => `[Unit]\nRequires=${other}\nAfter=${other}\n${service()}`;
const service = (...lines: string[]): string => `[Service]\nExecStart=/bin/true\n${lines.join('\n')}\n`;

describe('with the systemd of this machine', () => {
  test('good units that need each other are silent', async () => {
    const units = {
      'shop.target': '[Unit]\nDescription=Shop\nDefaultDependencies=no\n',
      'shop.service': `[Unit]\nPartOf=shop.target\nRequires=shop-db.service\nAfter=shop-db.service\n${service('User=nosuchuser')}`,
      'shop-db.service': service('Type=exec', 'WorkingDirectory=/nosuch', 'EnvironmentFile=/nosuch/env'),
      'shop-db.socket': '[Socket]\nListenStream=127.0.0.1:9999\n',
      'shop-report.timer': '[Timer]\nOnCalendar=daily\n',
      'shop-report.service': service('Type=oneshot'),
      'shop.slice': '[Slice]\nMemoryMax=1G\n',
      'shop-worker@.service': service('Environment=ID=%i'),
    };
    expect(await complaintsAbout(units)).toEqual([]);
    expect(await complaintsAbout(units, 'user')).toEqual([]);
  });

  test('no units give no complaints', async () => {
    expect(await complaintsAbout({})).toEqual([]);
  });

  test('what systemd only warns about is a complaint with unit, line and text', async () => {
    expect(
      await complaintsAbout({ 'a.service': service('MemoryMax=banana'), 'ok.service': service() }),
    ).toEqual([
      {
        kind: 'complaint',
        unit: 'a.service',
        line: 3,
        message: expect.stringContaining('banana'),
        text: expect.stringMatching(/^a\.service:3: .*banana/),
      },
    ]);
  });

  test.each([
    ['an unknown key', 'x.service', service('Foo=1'), 3],
    ['an unknown section', 'x.service', `${service()}[Bogus]\nA=1\n`, 4],
    ['a key in the wrong section', 'x.service', service('StartLimitBurst=3', 'After=b.service'), 4],
    ['a missing command', 'x.service', '[Service]\nUser=root\n', undefined],
    ['two commands', 'x.service', service('ExecStart=/bin/false'), undefined],
    [
      'a restart policy that a oneshot cannot have',
      'x.service',
      service('Type=oneshot', 'Restart=always'),
      undefined,
    ],
    ['an unknown specifier', 'x.service', '[Service]\nExecStart=/bin/echo %Q\n', 2],
    ['a broken header', 'x.service', '[Service\nExecStart=/bin/true\n', 1],
    ['an empty file, which would mask the unit', 'x.service', '', undefined],
    ['a timer without a time', 'x.timer', '[Timer]\nOnCalendar=garbage\n', 2],
    ['a socket without an address', 'x.socket', '[Socket]\nListenStream=foo\n', 2],
    ['a template', 'x@.service', service('Foo=%i'), 3],
  ])('%s', async (_, name, text, line) => {
    const complaints = await complaintsAbout({ [name]: text, 'other.service': service() });
    expect(complaints.map(({ unit }) => unit)).toContain(name);
    expect(complaints.every(({ unit, kind }) => unit === name && kind === 'complaint')).toBe(true);
    if (line !== undefined) expect(complaints.map((complaint) => complaint.line)).toContain(line);
  });

  test('regression: a user whom systemd advises against was a fault of the unit', async () => {
    const complaints = await complaintsAbout({ 'x.service': `${service()}User=nobody\n` });
    // Older versions and newer ones say nothing.
    expect(complaints.filter(({ kind }) => kind !== 'warning')).toEqual([]);
    const said = 'x.service:3: Special user nobody configured, this is not safe!';
    expect(parseComplaints(said, '/tmp/units', new Set(['x.service']))).toMatchObject([
      { kind: 'warning', line: 3 },
    ]);
  });

  test('regression: a required unit that is nowhere is no fault of the unit, and may be on the host', async () => {
    const text = `[Unit]\nRequires=tsm-nosuch.service\n${service()}`;
    expect(await complaintsAbout({ 'x.service': text })).toMatchObject([
      { unit: 'x.service', kind: 'missing-unit', needed: 'tsm-nosuch.service' },
    ]);
  });

  test('a cycle is told about a unit of ours', async () => {
    const complaints = await complaintsAbout({
      'a.service': needs('b.service'),
      'b.service': needs('a.service'),
    });
    expect(complaints.map(({ text }) => text).join('\n')).toContain('cycle');
    expect(new Set(complaints.map(({ text }) => text)).size).toBe(complaints.length);
  });

  test('missing programs are a kind of their own, also in templates', async () => {
    const complaints = await complaintsAbout({
      'a.service': '[Service]\nExecStart=/opt/nosuch/run.sh x\n',
      'b.service': '[Service]\nExecStart="/opt/two words/run.sh" x\nExecStartPre=nosuchprogram\n',
      'c@.service': '[Service]\nExecStart=/etc/passwd\n',
    });
    const programs = complaints.map((found) =>
      found.kind === 'missing-program' ? [found.unit, found.program] : found,
    );
    expect(programs.sort()).toEqual([
      ['a.service', '/opt/nosuch/run.sh'],
      ['b.service', '/opt/two words/run.sh'],
      ['b.service', 'nosuchprogram'],
      ['c@.service', '/etc/passwd'],
    ]);
  });

  test('units named like installed ones are read from us', async () => {
    const complaints = await complaintsAbout({
      'dbus.service': service('Foo=1'),
      'getty@.service': service('Foo=1'),
      'autovt@.service': service('Foo=1'),
      'basic.target': '[Unit]\nFoo=1\n',
    });
    expect(complaints.map(({ unit }) => unit).sort()).toEqual([
      'autovt@.service',
      'basic.target',
      'dbus.service',
      'getty@.service',
    ]);
  });

  test('hundreds of units are complete', async () => {
    const units = Array.from({ length: 1500 }, (_, index) => [
      `s${index}-${'x'.repeat(60)}.service`,
      service(`Foo=${index}`),
    ]);
    const complaints = await complaintsAbout(Object.fromEntries(units));
    expect(complaints).toHaveLength(1500);
  });

  test.each(['err', 'debug'])('a caller with SYSTEMD_LOG_LEVEL=%s sees the same', async (level) => {
    vi.stubEnv('SYSTEMD_LOG_LEVEL', level);
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    expect(await complaintsAbout({ 'a.service': service('Foo=1') })).toHaveLength(1);
  });
});

test('without systemd-analyze it says so', async () => {
  vi.stubEnv('PATH', '');
  const result = await verifyUnits({ units: new Map([['a.service', service()]]), scope: 'system' });
  expect(result).toEqual({ skipped: 'systemd-analyze is not installed' });
});

describe('with another systemd', () => {
  const canary = 'echo "$dir/tsm-verify-canary.target:2: Unknown key" >&2\n';

  test.each([
    ['247', false],
    ['249', false],
    ['250', true],
    ['262~rc1', true],
  ])('%s is asked for recursive errors: %s', async (version, asked) => {
    await fakeAnalyze(folder, version, canary);
    expect(await complaintsAbout({ 'a.service': service() })).toEqual([]);
    expect((await readFile(join(folder, 'calls'), 'utf8')).includes('--recursive-errors=yes')).toBe(asked);
  });

  test('warnings of one that exits 0 count', async () => {
    await fakeAnalyze(folder, '247', `echo "$dir/a.service:3: Unknown key name 'Foo'" >&2; ${canary} exit 0`);
    expect(await complaintsAbout({ 'a.service': service('Foo=1') })).toMatchObject([
      { unit: 'a.service', line: 3 },
    ]);
  });

  test('the message style of 257, and no word about units of others', async () => {
    const script = `cat >&2 <<END
$dir/a.service:4: Failed to parse MemoryMax=banana: Invalid argument
/etc/systemd/system/a.service.d/10.conf:1: Unknown key
/usr/lib/systemd/system/a.service:7: Unit uses something old
ssh.service: Command /usr/sbin/sshd is not executable: No such file or directory
Unit "a.service" is masked.
a.service: Failed to create a.service/start: Unit b.service not found.
Requested transaction contains an unfixable cyclic ordering dependency
END
${canary} exit 1`;
    await fakeAnalyze(folder, '257.13', script);
    expect((await complaintsAbout({ 'a.service': service() })).map(({ text }) => text)).toEqual([
      'a.service:4: Failed to parse MemoryMax=banana: Invalid argument',
      'Unit "a.service" is masked.',
      'a.service: Failed to create a.service/start: Unit b.service not found.',
    ]);
  });

  test.each([
    [
      'cannot start',
      "echo 'Failed to initialize manager: No medium found' >&2; exit 1",
      'Failed to initialize manager',
    ],
    ['is killed', 'kill -9 $$', 'SIGKILL'],
    ['is silent', 'exit 0', 'systemd-analyze verify failed'],
  ])('one that %s is never taken for a success', async (_, script, reason) => {
    await fakeAnalyze(folder, '252', script);
    const result = await verifyUnits({ units: new Map([['a.service', service()]]), scope: 'system' });
    expect(result).toEqual({ skipped: expect.stringContaining(reason) });
  });
});
