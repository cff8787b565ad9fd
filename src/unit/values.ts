import { addressValidators } from './values/addresses.ts';
import { calendar } from './values/calendar.ts';
import { boolean, enumValidators } from './values/enums.ts';
import { measureValidators } from './values/measure.ts';
import { nameValidators } from './values/names.ts';
import { placeValidators } from './values/places.ts';
import { sandboxValidators } from './values/sandbox.ts';
import { clearable, either, integer, pattern, type Validator } from './values/rule.ts';

const outputs = 'inherit|null|tty|journal|kmsg|journal\\+console|kmsg\\+console|socket|fd(?::[^/:]+)?';

/** A model of each parser of systemd, as far as 252 to 262 agree. */
const validators = {
  ...enumValidators,
  ...measureValidators,
  ...nameValidators,
  ...sandboxValidators,
  ...placeValidators,
  ...addressValidators,
  text: () => undefined,
  boolean,
  calendar: clearable(calendar),
  unsigned: integer(0, 4_294_967_295),
  integer: integer(-2_147_483_648, 2_147_483_647),
  nice: integer(-20, 19),
  oomScore: integer(-1000, 1000),
  ioPriority: integer(0, 7),
  cpuPriority: integer(1, 99),
  weight: integer(1, 10_000),
  cpuWeight: either(
    pattern(/^idle$/, 'it must be idle'),
    integer(1, 10_000, 'it must be a whole number from 1 to 10000, or idle'),
  ),
  cpus: pattern(
    /^(?:numa|(?:\d{1,4}(?:-\d{1,4})?(?:[, \t]+|$))*)$/,
    'it must be a list of numbers and ranges such as 0-3,5',
  ),
  mode: pattern(/^[0-7]{1,4}$/, 'it must be an octal mode such as 0750'),
  ipTos: either(
    pattern(/^(?:low-delay|throughput|reliability|low-cost)$/, 'it must be a name'),
    integer(0, 255),
  ),
  standardInput: pattern(
    /^(?:null|tty|tty-force|tty-fail|socket|data|fd(?::[^/:]+)?|file:[/%].*)$/,
    'it must be null, data, socket, tty or file:/path',
  ),
  standardOutput: pattern(
    new RegExp(`^(?:${outputs}|(?:file|append|truncate):[/%].*)$`),
    'it must be journal, null, inherit, or append:/path',
  ),
} satisfies Readonly<Record<string, Validator>>;

/** The name of a validator: what a directive's value has to be. */
export type Kind = keyof typeof validators;

/**
 * The rule of systemd that `value` breaks, as a clause that begins "it must", or undefined for a value that every systemd from
 * `minimumVersion` on takes as it is. systemd itself only warns and drops most wrong values.
 */
export function validateValue(kind: Kind, value: string, minimumVersion: number): string | undefined {
  if (kind !== 'setCredential' && strayPercent.test(value))
    return 'it must write a literal percent sign as %%';
  const validator: Validator = validators[kind];
  return validator(value, minimumVersion);
}

/** A percent sign and a letter or digit that no systemd knows as a specifier: systemd.unit(5) "Specifiers". */
const strayPercent = /(?<!%)(?:%%)*%(?![aAbBCdDEfgGhHiIjJlLmMnNopPqsStTuUvVwWyY])[A-Za-z0-9]/;
