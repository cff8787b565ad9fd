import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isPlace, type Origin, type Place } from '../../diagnostics/place.ts';
import { quoted } from '../../diagnostics/printable.ts';
import { redact } from '../../service/redact.ts';
import type { Encoded } from '../refusal.ts';
import type { Directive, Section } from '../unit.ts';

/** A line of a unit to be. */
export interface Line extends Directive {
  readonly section: string;
}

/** Directives in the order they were decided, and what was refused on the way. */
export interface Sheet {
  readonly lines: Line[];
  readonly diagnostics: Diagnostic[];
}

export const newSheet = (): Sheet => ({ lines: [], diagnostics: [] });

/** Adds a directive whose value needs no encoding: a number, an enum word, a name that was checked. */
export function put(
  sheet: Sheet,
  section: string,
  key: string,
  value: string | number,
  origin: Origin,
): void {
  sheet.lines.push({ section, key, value: String(value), origin });
}

/** Adds a directive whose value came out of an encoder, or reports what that refused of `written`. */
export function putEncoded(
  sheet: Sheet,
  section: string,
  key: string,
  encoded: Encoded,
  written: string,
  origin: Origin,
): void {
  if ('text' in encoded) put(sheet, section, key, encoded.text, origin);
  else
    sheet.diagnostics.push(
      diagnostic('cannot-encode', placeOf(origin), {
        key,
        value: quoted(redact(written)),
        rule: encoded.refusal.rule,
      }),
    );
}

export const placeOf = (origin: Origin): Place | undefined => (isPlace(origin) ? origin : undefined);

/** The order of sections in a unit: what it is, what it does, how it is enabled. */
const ORDER = ['Unit', 'Service', 'Socket', 'Timer', 'Path', 'Slice', 'Install'];

/** Lines as sections, in the usual order, each with its lines in the order they were decided. */
export function toSections(lines: readonly Line[]): readonly Section[] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const before = found.get(line.section);
    if (before === undefined) found.set(line.section, [line]);
    else before.push(line);
  }
  return ORDER.flatMap((name) => {
    const directives = found.get(name);
    return directives === undefined ? [] : [{ name, directives }];
  });
}
