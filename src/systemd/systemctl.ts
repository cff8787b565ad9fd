// [I/O] The real service manager, by systemctl and its siblings.
import { execa } from 'execa';
import { lastRun } from './last-start.ts';
import { PROPERTIES, readStates } from './unit-states.ts';
import { NoAnswer, type Outcome, type ServiceManager, type UnitState } from './service-manager.ts';

/** Values of `show` are for people in their language unless told otherwise; colours and pagers never help here. */
const QUIET = { LC_ALL: 'C.UTF-8', SYSTEMD_COLORS: '0', SYSTEMD_PAGER: 'cat', SYSTEMD_LOG_LEVEL: 'notice' };

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
    show: (units) => show(units, scope, env),
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

/** For thousands of units systemd needs a few seconds. */
const PATIENCE_MILLISECONDS = 60_000;

const reasonOf = ({
  code,
  timedOut,
  stderr,
}: {
  code?: string;
  timedOut: boolean;
  stderr: string;
}): string =>
  code === 'ENOENT'
    ? 'systemctl is not installed'
    : timedOut
      ? `systemctl show did not end within ${PATIENCE_MILLISECONDS / 1000} seconds`
      : (stderr.split('\n')[0] ?? '').trim() || 'systemctl show failed without a word';

/** One call for all. A name that systemd does not know is `not-found`. */
async function show(
  units: readonly string[],
  scope: 'system' | 'user',
  env: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, UnitState>> {
  if (units.length === 0) return new Map();
  const options = scope === 'user' ? ['--user'] : [];
  const args = [...options, 'show', `--property=${PROPERTIES.join(',')}`, '--', ...units];
  const result = await execa('systemctl', args, {
    env: { ...QUIET, ...env },
    reject: false,
    stdin: 'ignore',
    maxBuffer: 1e9,
    timeout: PATIENCE_MILLISECONDS,
  });
  if (result.failed && result.stdout === '') throw new NoAnswer(scope, reasonOf(result));
  return readStates(units, result.stdout);
}
