import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { atKey, type ConfigPath, type Place } from '../../diagnostics/place.ts';
import { quoted } from '../../diagnostics/printable.ts';
import { NO_CHARACTER } from '../../diagnostics/text.ts';
import { redact } from '../../service/redact.ts';
import { directiveOf, nearestDirective, sections } from '../directives/table.ts';
import { put, type Line, type Sheet } from './sheet.ts';

type Written = string | number | boolean | readonly (string | number)[];
type UnitBlock = Readonly<Record<string, Readonly<Record<string, Written>>>>;

/** Directives that hold an environment together, and the setting that says them. */
export const OWNED: Readonly<Record<string, string>> = {
  'Unit.PartOf': 'the target of the environment, which every service belongs to',
  'Unit.DefaultDependencies': 'the service as it is',
  'Service.ExecStart': '"command"',
  'Service.Slice': 'limits.slice of the environment',
  'Install.WantedBy': '"autostart"',
  'Install.Alias': 'the name of the service',
  'Install.Also': '"wants" or "depends"',
};

/** Values that are right in systemd's eyes and have no units here. */
const WITHOUT_UNITS: Readonly<Record<string, readonly [value: RegExp, rule: string]>> = {
  'Socket.Accept': [
    /^(?:yes|true|on|1)$/i,
    'systemd would want a template and start an instance for each connection; let the program accept them itself',
  ],
};

/** Sections of a service's own unit and of what triggers it. A slice belongs to the environment. */
const SECTIONS = Object.keys(sections).filter((section) => section !== 'Slice');

/** Lays the raw directives of a `unit:` block over what was planned, as a drop-in would: scalars replace, lists add, an empty value clears. */
export function planRaw(
  unit: UnitBlock | undefined,
  placeOf: (path: ConfigPath) => Place,
  sheet: Sheet,
): void {
  for (const [section, directives] of Object.entries(unit ?? {})) {
    const at = placeOf(['unit', section]);
    if (!SECTIONS.includes(section)) {
      sheet.diagnostics.push(diagnostic('unknown-section', atKey(at), { section, known: SECTIONS }));
      continue;
    }
    for (const [key, value] of Object.entries(directives))
      planOne(section, key, value, placeOf(['unit', section, key]), sheet);
  }
}

/** One raw directive, checked: known, current, and not one that tsm itself decides. */
export function planOne(section: string, key: string, value: Written, at: Place, sheet: Sheet): void {
  const facts = directiveOf(section, key);
  const setting = OWNED[`${section}.${key}`];
  const [refused, rule = ''] = WITHOUT_UNITS[`${section}.${key}`] ?? [];
  if (setting !== undefined)
    sheet.diagnostics.push(diagnostic('directive-owned', atKey(at), { key, setting }));
  else if (facts === undefined) sheet.diagnostics.push(unknownDirective(section, key, at));
  else if (facts.deprecated !== undefined)
    sheet.diagnostics.push(diagnostic('deprecated-directive', atKey(at), { key, instead: facts.deprecated }));
  else if (refused?.test(String(value)) === true)
    sheet.diagnostics.push(
      diagnostic('invalid-directive-value', at, { key, value: quoted(String(value)), rule }),
    );
  else putRaw(sheet, section, key, value, at);
}

/** One raw directive, in systemd's own syntax. A list gives one line each. */
export function putRaw(sheet: Sheet, section: string, key: string, value: Written, at: Place): void {
  if (directiveOf(section, key)?.list !== true) removeLines(sheet.lines, section, key);
  for (const one of typeof value === 'object' ? value : [value]) {
    const text = typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one);
    const rule = rawProblem(text);
    if (rule === undefined) put(sheet, section, key, text, at);
    else sheet.diagnostics.push(diagnostic('cannot-encode', at, { key, value: quoted(redact(text)), rule }));
  }
}

export function unknownDirective(section: string, key: string, at: Place): Diagnostic {
  const near = nearestDirective(section, key);
  const nearest =
    near === undefined
      ? undefined
      : near.section === section
        ? `${near.key}=`
        : `${near.key}= in [${near.section}]`;
  return diagnostic('unknown-directive', atKey(at), { section, key, nearest });
}

function removeLines(lines: Line[], section: string, key: string): void {
  for (let index = lines.length - 1; index >= 0; index--) {
    if (lines[index]?.section === section && lines[index]?.key === key) lines.splice(index, 1);
  }
}

/** A raw value is systemd's syntax already; it only must stay the one line it is. */
function rawProblem(text: string): string | undefined {
  if (/[\0\r\n]/.test(text)) return 'a line break or NUL would end the directive';
  if (/(?<!\\)(?:\\\\)*\\$/.test(text)) return 'a backslash at the end would swallow the next line';
  if (text !== text.trim()) return 'systemd trims blanks at both ends';
  return NO_CHARACTER.test(text) ? 'it is not valid text' : undefined;
}
