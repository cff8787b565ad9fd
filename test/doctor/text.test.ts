import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { doctorText } from '../../src/commands/show-doctor.ts';
import { diagnose, type Examination } from '../../src/doctor/diagnose.ts';
import type { HostExam } from '../../src/doctor/host-exam.ts';
import type { Raw } from '../../src/doctor/raw.ts';
import { expectFile } from '../fixtures/fixture.ts';

const HOST: HostExam = { disks: [], isClockSynchronised: undefined, hasNtp: false, journal: 'kept' };
const GIB = 1024 ** 3;

const raw = (
  code: Raw['code'],
  units: readonly string[],
  what: string,
  steps: Raw['steps'],
  more: Partial<Raw> = {},
): Raw => ({
  code,
  environment: 'live',
  units,
  what,
  steps,
  ...more,
});

const seen = (others: readonly Raw[], more: Partial<Examination> = {}): Examination => ({
  host: HOST,
  environments: [],
  others,
  damaged: [{ environment: 'live', base: 'shop', scope: 'system', installed: true }],
  isRoot: true,
  sudo: null,
  ...more,
});

const BROKEN = seen(
  [
    raw('failed', ['shop-web.service'], 'failed: its working directory is missing (status 200)', [
      'tsm logs web @live',
    ]),
    raw('working-directory-missing', ['shop-web.service'], 'its working directory /srv/shop/web is missing', [
      ['install', '-d', '-o', 'shop', '-g', 'shop', '/srv/shop/web'],
      'tsm restart web @live',
    ]),
    raw(
      'edited',
      ['shop-api.service'],
      'edited on this host: /etc/systemd/system/shop-api.service.d/override.conf',
      [['systemctl', 'revert', 'shop-api.service']],
    ),
    raw('not-linked', ['a.service', 'b.service', 'c.service'], 'its link is gone', [
      ['ln', '-sfn', '/etc/tsm/shop/current/a.service', '/usr/local/lib/systemd/system/a.service'],
      ['systemctl', 'daemon-reload'],
    ]),
  ],
  {
    host: {
      ...HOST,
      journal: 'lost',
      disks: [{ path: '/var/lib', totalBytes: 20 * GIB, freeBytes: 4096, totalFiles: 1000, freeFiles: 900 }],
    },
  },
);

const transcript = (name: string): string => join(import.meta.dirname, 'transcripts', name);

test.each([
  ["su -c 'tsm doctor'", "su -c 'mkdir /srv/x && tsm restart web @live'"],
  ['sudo tsm doctor', 'sudo mkdir /srv/x && sudo tsm restart web @live'],
])('regression: commands began with sudo where there is none: %s', (sudo, wanted) => {
  const steps: Raw['steps'] = [['mkdir', '/srv/x'], 'sudo tsm restart web @live'];
  const { findings } = diagnose(
    seen([raw('working-directory-missing', ['shop-web.service'], 'is missing', steps)], {
      isRoot: false,
      sudo,
    }),
  );
  expect(findings.map(({ command }) => command)).toEqual([wanted]);
});

test.each([
  ['system', 'sudo chmod 600 x'],
  ['user', 'chmod 600 x'],
] as const)('regression: a store that cannot be read was mended with sudo: %s scope', (scope, wanted) => {
  const damaged = [{ environment: 'live', base: 'shop', scope, installed: true }];
  const closed = raw('store-damaged', [], 'cannot be read', [['chmod', '600', 'x']]);
  const { findings } = diagnose(seen([closed], { damaged, isRoot: false, sudo: 'sudo tsm doctor' }));
  expect(findings.map(({ command }) => command)).toEqual([wanted]);
});

describe('what doctor prints', () => {
  test('causes, what they explain, why, and the command, in 80 columns', async () => {
    const text = doctorText(diagnose(BROKEN), { width: 80, color: false });
    await expectFile(transcript('broken.txt'), text);
    const prose = text.split('\n').filter((line) => !/^ +(?:run|try|see) | && | ln /.test(line));
    expect(prose.filter((line) => line.length > 80)).toEqual([]);
  });

  test('narrow, and with colours', async () => {
    await expectFile(transcript('narrow.txt'), doctorText(diagnose(BROKEN), { width: 48, color: false }));
    await expectFile(transcript('color.txt'), doctorText(diagnose(BROKEN), { width: 80, color: true }));
  });

  test('nothing is wrong', () => {
    expect(doctorText(diagnose(seen([])), { width: 80, color: false })).toBe('@live: nothing is wrong.\n');
  });

  test('text from files cannot move the cursor', () => {
    const evil = raw('failed', ['a.service'], 'failed: \u001B[2J\u202Egone', []);
    expect(doctorText(diagnose(seen([evil])), { width: 80, color: false })).not.toMatch(/[\u001B\u202E]/);
  });

  test('regression: why a service failed was only in its journal', () => {
    const more = { said: 'Error: listen EADDRINUSE: address already in use 0.0.0.0:8080, and more words' };
    const failed = (unit: string): Raw => raw('failed', [unit], 'failed: it exited with status 1', [], more);
    const held = raw('port-held', ['b.service'], 'port 8080 is held by python3 (process 7)', []);
    const text = doctorText(diagnose(seen([failed('a.service'), failed('b.service'), held])), {
      width: 80,
      color: false,
    });
    expect(text).toContain(
      `x a: failed: it exited with status 1
    it said: Error: listen EADDRINUSE: address already in use 0.0.0.0:8080,
      and more words
`,
    );
    expect(text).toContain(
      `    so b: failed: it exited with status 1
      it said: Error: listen EADDRINUSE: address already in use 0.0.0.0:8080,
        and more words
`,
    );
  });

  test('a note alone is nothing wrong', () => {
    const note = raw('edited', ['a.service'], 'edited', []);
    expect(diagnose(seen([note])).ok).toBe(true);
    expect(diagnose(BROKEN).ok).toBe(false);
  });

  test('who is not root gets sudo in the commands', () => {
    const { findings } = diagnose({ ...BROKEN, isRoot: false });
    expect(findings.find(({ code }) => code === 'not-linked')?.command).toMatch(
      /^sudo ln .* && sudo systemctl daemon-reload$/,
    );
  });
});
