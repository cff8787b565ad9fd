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
    return map(span(Math.max(least, Math.round(time))));
  };

/** Whole milliseconds as a time span of systemd. */
export const span = (time: number): string => (time % 1000 === 0 ? `${time / 1000}s` : `${time}ms`);

export const service = (directives: Record<string, string>): WrittenService => ({
  unit: { Service: directives },
});

export function readMemory(value: unknown): Mapped {
  const [, digits, unit = ''] = /^(\d+)([GMK]?)$/.exec(String(value)) ?? [];
  if (digits === undefined) return { why: 'it is no size: digits, then K, M or G' };
  const memoryMax = `${digits}${unit}`;
  const why =
    'the kernel kills the service above it, its children and page cache included, and systemd starts it again';
  return { settings: { limits: { memoryMax } }, became: `limits.memoryMax: ${memoryMax}`, why };
}

export const readAutorestart = (): Mapped => ({
  settings: { restart: { policy: 'no' } },
  became: 'restart.policy: no',
});

/** Of `pm2 jlist`, too, where what was stopped stays so. */
export const readAutostart = (): Mapped => ({
  settings: { autostart: false },
  became: 'autostart: false',
});

export function readStopCodes(value: unknown): Mapped {
  const codes = [value]
    .flat()
    .map(String)
    .filter((code) => /^\d{1,3}$/.test(code));
  if (codes.length === 0) return { why: 'there is no exit code in it' };
  const directives = { RestartPreventExitStatus: codes.join(' ') };
  return { settings: service(directives), became: `RestartPreventExitStatus=${codes.join(' ')}` };
}

const NO_MESSAGE =
  'nobody waits for the message "ready", so send it only where there is a channel: send?.(…)';

/** PM2 goes on when the message does not come, and ends nothing for it. An install cannot wait for ever, so a start has long. */
export function readReady(_: unknown, app: App): Mapped {
  if (portOf(app) === undefined)
    return { why: `${NO_MESSAGE}; for a start that waits set "health", or type: notify with sd_notify` };
  const settings: WrittenService = {
    health: ': </dev/tcp/127.0.0.1/$PORT',
    timeouts: { start: '5min' },
  };
  return {
    settings,
    became: 'health: its port answers; timeouts.start: 5min',
    why: `a start that has not opened the port by then has failed, where PM2 goes on; ${NO_MESSAGE}`,
  };
}

export const readListen = (_: unknown, app: App): Mapped =>
  app['wait_ready'] === true
    ? {
        why: 'PM2 goes on after it and ends nothing; to have a start fail that takes longer, set timeouts.start',
      }
    : { why: 'there is no reload that waits for a port' };

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
