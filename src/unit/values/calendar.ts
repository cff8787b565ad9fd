// Calendar expressions: systemd.time(7), after src/shared/calendarspec.c: calendar_spec_from_string.
import type { Validator } from './rule.ts';

const NAMES = /^(?:minutely|hourly|daily|weekly|monthly|quarterly|(?:semi|bi)-?annually|annually|yearly)$/i;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const DAY = '(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)';
const WEEKDAYS = new RegExp(
  `^${DAY}(?:(?:\\.\\.|-)${DAY})?(?:,${DAY}(?:(?:\\.\\.|-)${DAY})?)*,?(?: +|$)`,
  'i',
);

type Bounds = readonly [least: number, most: number];
const YEAR: Bounds = [1970, 2199];
const MONTH: Bounds = [1, 12];
const DAY_OF_MONTH: Bounds = [1, 31];
/** The shortest month has as many. */
const DAY_FROM_END: Bounds = [1, 28];
const HOUR: Bounds = [0, 23];
const MINUTE: Bounds = [0, 59];

/** A calendar expression; cron's form is refused with its equivalent. */
export const calendar: Validator = (value) => {
  const said = value.trim();
  if (isExpression(said)) return undefined;
  return fromCron(said) ?? 'it must be a calendar expression such as daily, Mon..Fri 09:00 or *-*-* 02:00:00';
};

function isExpression(value: string): boolean {
  const local = withoutZone(value);
  if (NAMES.test(local) || /^@\d{1,15}$/.test(local)) return true;
  const [weekdays = ''] = WEEKDAYS.exec(local) ?? [];
  if (weekdays.trim().split(',').some(isBackwards)) return false;
  const rest = local.slice(weekdays.length);
  if (rest === '') return local !== '';
  const [first = '', second, ...more] = rest.split(/ +/);
  if (more.length > 0) return false;
  if (second !== undefined) return isDate(first) && isTime(second);
  return isDate(first) || isTime(first);
}

/** `UTC` in any case, or a zone of the database by its very name. */
function withoutZone(value: string): string {
  const [whole, zone = ''] = /(?<=\S) +([A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*)$/i.exec(value) ?? [''];
  if (zone.toUpperCase() !== 'UTC' && (zone === '' || !/^[A-Z]/.test(zone) || !isZone(zone))) return value;
  return value.slice(0, value.length - whole.length);
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}

/** To systemd a week begins on Monday. */
function isBackwards(range: string): boolean {
  const [from, to] = range.split(/\.\.|-/).map((day) => WEEK.indexOf(day.slice(0, 3).toLowerCase()));
  return to !== undefined && (from ?? 0) > to;
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `YEAR-MONTH-DAY`, `MONTH-DAY`; a tilde counts the days from the end of the month. */
function isDate(text: string): boolean {
  const parts = /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text);
  if (parts === null) return false;
  const [, year = '*', month = '', sign, day = ''] = parts;
  const isDay = sign === '~' ? isChain(day, DAY_FROM_END, same, true) : isChain(day, DAY_OF_MONTH);
  return isChain(year, YEAR, shortYear) && isChain(month, MONTH) && isDay;
}

const shortYear = (year: number): number => (year < 70 ? year + 2000 : year < 100 ? year + 1900 : year);

/** `HOUR:MINUTE`, `HOUR:MINUTE:SECOND`; seconds may have six decimals. */
function isTime(text: string): boolean {
  const [hour = '', minute, second = '0', ...more] = text.split(':');
  if (minute === undefined || more.length > 0) return false;
  return isChain(hour, HOUR) && isChain(minute, MINUTE) && isSeconds(second);
}

const isSeconds = (text: string): boolean =>
  isChain(text.replaceAll(/(?<=\d)\.\d{1,6}(?!\d)(?!\.\d)/g, ''), MINUTE);

const same = (number: number): number => number;

/** `*`, or numbers, ranges and repetitions with commas between. One that is counted from the end is repeated towards it. */
function isChain(text: string, [least, most]: Bounds, normal = same, fromEnd = false): boolean {
  if (text === '*') return true;
  return text.split(',').every((one) => {
    const [, from, to, step] = /^(\d{1,9})(?:\.\.(\d{1,9}))?(?:\/(\d{1,9}))?$/.exec(one) ?? [];
    if (from === undefined) return false;
    const [start, end] = [normal(Number(from)), to === undefined ? undefined : normal(Number(to))];
    if (start < least || start > most || (step !== undefined && Number(step) === 0)) return false;
    if (end !== undefined) return end >= start && end <= most;
    return step === undefined || Number(step) <= (fromEnd ? start - least : most - start);
  });
}

const NICKNAMES: Readonly<Record<string, string>> = {
  midnight: 'daily',
  reboot: 'OnBootSec=0 in place of OnCalendar=',
};

/** What a line of cron would be, as a rule; nothing for what is none. */
function fromCron(value: string): string | undefined {
  const nickname = /^@([a-z]+)$/i.exec(value)?.[1]?.toLowerCase();
  if (nickname !== undefined) return `this is cron's word; it must be ${NICKNAMES[nickname] ?? nickname}`;
  const fields = value.split(/\s+/);
  if (fields.length !== 5 || !fields.every((one) => /^[\dA-Za-z*,/-]+$/.test(one))) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const days = weekday === '*' ? '' : `${weekday.replaceAll(/\d/g, dayName).replaceAll('-', '..')} `;
  // Cron runs on either day, systemd on a day that is both.
  const isBoth = day !== '*' && weekday !== '*';
  const said = `${days}*-${part(month, 1)}-${part(day, 1)} ${part(hour, 0)}:${part(minute, 0)}:00`;
  return isExpression(said) && !isBoth
    ? `this is cron's form; it must be ${said}`
    : "this is cron's form; it must be a calendar expression such as Mon..Fri *-*-* 02:00:00";
}

const dayName = (digit: string): string => DAYS[Number(digit) % 7] ?? digit;

const part = (field: string, first: number): string =>
  field
    .replaceAll(/\*\/(?=\d)/g, `${first}/`)
    .replaceAll('-', '..')
    .replaceAll(/(?<![\d/])\d(?!\d)/g, '0$&')
    .replaceAll(/0(?=\d\/)/g, '');
