import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPlace } from '../../diagnostics/place.ts';
import { quoted } from '../../diagnostics/printable.ts';
import { secretReason, valueReason } from '../../service/secrets.ts';
import { downgradeOf } from '../directives/downgrades.ts';
import { directiveOf } from '../directives/table.ts';
import { validateValue } from '../values.ts';
import { placeOf, type Line } from './sheet.ts';

/** Lines as the oldest systemd of the environment takes them, and what is wrong with any. `open` are names declared public. */
export function fitLines(
  lines: readonly Line[],
  minimum: number,
  open: ReadonlySet<string>,
  diagnostics: Diagnostic[],
): readonly Line[] {
  return lines.flatMap((line) => {
    const fitted = fitVersion(line, minimum, diagnostics);
    if (fitted === undefined) return [];
    checkValue(fitted, minimum, open, diagnostics);
    return [fitted];
  });
}

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
  open: ReadonlySet<string>,
  diagnostics: Diagnostic[],
): void {
  const facts = directiveOf(section, key);
  if (facts === undefined) return;
  const at = placeOf(origin);
  const reason = at === undefined ? undefined : secretIn(key, withoutOpen(value, open));
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

/** What is given to a name that is declared public is no secret. */
const withoutOpen = (value: string, open: ReadonlySet<string>): string =>
  open.size === 0
    ? value
    : value.replaceAll(/(?<![\w-])(\w+)=(?:"[^"]*"|'[^']*'|[^\s"']*)/g, (whole, name: string) =>
        open.has(name) ? `${name}=` : whole,
      );

/** systemd.exec(5), "SetCredential=": what is written in a unit can be read by every user over the bus. */
function secretIn(key: string, value: string): string | undefined {
  const credential =
    key === 'SetCredential' ? secretReason('credential', value.replace(/^[^:]*:/, '')) : undefined;
  return credential === undefined ? valueReason(value) : 'a credential that everyone on the host can read';
}
