const FIELDS = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'weekday', from: 0, to: 7 },
] as const;

type Field = (typeof FIELDS)[number];

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const NAMES: Readonly<Record<string, string>> = Object.fromEntries([
  ...'jan feb mar apr may jun jul aug sep oct nov dec'
    .split(' ')
    .map((name, index) => [name, String(index + 1)]),
  ...'sun mon tue wed thu fri sat'.split(' ').map((name, index) => [name, String(index)]),
]) as Record<string, string>;

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/**
 * A cron pattern of five or six fields as expressions for OnCalendar=, nothing for what is no pattern. A pattern that
 * restricts both the day and the weekday means either, which systemd says in two lines.
 */
export function cronToCalendar(pattern: string): readonly string[] | undefined {
  const written = (MACROS[pattern.trim().toLowerCase()] ?? pattern).trim().split(/\s+/);
  const fields = written.length === 5 ? ['0', ...written] : written;
  if (fields.length !== FIELDS.length) return undefined;
  const read = FIELDS.map((field, index) => values(fields[index] ?? '', field));
  if (read.includes(undefined)) return undefined;
  const [second = [], minute = [], hour = [], day = [], month = [], weekday = []] =
    read as (readonly number[])[];
  const time = [text(hour, FIELDS[2]), text(minute, FIELDS[1]), text(second, FIELDS[0])].join(':');
  const months = text(month, FIELDS[4]);
  const onDays = `*-${months}-${text(day, FIELDS[3])} ${time}`;
  const days = [...new Set(weekday.map((one) => one % 7))];
  if (days.length === 7) return [onDays];
  const onWeekdays = `${days.map((one) => DAYS[one]).join(',')} *-${months}-* ${time}`;
  return day.length === 31 ? [onWeekdays] : [onDays, onWeekdays];
}

/** The numbers that a field stands for. */
function values(written: string, field: Field): readonly number[] | undefined {
  const parts = written.split(',').map((part) => range(part, field));
  return parts.includes(undefined)
    ? undefined
    : [...new Set((parts as number[][]).flat())].sort((a, b) => a - b);
}

/** One number, `*`, `a-b`, each with `/step`. */
function range(part: string, { from, to }: Field): readonly number[] | undefined {
  const plain = part.toLowerCase().replaceAll(/[a-z]{3}/g, (name) => NAMES[name] ?? name);
  const [, star, first, last, step = '1'] =
    /^(?:(\*|\?)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(plain) ?? [];
  if (star === undefined && first === undefined) return undefined;
  const [low, high] =
    star === undefined ? [Number(first), Number(last ?? (plain.includes('/') ? to : first))] : [from, to];
  if (low < from || high > to || low > high || Number(step) < 1) return undefined;
  return Array.from(
    { length: Math.floor((high - low) / Number(step)) + 1 },
    (_, index) => low + index * Number(step),
  );
}

/** `*` where every number is meant. */
function text(numbers: readonly number[], { from, to }: Field): string {
  if (numbers.length === to - from + 1) return '*';
  return numbers.map((one) => String(one).padStart(2, '0')).join(',');
}
