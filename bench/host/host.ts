// What tsm costs on a host, beside plain systemctl and beside PM2: in one booted machine, in pairs, in turn.
import { execa } from 'execa';
import { readFileSync, symlinkSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Machine } from '../../src/machine/machine.ts';
import { bootWithTsm, put } from '../../test/e2e/install/tsm-machine.ts';
import type { Row } from '../task.ts';
import { FIRST_PORT, pm2Config, portsOf, SERVER, tsmConfig } from './programs.ts';

/** One thing that tsm does beside something that does the same, or the least that it could cost. */
interface Case {
  readonly name: string;
  readonly against: string;
  readonly bar: number;
  readonly runs: number;
  readonly ours: Side;
  readonly theirs: Side;
}

interface Side {
  /** Unmeasured. */
  readonly before?: string;
  readonly run: string;
  /** Ports that must answer. */
  readonly until?: readonly number[];
}

const HUNDRED = 100;
const FIFTY = 50;

/** Rows whose name is wanted. No machine is booted for none. */
export async function measureHost(wanted: (what: string) => boolean): Promise<Row[]> {
  const cases = [...plainCases(RUNS), ...pm2Cases(RUNS)].filter(({ name }) => wanted(name));
  const asksMemory = wanted(MEMORY);
  if (cases.length === 0 && !asksMemory) return [];
  const machine = await bootWithTsm();
  try {
    await prepare(machine);
    const rows = cases.length === 0 ? [] : await measure(machine, cases);
    return asksMemory ? [...rows, await measureSupervisors(machine)] : rows;
  } finally {
    await machine.stop();
  }
}

const RUNS = 10;

async function prepare(machine: Machine): Promise<void> {
  await put(machine, '/srv/hundred/tsm.config.mjs', tsmConfig('hundred', HUNDRED, 'sleeper'));
  await put(machine, '/srv/fifty/tsm.config.mjs', tsmConfig('fifty', FIFTY, 'server'));
  await put(machine, '/srv/fifty/server.js', SERVER);
  await put(machine, '/srv/fifty/ecosystem.config.js', pm2Config(FIFTY));
  await put(machine, '/root/inside.mjs', readFileSync(resolve(import.meta.dirname, 'inside.mjs'), 'utf8'));
  await putPm2(machine);
  for (const project of ['hundred', 'fifty'])
    await must(machine, `cd /srv/${project} && tsm generate && cp -r systemd/live /srv/${project}/bundle`);
}

/** PM2 from npm, for this measurement alone. */
async function putPm2(machine: Machine): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-bench-pm2-'));
  try {
    process.stderr.write('Installing pm2 from npm, to compare with it.\n');
    await execa(
      'npm',
      ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', 'pm2'],
      {
        stdout: 2,
        stderr: 2,
      },
    );
    await cp(folder, join(machine.root, 'opt/pm2'), { recursive: true, verbatimSymlinks: true });
    symlinkSync('/opt/pm2/node_modules/.bin/pm2', join(machine.root, 'usr/local/bin/pm2'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function must(machine: Machine, script: string): Promise<string> {
  const { code, stdout, stderr } = await machine.run(['bash', '-ec', script]);
  if (code !== 0) throw new Error(`${script}\nended with ${code}\n${stdout}${stderr}`);
  return stdout;
}

const units = (project: string, count: number): string =>
  [
    `${project}.target`,
    `${project}-live.slice`,
    ...Array.from({ length: count }, (_, index) => `${project}-s${index}.service`),
  ].join(' ');

const TAKE_AWAY = (project: string): string =>
  `[ ! -e /etc/tsm/${project}/state.json ] || tsm uninstall @${project} >/dev/null 2>&1`;

/** What a person would write who copies the same files by hand. */
const BY_HAND = `
  mkdir -p /etc/tsm/hundred/current/env
  cp /srv/hundred/bundle/env/* /etc/tsm/hundred/current/env/
  cp /srv/hundred/bundle/*.service /srv/hundred/bundle/*.target /srv/hundred/bundle/*.slice /etc/systemd/system/
  systemctl daemon-reload
  systemctl enable --quiet ${units('hundred', HUNDRED).replace(' hundred-live.slice', '')}
  systemctl start hundred.target`;

const UNDO_BY_HAND = `
  systemctl stop hundred.target ${units('hundred', HUNDRED)} 2>/dev/null || true
  systemctl disable --quiet ${units('hundred', HUNDRED)} 2>/dev/null || true
  rm -rf /etc/tsm/hundred /etc/systemd/system/hundred*
  systemctl daemon-reload`;

const INSTALL = 'tsm install /srv/hundred/bundle --now --settle 0 >/dev/null 2>&1';
const SHOW_ALONE = `systemctl show ${units('hundred', HUNDRED)} >/dev/null`;
const SHOW = `${SHOW_ALONE}; node -e 0`;
const INSTALLED = `[ -e /etc/tsm/hundred/state.json ] || { ${UNDO_BY_HAND}; ${INSTALL}; }`;

const plainCases = (runs: number): readonly Case[] => [
  {
    name: `tsm install --now --settle 0, ${HUNDRED} new services`,
    against: 'a script that copies, reloads, enables, starts',
    bar: 1.4,
    runs,
    ours: { before: `${TAKE_AWAY('hundred')}; ${UNDO_BY_HAND}`, run: INSTALL },
    theirs: { before: `${TAKE_AWAY('hundred')}; ${UNDO_BY_HAND}`, run: BY_HAND },
  },
  {
    name: `tsm install, nothing changed, ${HUNDRED} services`,
    against: 'systemctl show + node -e 0',
    bar: 2,
    runs,
    ours: { before: INSTALLED, run: 'tsm install /srv/hundred/bundle >/dev/null' },
    theirs: { before: INSTALLED, run: SHOW },
  },
  {
    name: `tsm install, nothing changed, ${HUNDRED} services, beside --version`,
    against: 'systemctl show + tsm --version',
    bar: 2,
    runs,
    ours: { before: INSTALLED, run: 'tsm install /srv/hundred/bundle >/dev/null' },
    theirs: { before: INSTALLED, run: `${SHOW_ALONE}; tsm --version` },
  },
  {
    name: `tsm status, ${HUNDRED} services`,
    against: 'systemctl show + node -e 0',
    bar: 1.5,
    runs,
    ours: { before: INSTALLED, run: 'tsm status @hundred >/dev/null' },
    theirs: { before: INSTALLED, run: SHOW },
  },
];

/** Its programs outlive it for a moment, and whoever starts on their ports then fails, until systemd gives up. */
const PM2_DOWN = `
  pm2 kill >/dev/null 2>&1 || true
  for port in ${portsOf(FIFTY).join(' ')}; do
    while (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.05; done
  done`;
/** Each start counts towards the start limit, and a pattern resets the count of failed units alone. */
const DOWN = `
  ${TAKE_AWAY('hundred')}
  systemctl stop fifty.target $(systemctl list-units --plain --no-legend 'fifty-*.service' | cut -d' ' -f1) 2>/dev/null || true
  systemctl reset-failed ${units('fifty', FIFTY)} 2>/dev/null || true
  ${PM2_DOWN}`;
const FIFTY_INSTALLED = '[ -e /etc/tsm/fifty/state.json ] || tsm install /srv/fifty/bundle >/dev/null 2>&1';
const OURS_UP = 'systemctl start fifty.target';
const PM2_UP = 'pm2 start /srv/fifty/ecosystem.config.js >/dev/null';

/** Never 0, which would be everybody in the group. */
const KILL = (asks: string): string => `pid=$(${asks}); [ "$pid" -gt 1 ]; kill -9 "$pid"`;

const pm2Cases = (runs: number): readonly Case[] => [
  {
    name: `${FIFTY} services from nothing to all answering`,
    against: 'PM2, same programs',
    bar: 1,
    runs,
    ours: { before: `${DOWN}; ${FIFTY_INSTALLED}`, run: OURS_UP, until: portsOf(FIFTY) },
    theirs: { before: `${DOWN}; ${FIFTY_INSTALLED}`, run: PM2_UP, until: portsOf(FIFTY) },
  },
  {
    name: 'a crash to answering again',
    against: 'PM2, same program',
    bar: 1,
    runs,
    ours: {
      before: `${DOWN}; ${FIFTY_INSTALLED}; systemctl start fifty-s0.service; ${waitFor(FIRST_PORT)}`,
      run: KILL('systemctl show --property=MainPID --value fifty-s0.service'),
      until: [FIRST_PORT],
    },
    theirs: {
      before: `${DOWN}; pm2 start /srv/fifty/ecosystem.config.js --only s0 >/dev/null; ${waitFor(FIRST_PORT)}`,
      run: KILL('cat /root/.pm2/pids/s0-*.pid'),
      until: [FIRST_PORT],
    },
  },
];

function waitFor(port: number): string {
  return `for n in $(seq 200); do curl -fs -o /dev/null http://127.0.0.1:${port}/ && break; sleep 0.05; done; sleep 0.3`;
}

interface Measured {
  readonly name: string;
  readonly pairs: readonly { readonly ours: number; readonly theirs: number }[];
}

async function measure(machine: Machine, cases: readonly Case[]): Promise<Row[]> {
  const input = JSON.stringify({ cases });
  const { code, stdout, stderr } = await machine.run(['node', '/root/inside.mjs'], { input });
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as Measured[]).map(({ pairs }, index) => rowOf(cases[index] as Case, pairs));
}

function rowOf({ name, against, bar, runs }: Case, pairs: Measured['pairs']): Row {
  const ratio = median(pairs.map(({ ours, theirs }) => ours / theirs));
  const [ours, theirs] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.theirs))];
  return { what: name, against, bar: `<= ${bar}x`, ours, theirs, ratio, unit: 'ms', runs, met: ratio <= bar };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

const MEMORY = `what supervises ${FIFTY} running services, beside systemd`;

/** With the services up: what is resident of tsm, which should be nothing, and of PM2's daemon. */
async function measureSupervisors(machine: Machine): Promise<Row> {
  const resident = async (pattern: string): Promise<number> => {
    const lines = `for p in $(pgrep -f '${pattern}' || true); do grep VmRSS /proc/$p/status; done`;
    return Number(await must(machine, `${lines} | awk '{ s += $2 } END { print s / 1024 }'`));
  };
  await must(machine, `${DOWN}; ${FIFTY_INSTALLED}; ${OURS_UP}`);
  const ours = await resident('[t]sm/dist/main');
  await must(machine, `${DOWN}; ${PM2_UP}`);
  const theirs = await resident('[P]M2 v.*God Daemon');
  return {
    what: MEMORY,
    against: 'PM2, the same',
    bar: '0',
    ours,
    theirs,
    ratio: ours / theirs,
    unit: 'MB',
    runs: 1,
    met: ours === 0,
  };
}
