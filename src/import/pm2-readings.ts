import type { WrittenService } from '../config/written.ts';
import { cronToCalendar } from './cron.ts';
import { portOf } from './pm2-env.ts';
import type { App } from './pm2-read.ts';

/** What a field becomes: settings of the service, and how near that comes. */
export interface Mapped {
  readonly settings?: WrittenService;
  /** What it is here, for the table. */
  readonly became?: string;
  /** How it differs, or why there is nothing like it. */
  readonly why?: string;
}

/** A field that is a time in milliseconds, as a time span of systemd; 0 as a limit would mean none. */
export const readTime =
  (map: (span: string) => Mapped, least = 0): ((value: unknown) => Mapped) =>
  (value) => {
    const time = Number(value);
    if (!Number.isFinite(time) || time < 0) return { why: 'it is no number of milliseconds' };
    const whole = Math.max(least, Math.round(time));
    return map(whole % 1000 === 0 ? `${whole / 1000}s` : `${whole}ms`);
  };

export const service = (directives: Record<string, string>): WrittenService => ({
  unit: { Service: directives },
});

export function delay(restart: { delay: string; maxDelay?: string }): Mapped {
  return {
    settings: { restart },
    became: Object.entries(restart)
      .map(([key, value]) => `restart.${key}: ${value}`)
      .join(', '),
  };
}

export function readMemory(value: unknown): Mapped {
  const [, digits, unit = ''] = /^(\d+)([GMK]?)$/.exec(String(value)) ?? [];
  if (digits === undefined) return { why: 'it is no size: digits, then K, M or G' };
  const memoryMax = `${digits}${unit}`;
  const why =
    'the kernel kills the service above it, its children and page cache included, and systemd starts it again';
  return { settings: { limits: { memoryMax } }, became: `limits.memoryMax: ${memoryMax}`, why };
}

export function readAutorestart(): Mapped {
  return { settings: { restart: { policy: 'no' } }, became: 'restart.policy: no' };
}

export function readStopCodes(value: unknown): Mapped {
  const codes = [value]
    .flat()
    .map(String)
    .filter((code) => /^\d{1,3}$/.test(code));
  if (codes.length === 0) return { why: 'there is no exit code in it' };
  const directives = { RestartPreventExitStatus: codes.join(' ') };
  return { settings: service(directives), became: `RestartPreventExitStatus=${codes.join(' ')}` };
}

const readPause = readTime((span) => delay({ delay: span }));

/** PM2 goes by the growing pause where both are said, in whichever order. */
export const readDelay = (value: unknown, app: App): Mapped =>
  Number(app['exp_backoff_restart_delay'] ?? 0) > 0
    ? { why: 'PM2 goes by exp_backoff_restart_delay, which is said, too' }
    : readPause(value);

export const readBackoff = readTime((span) => ({
  ...delay({ delay: span, maxDelay: '15s' }),
  why: 'the pause grows in even steps, on systemd 254 and newer; before, it stays as it begins',
}));

/** How often PM2 tries: starts that last less than `min_uptime` count. */
export function readLimit(_: unknown, app: App): Mapped {
  const burst = Math.max(1, Number(app['max_restarts'] ?? 16));
  const uptime = milliseconds(app['min_uptime'] ?? 1000);
  if (!Number.isInteger(burst) || uptime === undefined) return { why: 'it is no number' };
  const pause = Number(app['exp_backoff_restart_delay']) || Number(app['restart_delay']) || DEFAULT_PAUSE;
  const interval = `${Math.ceil((burst * (uptime + pause)) / 1000) + 1}s`;
  const settings: WrittenService = { restart: { limit: { burst, interval } } };
  const why =
    'systemd counts starts within a time, also those of services that ran for longer than min_uptime';
  return { settings, became: `restart.limit: ${burst} starts in ${interval}`, why };
}

/** What tsm waits before a restart. */
const DEFAULT_PAUSE = 5000;

function milliseconds(value: unknown): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([hms]?)$/.exec(String(value)) ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * ({ h: 3_600_000, m: 60_000, s: 1000 }[unit] ?? 1);
}

const NO_MESSAGE =
  'nobody waits for the message "ready", so send it only where there is a channel: send?.(…)';

export function readReady(_: unknown, app: App): Mapped {
  if (portOf(app) === undefined)
    return { why: `${NO_MESSAGE}; for a start that waits set "health", or type: notify with sd_notify` };
  const settings: WrittenService = { health: ': </dev/tcp/127.0.0.1/$PORT' };
  return { settings, became: 'health: its port answers', why: `a start waits for the port; ${NO_MESSAGE}` };
}

export function readListen(value: unknown, app: App): Mapped {
  if (app['wait_ready'] !== true) return { why: 'there is no reload that waits for a port' };
  return readTime(
    (start) => ({ settings: { timeouts: { start } }, became: `timeouts.start: ${start}` }),
    1,
  )(value);
}

/** With `autorestart: false` it is a job of cron; otherwise PM2 restarts a running service. */
export function readCron(value: unknown, app: App): Mapped {
  if (value === false || value === '0' || value === 0) return { became: 'nothing to do' };
  const calendar = cronToCalendar(String(value));
  if (calendar === undefined) return { why: 'it is no pattern of cron' };
  if (app['autorestart'] !== false)
    return {
      why: `nothing restarts a service by the clock: add a timer that runs systemctl restart (OnCalendar=${calendar.join(', ')})`,
    };
  const settings: WrittenService = { type: 'oneshot', unit: { Timer: { OnCalendar: [...calendar] } } };
  return {
    settings,
    became: `type: oneshot, Timer.OnCalendar: ${calendar.join(', ')}`,
    why: 'it runs by a timer alone, not once at the start too',
  };
}

export function readSourceMaps(value: unknown): Mapped {
  return value === true
    ? { became: 'node --enable-source-maps', why: 'node reads source maps itself' }
    : { became: 'nothing to do' };
}
