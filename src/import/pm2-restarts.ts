import type { WrittenEnvironment } from '../config/written.ts';
import type { ImportNote } from './draft.ts';
import { changed } from './notes.ts';
import type { App } from './pm2-read.ts';
import { readTime, span, type Mapped } from './pm2-readings.ts';

/** What PM2 waits before a restart when nothing is said is nothing; systemd's own pause is the nearest. */
const PAUSE = 100;

/**
 * Restarts as PM2 has them: the pause stays the same, and what has run once is never given up. A start limit of systemd
 * counts long runs as well, and a few quick exits a week later, which PM2 does not.
 */
export const RESTARTS: NonNullable<WrittenEnvironment['restart']> = {
  delay: span(PAUSE),
  maxDelay: span(PAUSE),
  limit: false,
};

/** One row for all apps that are restarted. */
export function restartNotes(apps: readonly App[]): readonly ImportNote[] {
  if (apps.every((app) => app['autorestart'] === false)) return [];
  const became = `always, after ${span(PAUSE)}, without a limit`;
  return [changed('restart', became, WHY)];
}

const WHY =
  'PM2 restarts at once, and gives up after 16 exits within a second of their start when all of them fall into the first 16 s; to have systemd give up, set restart.limit';

const readPause = readTime((pause) => ({
  // Of an even pause: from systemd 254 on it would grow.
  settings: { restart: { delay: pause, maxDelay: pause } },
  became: `restart.delay: ${pause}`,
}));

/** PM2 goes by the growing pause where both are said, in whichever order. */
export const readDelay = (value: unknown, app: App): Mapped =>
  Number(app['exp_backoff_restart_delay'] ?? 0) > 0
    ? { why: 'PM2 goes by exp_backoff_restart_delay, which is said, too' }
    : readPause(value);

/** What the growing pause of PM2 ends at. */
const MOST = 15_000;

export const readBackoff = (value: unknown): Mapped =>
  readTime((delay) => {
    const isLong = Number(value) > MOST;
    const maxDelay = isLong ? delay : span(MOST);
    return {
      settings: { restart: { delay, maxDelay } },
      became: `restart.delay: ${delay}, restart.maxDelay: ${maxDelay}`,
      why: isLong
        ? `PM2 pauses so once, and ${span(MOST)} from then on`
        : 'the pause grows in even steps, on systemd 254 and newer; before, it stays as it begins',
    };
  })(value);

/** How often PM2 tries, where a file says so: exits within `min_uptime` of a start count, in the first `max_restarts` times that. */
export function readLimit(_: unknown, app: App): Mapped {
  const burst = Number(app['max_restarts'] ?? 16);
  const uptime = milliseconds(app['min_uptime'] ?? 1000);
  if (!Number.isInteger(burst) || burst < 0 || uptime === undefined) return { why: 'it is no number' };
  if (burst === 0)
    return {
      settings: { restart: { policy: 'no' } },
      became: 'restart.policy: no',
      why: 'PM2 gives up at the first exit',
    };
  const grows = Number(app['exp_backoff_restart_delay'] ?? 0) > 0;
  const pause = Number(app['restart_delay'] ?? 0) || PAUSE;
  const window = span(burst * uptime);
  if (grows || pause >= uptime)
    return {
      became: 'restart.limit: false',
      why: `with the pauses between them ${burst} such exits do not fall into ${window}, so PM2 does not give up, either`,
    };
  return {
    settings: { restart: { limit: { burst, interval: window } } },
    became: `restart.limit: ${burst} starts in ${window}`,
    why: `systemd gives up after so many starts at any time, PM2 only in the first ${window}; whoever runs longer than min_uptime does not get there`,
  };
}

/** Beside `max_restarts` it is a part of what that becomes. */
export function readUptime(value: unknown, app: App): Mapped {
  const limit = readLimit(value, app);
  if (!('max_restarts' in app) || limit.became === undefined) return limit;
  return { became: limit.became, why: 'read together with max_restarts' };
}

function milliseconds(value: unknown): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([hms]?)$/.exec(String(value)) ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * ({ h: 3_600_000, m: 60_000, s: 1000 }[unit] ?? 1);
}
