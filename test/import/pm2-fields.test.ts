import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { cronToCalendar } from '../../src/import/cron.ts';
import { normalizeApp } from '../../src/import/pm2-app.ts';
import { FIELDS } from '../../src/import/pm2-fields.ts';

/** Every field of PM2's lib/API/schema.json, and those that only its documentation has. */
const DOCUMENTED =
  `script name name_prefix filter_env namespace install_url cwd args exec_interpreter node_args out_file error_file
  log_file disable_logs log_type log_date_format time env env_* max_memory_restart pid_file restart_delay
  exp_backoff_restart_delay source_map_support disable_source_map_support wait_ready instances kill_timeout
  shutdown_with_message listen_timeout cron_restart merge_logs vizion autostart autorestart watch_delay watch ignore_watch
  watch_options min_uptime max_restarts execute_command exec_mode force append_env_to_name post_update trace
  disable_trace v8 event_loop_inspector deep_monitoring increment_var instance_var pmx automation treekill port username
  uid gid windowsHide kill_retry_time write io stop_exit_codes`.split(/\s+/);

/** Other names of the same fields, by the schema and the documentation. */
const ALIASES =
  `exec interpreter interpreterArgs interpreter_args out output out_log error err err_file err_log log pid cron combine_logs
  user cmd command appendEnvToName maxMemoryRestart outFile errorFile minUptime killTimeout cronRestart`.split(
    /\s+/,
  );

describe('fields of PM2', () => {
  test('every documented one has a row, and no row is made up', () => {
    expect(Object.keys(FIELDS).toSorted()).toEqual(DOCUMENTED.toSorted());
  });

  test.each(Object.entries(FIELDS))('%s is read, or says why it is not', (_, row) => {
    expect([row.read, row.elsewhere, row.dropped].filter((one) => one !== undefined)).toHaveLength(1);
    if (row.dropped !== undefined) expect(row.dropped.length).toBeGreaterThan(10);
  });

  test.each(ALIASES)('%s is another name', (alias) => {
    expect(normalizeApp({ [alias]: 'x' }).unknown).toEqual([]);
  });
});

/** When cron would fire next after a moment, minute by minute. */
function nextOfCron(pattern: string, from: Date): Date {
  const [minute, hour, day, month, weekday] = pattern.split(' ').map(sets);
  const at = new Date(from);
  for (;;) {
    at.setUTCMinutes(at.getUTCMinutes() + 1);
    const onDay = day!.has(at.getUTCDate());
    const onWeekday = weekday!.has(at.getUTCDay()) || (at.getUTCDay() === 0 && weekday!.has(7));
    const [, , days, , weekdays] = pattern.split(' ');
    const today = days === '*' || weekdays === '*' ? onDay && onWeekday : onDay || onWeekday;
    if (
      today &&
      minute!.has(at.getUTCMinutes()) &&
      hour!.has(at.getUTCHours()) &&
      month!.has(at.getUTCMonth() + 1)
    )
      return at;
  }
}

function sets(field: string): ReadonlySet<number> {
  const numbers = field.split(',').flatMap((part) => {
    const [, range = '*', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [low, high] =
      range === '*'
        ? [0, 59]
        : range.includes('-')
          ? range.split('-').map(Number)
          : [Number(range), part.includes('/') ? 59 : Number(range)];
    return Array.from({ length: 60 }, (_, index) => index).filter(
      (one) => one >= low! && one <= high! && (one - low!) % Number(step) === 0,
    );
  });
  return new Set(numbers);
}

describe('a cron pattern', () => {
  const base = new Date('2026-03-03T10:07:00Z');
  test.each([
    '* * * * *',
    '30 2 * * *',
    '*/15 8-18 * * 1-5',
    '0 0 1 * *',
    '0 4 * * 7',
    '5,35 */6 * 1,6 *',
    '0 12 13 * 5',
  ])('%s fires when systemd says that its timer does', async (pattern) => {
    const lines = cronToCalendar(pattern) ?? [];
    const next = await Promise.all(
      lines.map(async (line) => {
        const { stdout } = await execa(
          'systemd-analyze',
          ['calendar', `--base-time=${base.toISOString().slice(0, 19).replace('T', ' ')} UTC`, `${line} UTC`],
          { env: { TZ: 'UTC', LC_ALL: 'C' } },
        );
        const [, time = ''] = /Next elapse: \w+ (\S+ \S+) UTC/.exec(stdout) ?? [];
        return Date.parse(`${time.replace(' ', 'T')}Z`);
      }),
    );
    expect(new Date(Math.min(...next)).toISOString()).toBe(nextOfCron(pattern, base).toISOString());
  });

  test.each(['every day', '60 * * * *', '* * *', '* * 0 * *', '5-1 * * * *', '*/0 * * * *', 'L * * * *', ''])(
    '%j is none',
    (pattern) => expect(cronToCalendar(pattern)).toBeUndefined(),
  );
});
