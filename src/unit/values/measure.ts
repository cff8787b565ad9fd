import { clearable, either, holds, pattern, type Validator } from './rule.ts';

const unlimited = pattern(/^infinity$/, 'it must be infinity');

/** µs per unit, src/basic/time-util.c: extract_multiplier. */
const units: Readonly<Record<string, number>> = {
  ...all('usec us µs μs', 1),
  ...all('msec ms', 1e3),
  ...all('seconds second sec s', 1e6),
  ...all('minutes minute min m', 60e6),
  ...all('hours hour hr h', 3600e6),
  ...all('days day d', 86_400e6),
  ...all('weeks week w', 7 * 86_400e6),
  ...all('months month M', 2_629_800e6),
  ...all('years year y', 31_557_600e6),
};

function all(names: string, factor: number): Readonly<Record<string, number>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, factor]));
}

/** A time span in µs as src/basic/time-util.c: parse_time reads it, `Infinity` included; undefined for what it refuses. */
export function parseTimespan(value: string, defaultUnit = 's'): number | undefined {
  if (value === 'infinity') return Infinity;
  if (!/^(?:\d+(?:\.\d*)?[ \t]*(?:[A-Za-zµμ]+[ \t]*|(?![\d.])))+$/.test(value)) return undefined;
  let total = 0;
  for (const [, count, unit] of value.matchAll(/(\d+(?:\.\d*)?)[ \t]*([A-Za-zµμ]*)/g)) {
    const factor = units[unit === '' || unit === undefined ? defaultUnit : unit];
    if (factor === undefined) return undefined;
    total += Number(count) * factor;
  }
  return total < 2 ** 64 ? total : undefined;
}

const timespan = holds(
  (value) => parseTimespan(value) !== undefined,
  'it must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds',
);

const nanoseconds =
  /^\d+(?:\.\d+)?[ \t]*(?:nsec|ns|usec|us|msec|ms|seconds|second|sec|s|minutes|minute|min|m|hours|hour|hr|h)?$/;
const nanosecondSpan = pattern(
  nanoseconds,
  'it must be a time span such as 50us; a bare number is nanoseconds',
);

const suffixes = 'EPTGMKB';

/** Bytes as src/basic/parse-util.c: parse_size reads them, base 1024, parts in falling order; undefined for what it refuses. */
export function parseSize(value: string): number | undefined {
  const parts = [...value.matchAll(/(\d+(?:\.\d*)?)[ \t]*([EPTGMKB]|$)[ \t]*/g)];
  if (value === '' || parts.map(([part]) => part).join('') !== value) return undefined;
  const ranks = parts.map(([, , suffix]) => suffixes.indexOf(suffix === '' ? 'B' : (suffix ?? '')));
  if (ranks.some((rank, index) => index > 0 && rank <= (ranks[index - 1] ?? -1))) return undefined;
  const total = parts.reduce(
    (sum, [, count], index) => sum + Number(count) * 1024 ** (6 - (ranks[index] ?? 6)),
    0,
  );
  return total < 2 ** 64 ? total : undefined;
}

const share = (value: string): number | undefined => {
  const match = /^(\d+)(?:\.(\d{1,2}))?%$/.exec(value) ?? /^(\d+)[‰‱]$/.exec(value);
  return match === null
    ? undefined
    : Number(value.slice(0, -1)) * ({ '‰': 0.1, '‱': 0.01 }[value.slice(-1)] ?? 1);
};

const isShare = (value: string, minimum: number, maximum: number): boolean => {
  const percent = share(value);
  return percent !== undefined && percent >= minimum && percent <= maximum;
};

const percent = holds((value) => isShare(value, 0, 100), 'it must be a share from 0% to 100%');
const cpuQuota = holds(
  (value) => isShare(value, 0.01, 21_474_836.47),
  'it must be a share of one CPU such as 50% or 200%, with the percent sign',
);

const bytes = holds(
  (value) => parseSize(value) !== undefined,
  'it must be a size such as 64K or 8M (base 1024)',
);

const memoryRule =
  'it must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity';
const memory = (minimum: number): Validator =>
  either(
    unlimited,
    holds(
      (value) => (parseSize(value) ?? -1) >= minimum || isShare(value, minimum === 0 ? 0 : 0.01, 100),
      memoryRule,
    ),
  );
/** MemoryMax=, MemoryHigh=: zero is refused. */
const memoryLimit = memory(1);
/** MemoryMin=, MemoryLow=, swap: zero means none. */
const memoryProtection = memory(0);

const tasksMax = either(
  unlimited,
  holds(
    (value) => /^[1-9]\d{0,14}$/.test(value) || isShare(value, 0.01, 100),
    'it must be a number from 1, a share such as 50%, or infinity',
  ),
);

type Amount = (value: string) => number | undefined;
const count: Amount = (value) => (/^(?:0|[1-9]\d{0,18})$/.test(value) ? Number(value) : undefined);
const niceness: Amount = (value) => {
  const match = /^([+-]?)(\d{1,2})$/.exec(value);
  if (match === null) return undefined;
  const number = Number(match[2]);
  const amount = { '+': 20 - number, '-': 20 + number }[match[1] ?? ''] ?? number;
  const bounded = match[1] === '+' ? number < 20 : match[1] === '-' ? number <= 20 : number <= 40;
  return bounded ? amount : undefined;
};

/** One value, or soft and hard with a colon between, soft being the smaller: src/basic/rlimit-util.c: rlimit_parse. */
const limit = (amount: Amount, example: string): Validator =>
  holds((value) => {
    const bounds = value.split(':').map((part) => (part === 'infinity' ? Infinity : amount(part)));
    const [soft, hard = soft] = bounds;
    return (
      bounds.length <= 2 &&
      soft !== undefined &&
      hard !== undefined &&
      !bounds.includes(undefined) &&
      soft <= hard
    );
  }, `it must be ${example}, infinity, or soft:hard with soft at most hard`);

const rlimit = limit(count, 'a number such as 65536');
const rlimitSize = limit(parseSize, 'a size such as 64M');
const rlimitSeconds = limit((value) => parseTimespan(value), 'a time span such as 10min');
const rlimitMicroseconds = limit((value) => parseTimespan(value, 'us'), 'a time span such as 200ms');
const rlimitNice = limit(niceness, 'a nice level such as +5 or -10');

/** Amounts. */
export const measureValidators = {
  timespan,
  elapse: clearable(timespan),
  percent,
  cpuQuota,
  bytes,
  memoryLimit,
  memoryProtection,
  tasksMax,
  rlimit,
  rlimitSize,
  rlimitSeconds,
  rlimitMicroseconds,
  rlimitNice,
  nanoseconds: nanosecondSpan,
};
