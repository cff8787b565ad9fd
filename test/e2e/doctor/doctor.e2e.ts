import { afterEach, describe, expect, test } from 'vitest';
import type { DoctorReport } from '../../../src/doctor/report.ts';
import { skip } from '../host.ts';
import { contentOf } from '../install/facts.ts';
import { isThorough, machineWithTsm, tsm } from '../install/tsm-machine.ts';
import { answers, generate, sleeps } from '../install/shop.ts';
import { eventually } from '../look.ts';
import { installSite, mendSite } from './site.ts';
import { EDIT_STATES } from './edit-states.ts';
import { STATES, type State } from './states.ts';

/** Where it could write something by mistake; what a machine writes by itself all the time is left out. */
const PLACES = [
  '/etc',
  '/srv',
  '/root/tools',
  '/usr/local/lib/systemd',
  '/run/systemd/system',
  '/var/lib/shop-app',
];

describe.skipIf(skip)('tsm doctor finds what is broken, and its command mends it', () => {
  const machine = machineWithTsm(installSite);
  const bash = async (script: string, input = ''): Promise<string> => {
    const { code, stdout, stderr } = await machine().run(['bash', '-ec', script], { input });
    expect({ code, script, said: stdout + stderr }).toMatchObject({ code: expect.any(Number) as number });
    return code === 0 ? '' : `${script}\n${stdout}${stderr}`;
  };
  const examine = async (): Promise<DoctorReport> =>
    JSON.parse((await tsm(machine(), 'doctor --json')).stdout) as DoctorReport;
  const codes = ({ findings }: DoctorReport): readonly string[] => findings.map(({ code }) => code);
  /** In words that a failed test shows. */
  const said = ({ findings }: DoctorReport): readonly string[] =>
    findings.map(({ code, units, because, what }) => `${code} ${units.join()} (${because}): ${what}`);

  // One that failed must not make the others fail.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await mendSite(machine());
  });

  test('nothing is wrong at first', async () => {
    expect(said(await eventually(examine))).toEqual([]);
    expect((await tsm(machine(), 'doctor')).stdout).toBe('@live: nothing is wrong.\n');
  });

  test('regression: an environment that is named twice was told twice', async () => {
    const { stdout } = await tsm(machine(), 'doctor @live @live --json');
    expect((JSON.parse(stdout) as DoctorReport).environments).toHaveLength(1);
  });

  test('regression: a masked slice was not told by status', async () => {
    await bash('systemctl mask shop-live.slice');
    const { stdout } = await tsm(machine(), 'status');
    await bash('systemctl unmask shop-live.slice');
    expect(stdout).toContain('! shop-live.slice: masked: it cannot be started');
  });

  test('it writes nothing, and says no secret', async () => {
    const before = await contentOf(machine(), PLACES);
    const all = [await tsm(machine(), 'doctor'), await tsm(machine(), 'doctor --json')];
    expect(await contentOf(machine(), PLACES)).toBe(before);
    expect(all.map(({ stdout, stderr }) => stdout + stderr).join('')).not.toContain('heron');
  });

  test('regression: the last words of what failed were not shown; they are, but for secrets', async () => {
    const words = `echo "Error: bad token $$TOKEN" >&2; echo stopping; exit 1`;
    const edit = `[Service]\nExecStart=\nExecStart=/bin/bash -c '${words}'\n`;
    const folder = '/etc/systemd/system/shop-vault.service.d';
    await bash(`mkdir ${folder}; cat > ${folder}/edit.conf; systemctl daemon-reload`, edit);
    await bash(
      `systemctl restart shop-vault || true; until systemctl is-failed shop-vault; do sleep 0.1; done`,
    );
    const { stdout } = await tsm(machine(), 'doctor');
    const report = await examine();
    expect(stdout).toContain('\n      it said: Error: bad token ***\n');
    expect(report.findings[1]).toMatchObject({ code: 'given-up', said: 'Error: bad token ***' });
    expect(report.findings[0]).toMatchObject({ code: 'edited', units: ['shop-vault.service'] });
    expect(stdout + JSON.stringify(report)).not.toContain('heron');
    await bash('systemctl revert shop-vault; tsm restart vault');
    expect(said(await eventually(examine))).toEqual([]);
  });

  test('regression: what no service uses was newer than all that lie beside it', async () => {
    const files = ['move.sh', 'README.md', 'notes.js'].map((name) => `/srv/shop/${name}`).join(' ');
    await bash(`touch -d '+5 seconds' ${files}`);
    expect(said(await examine())).toEqual([]);
    await bash(`rm ${files}`);
  });

  test('whoever is not root is told what was not looked at, and how it would be', async () => {
    const { stdout, code } = await tsm(machine(), 'doctor --json', { user: 'nobody' });
    const report = JSON.parse(stdout) as DoctorReport;
    expect({ said: said(report), code }).toEqual({ said: [], code: 0 });
    expect(report.unseen).toContain('the secrets of @live');
    // These machines have no sudo.
    expect(report.sudo).toBe("su -c 'tsm doctor --json'");
  });

  test('regression: status said sudo where there is none', async () => {
    await bash('systemctl stop shop-app');
    const { stdout } = await tsm(machine(), 'status', { user: 'nobody' });
    await bash('systemctl start shop-app');
    expect(stdout).toContain("su -c 'tsm start app @live'\n");
  });

  for (const state of [...STATES, ...EDIT_STATES].filter(({ thorough }) => isThorough || thorough !== true))
    // The names of test.each are cut, so that -t does not find them.
    test(state.name, () => findsAndMends(state));

  async function findsAndMends({ breaks, finds, says, kind, mends, input }: State): Promise<void> {
    expect(await bash(breaks)).toBe('');
    const broken = await examine();
    const [first] = broken.findings;
    expect(first, said(broken).join('\n')).toMatchObject({ code: finds, because: null });
    expect(first?.what).toContain(says ?? '');
    if (kind === 'look') expect(first?.kind).not.toBe('repair');
    else expect(await bash(first?.command ?? '', input)).toBe('');
    if (mends !== undefined) {
      if (kind !== 'look') expect(codes(await examine())).not.toContain(finds);
      expect(await bash(mends)).toBe('');
    }
    expect(said(await examine())).toEqual([]);
  }
});

describe.skipIf(skip)('before anything is installed', () => {
  const machine = machineWithTsm(async (fresh) => {
    await generate(fresh, {
      services: { web: answers('one', 4500), lost: sleeps('1', { command: 'no-such-program' }) },
    });
  });

  test('doctor holds the bundle in this folder against the host', async () => {
    const { stdout, code } = await tsm(machine(), 'doctor --json');
    const { findings, environments } = JSON.parse(stdout) as DoctorReport;
    expect(code).toBe(1);
    expect(environments).toMatchObject([{ environment: 'live', installed: false }]);
    expect(findings[0]).toMatchObject({ code: 'program-missing', units: ['shop-lost.service'] });
    expect(findings.at(-1)).toMatchObject({ code: 'not-installed', command: 'tsm install @live' });
  });

  test('without a bundle it says that there is nothing', async () => {
    const { stderr, code } = await tsm(machine(), 'doctor', { cwd: '/' });
    expect(code).toBe(1);
    expect(stderr).toContain('not-installed');
  });
});
