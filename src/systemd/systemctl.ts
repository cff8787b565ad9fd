// [I/O] The real service manager, by systemctl and its siblings.
import { execa } from 'execa';
import { lastRun } from './last-start.ts';
import type { Outcome, ServiceManager, UnitState } from './service-manager.ts';

/** Values of `show` are for people in their language unless told otherwise; colours and pagers never help here. */
const QUIET = { LC_ALL: 'C.UTF-8', SYSTEMD_COLORS: '0', SYSTEMD_PAGER: 'cat', SYSTEMD_LOG_LEVEL: 'notice' };

const PROPERTIES = [
  'Id',
  'Names',
  'LoadState',
  'ActiveState',
  'SubState',
  'Result',
  'InvocationID',
  'MainPID',
  'NRestarts',
  'FragmentPath',
  'DropInPaths',
  'NeedDaemonReload',
  'UnitFileState',
  'MemoryCurrent',
  'CPUUsageNSec',
  'TasksCurrent',
  'ControlGroup',
  'ExecMainCode',
  'ExecMainStatus',
  'StatusText',
  'StateChangeTimestampMonotonic',
  'ExecMainStartTimestampMonotonic',
  'InactiveExitTimestampMonotonic',
  'ActiveEnterTimestampMonotonic',
  'ActiveExitTimestampMonotonic',
  'InactiveEnterTimestampMonotonic',
  'ConditionResult',
  'ConditionTimestampMonotonic',
];

/** The manager of the system, or of the calling user, with what it takes to reach that one over sudo or ssh. */
export function managerFor(
  scope: 'system' | 'user',
  { runtime }: { readonly runtime: string },
): ServiceManager {
  const env: Readonly<Record<string, string>> = scope === 'user' ? { XDG_RUNTIME_DIR: runtime } : {};
  const options = scope === 'user' ? ['--user'] : [];
  const call = (program: string, args: readonly string[]): Promise<Outcome> =>
    run(program, [...options, ...args], env);
  const onUnits =
    (verb: string) =>
    (units: readonly string[]): Promise<Outcome> =>
      units.length === 0
        ? Promise.resolve({ ok: true, message: '' })
        : call('systemctl', ['--no-ask-password', verb, '--', ...units]);
  return {
    show: (units) => show(units, options, env),
    inMemory: async (units) => {
      const listed = await call('systemctl', [
        'list-units',
        '--all',
        '--full',
        '--plain',
        '--no-legend',
        '--',
        ...units,
      ]);
      const names = new Set(
        listed.message.split('\n').flatMap((line) => line.trim().split(/\s+/).slice(0, 1)),
      );
      // Without an answer every name may be there.
      return new Set(listed.ok ? units.filter((unit) => names.has(unit)) : units);
    },
    unitPath: async () => {
      const { message } = await call('systemctl', ['show', '--property=UnitPath']);
      return message
        .replace(/^UnitPath=/, '')
        .split(' ')
        .filter(Boolean);
    },
    daemonReload: () => call('systemctl', ['--no-ask-password', 'daemon-reload']),
    start: onUnits('start'),
    stop: onUnits('stop'),
    restart: onUnits('restart'),
    reload: onUnits('reload'),
    resetFailed: onUnits('reset-failed'),
    touchSlice: (slice) =>
      call('systemd-run', ['--quiet', '--wait', '--collect', `--slice=${slice}`, 'true']),
    createUsers: (fragment) => run('systemd-sysusers', [fragment], env),
    createDirectories: (fragment) => run('systemd-tmpfiles', [...options, '--create', fragment], env),
    lastRun: async (unit, count) => {
      // The last words of a program that has just ended may not be written yet. It takes root; without, they may be missing.
      await run('journalctl', ['--sync'], env);
      const { message } = await call('journalctl', [
        scope === 'user' ? `--user-unit=${unit}` : `--unit=${unit}`,
        `--lines=${LOOKED_AT}`,
        '--no-pager',
        '--output=short',
        '--quiet',
      ]);
      return message === '' ? [] : lastRun(message.split('\n')).slice(-count);
    },
  };
}

/** Lines that may have to be looked through for the last start. */
const LOOKED_AT = 50;

async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const result = await execa(program, args, {
    env: { ...QUIET, ...env },
    reject: false,
    stdin: 'ignore',
    all: true,
  });
  if (result.code === 'ENOENT') return { ok: false, message: `${program} is not installed` };
  return { ok: result.exitCode === 0, message: result.all.trim() };
}

/** One call for all. A name that systemd does not know is `not-found`. */
async function show(
  units: readonly string[],
  options: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, UnitState>> {
  if (units.length === 0) return new Map();
  const args = [...options, 'show', `--property=${PROPERTIES.join(',')}`, '--', ...units];
  const result = await execa('systemctl', args, {
    env: { ...QUIET, ...env },
    reject: false,
    stdin: 'ignore',
    maxBuffer: 1e9,
  });
  const blocks = result.stdout.split('\n\n').filter(Boolean).map(readBlock);
  // A unit that is an alias of another answers under that name, so the order of the arguments tells which is which.
  return new Map(
    units.flatMap((name, index) =>
      blocks[index] === undefined ? [] : [[name, toState(name, blocks[index])] as const],
    ),
  );
}

const readBlock = (block: string): ReadonlyMap<string, string> =>
  new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

function toState(name: string, block: ReadonlyMap<string, string>): UnitState {
  const text = (key: string): string => block.get(key) ?? '';
  return {
    name,
    loadState: text('LoadState'),
    activeState: text('ActiveState'),
    subState: text('SubState'),
    result: text('Result'),
    invocationId: text('InvocationID'),
    mainPid: Number(text('MainPID') || 0),
    restarts: Number(text('NRestarts') || 0),
    fragmentPath: text('FragmentPath'),
    dropIns: text('DropInPaths').split(' ').filter(Boolean),
    needDaemonReload: text('NeedDaemonReload') === 'yes',
    unitFileState: text('UnitFileState'),
    activeSince: timestamp(text('ActiveEnterTimestampMonotonic')),
    mainStartedAt: timestamp(text('ExecMainStartTimestampMonotonic')),
    memoryBytes: amount(text('MemoryCurrent')),
    cpuNanoseconds: amount(text('CPUUsageNSec')),
    tasks: amount(text('TasksCurrent')),
    controlGroup: text('ControlGroup'),
    exitCode: text('ExecMainCode'),
    exitStatus: text('ExecMainStatus'),
    statusText: text('StatusText'),
    changedAt: timestamp(text('StateChangeTimestampMonotonic')),
    startTook: between(text('InactiveExitTimestampMonotonic'), text('ActiveEnterTimestampMonotonic')),
    stopTook: between(text('ActiveExitTimestampMonotonic'), text('InactiveEnterTimestampMonotonic')),
    conditionMet:
      Number(text('ConditionTimestampMonotonic')) > 0 ? text('ConditionResult') === 'yes' : undefined,
  };
}

/** Milliseconds between two monotonic timestamps (µs since boot; 0 when it never happened). */
function between(from: string, to: string): number | undefined {
  const span = (Number(to) - Number(from)) / 1000;
  return Number(from) > 0 && span >= 0 ? span : undefined;
}

/**
 * Milliseconds since 1970 for µs on the clock that starts at boot, which hrtime reads too; 0 for what never happened. Dates
 * that systemd prints are in the language and zone of the host, and numbers only since 251.
 */
function timestamp(monotonic: string): number {
  if (Number(monotonic || 0) === 0) return 0;
  const age = Number(process.hrtime.bigint() / 1000n) - Number(monotonic);
  return Math.round(Date.now() - age / 1000);
}

/** `[not set]` and the largest number of 64 bits both mean that nothing is known. */
function amount(text: string): number | undefined {
  return /^\d+$/.test(text) && text !== '18446744073709551615' ? Number(text) : undefined;
}
