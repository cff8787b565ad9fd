import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPlace, type Origin } from '../../diagnostics/place.ts';
import { quoted } from '../../diagnostics/printable.ts';
import { secretReason, valueReason } from '../../service/secrets.ts';
import { downgradeOf } from '../directives/downgrades.ts';
import { directiveOf } from '../directives/table.ts';
import { validateValue } from '../values.ts';
import { placeOf, type Line } from './sheet.ts';

/** What all units of an environment are held to. */
export interface Measure {
  /** The oldest systemd. */
  readonly minimum: number;
  /** Leaves out what is given to names that are declared public. */
  readonly open: Opener;
  /** Lines that are right as they are: the services of an environment have most of theirs in common. */
  readonly sound: Sound;
}

type Opener = (value: string) => string;

/** What tsm itself decided is not searched for secrets, so it is another line than the same by a user. */
type Sound = Readonly<Record<'tsm' | 'user', SoundLines>>;
/** By key, then by value. */
type SoundLines = Map<string, Map<string, Line>>;

export const newMeasure = (minimum: number, open: readonly string[]): Measure => ({
  minimum,
  open: openerOf(open),
  sound: { tsm: new Map(), user: new Map() },
});

/** Lines as the oldest systemd of the environment takes them, and what is wrong with any. */
export const fitLines = (
  lines: readonly Line[],
  measure: Measure,
  diagnostics: Diagnostic[],
): readonly Line[] => lines.flatMap((line) => fitLine(line, measure, diagnostics) ?? []);

function fitLine(line: Line, measure: Measure, diagnostics: Diagnostic[]): Line | undefined {
  const { minimum, open, sound } = measure;
  const lines = sound[isPlace(line.origin) ? 'user' : 'tsm'];
  const known = lines.get(line.key)?.get(line.value);
  if (known !== undefined && known.section === line.section)
    return isSameDecision(known.origin, line.origin) ? known : line;
  const before = diagnostics.length;
  const fitted = fitVersion(line, minimum, diagnostics);
  if (fitted !== undefined) checkValue(fitted, minimum, open, diagnostics);
  if (fitted === line && diagnostics.length === before) keepSound(line, lines);
  return fitted;
}

function keepSound(line: Line, lines: SoundLines): void {
  const values = lines.get(line.key) ?? new Map<string, Line>();
  lines.set(line.key, values);
  if (values.size < MOST_SOUND) values.set(line.value, line);
}

/** Enough for what services share; what is each one's own need not be kept. */
const MOST_SOUND = 64;

/** Then one line does for all units, which saves memory where there are thousands. */
const isSameDecision = (one: Origin, other: Origin): boolean =>
  'tsm' in one && 'tsm' in other && one.tsm === other.tsm;

/** A directive or value that is too new becomes its equivalent, goes, or is refused. What tsm itself chose goes without a word. */
function fitVersion(line: Line, minimum: number, diagnostics: Diagnostic[]): Line | undefined {
  const { key, value, section, origin } = line;
  const downgrade = downgradeOf(key, value, minimum);
  if (downgrade !== undefined) {
    const { since, says, instead } = downgrade;
    if (isPlace(origin))
      diagnostics.push(diagnostic('directive-downgraded', origin, { key, since, minimum, says }));
    if ('drop' in instead) return undefined;
    return 'key' in instead
      ? { ...line, key: instead.key }
      : { ...line, value: value.replace(downgrade.value ?? value, instead.value) };
  }
  const since = directiveOf(section, key)?.since ?? 0;
  if (since <= minimum) return line;
  diagnostics.push(diagnostic('directive-too-new', placeOf(origin), { key, value, since, minimum }));
  return undefined;
}

function checkValue(
  { section, key, value, origin }: Line,
  minimum: number,
  open: Opener,
  diagnostics: Diagnostic[],
): void {
  const facts = directiveOf(section, key);
  if (facts === undefined) return;
  const at = placeOf(origin);
  const reason = at === undefined ? undefined : secretIn(key, open(value));
  // Complaints about the value repeat it, so a secret is all that is said.
  if (reason !== undefined) {
    diagnostics.push(diagnostic('secret-literal', at, { into: `${key}=`, reason }));
    return;
  }
  const rule = value === '' && facts.list ? undefined : validateValue(facts.kind, value, minimum);
  if (rule !== undefined)
    diagnostics.push(diagnostic('invalid-directive-value', at, { key, value: quoted(value), rule }));
  else if (facts.kind.startsWith('memory') && /^[1-9]\d{0,5}$/.test(value))
    diagnostics.push(diagnostic('limit-tiny', at, { key, value }));
}

/** Takes away what is given to a name that is declared public and so is no secret: `TOKEN=…`, `--token …`, `--token=…`. */
function openerOf(open: readonly string[]): Opener {
  const names = open.filter((name) => /^\w*[A-Za-z0-9]\w*$/.test(name));
  if (names.length === 0) return (value) => value;
  const options = names.map((name) => name.replaceAll('_', '[-_]?')).join('|');
  const assigned = new RegExp(`(?<![\\w-])((?:${names.join('|')})=)${GIVEN}`, 'g');
  const passed = new RegExp(`(?<![\\w-])(--?(?:${options})(?:=|\\s+(?!-)))${GIVEN}`, 'gi');
  return (value) => value.replaceAll(assigned, '$1').replaceAll(passed, '$1');
}

const GIVEN = String.raw`(?:"[^"]*"|'[^']*'|[^\s"']*)`;

/** systemd.exec(5), "SetCredential=": what is written in a unit can be read by every user over the bus. */
function secretIn(key: string, value: string): string | undefined {
  const credential =
    key === 'SetCredential' ? secretReason('credential', value.replace(/^[^:]*:/, '')) : undefined;
  return credential === undefined ? valueReason(value) : 'a credential that everyone on the host can read';
}
