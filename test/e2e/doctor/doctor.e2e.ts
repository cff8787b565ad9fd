import { afterEach, describe, expect, test } from 'vitest';
import type { DoctorReport } from '../../../src/doctor/report.ts';
import { skip } from '../host.ts';
import { machineWithTsm, tsm } from '../install/tsm-machine.ts';
import { eventually } from '../look.ts';
import { installSite, mendSite } from './site.ts';
import { STATES } from './states.ts';

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

  test.each(STATES)('$name', async ({ breaks, finds, kind, mends, input }) => {
    expect(await bash(breaks)).toBe('');
    const broken = await examine();
    const [first] = broken.findings;
    expect(first, said(broken).join('\n')).toMatchObject({ code: finds, because: null });
    if (kind === 'look') expect(first?.kind).not.toBe('repair');
    else expect(await bash(first?.command ?? '', input)).toBe('');
    if (mends !== undefined) {
      if (kind !== 'look') expect(codes(await examine())).not.toContain(finds);
      expect(await bash(mends)).toBe('');
    }
    expect(said(await examine())).toEqual([]);
  });
});
