import { directiveOf } from '../unit/directives/table.ts';
import { parseUnit, type ParseProblem } from '../unit/parse.ts';
import type { Beside } from './request.ts';

/** Section → key → values, as systemd sees them with all drop-ins: lists cleared by an empty value, of a scalar the last. */
export type MergedUnit = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** A unit with its drop-ins merged. */
export interface Merged {
  readonly unit: MergedUnit;
  readonly dropIns: readonly string[];
  readonly problems: readonly (ParseProblem & { readonly file: string })[];
}

/** Reads a unit and the drop-ins beside it as systemd does. */
export function mergeUnit(name: string, text: string, beside: Beside): Merged {
  const dropIns = dropInsOf(name, beside);
  const parsed = [
    [name, text] as const,
    ...dropIns.map((file) => [file, beside.read(file) ?? ''] as const),
  ].map(([file, content]) => ({ file, unit: parseUnit(content) }));
  const all = new Map<string, Map<string, string[]>>();
  for (const { unit } of parsed)
    for (const [section, keys] of unit.sections) {
      const merged = all.get(section) ?? new Map<string, string[]>();
      all.set(section, merged);
      for (const [key, values] of keys)
        merged.set(key, [...(merged.get(key) ?? []), ...values.map(({ value }) => value)]);
    }
  return {
    unit: new Map([...all].map(([section, keys]) => [section, effective(section, keys)])),
    dropIns,
    problems: parsed.flatMap(({ file, unit }) => unit.problems.map((problem) => ({ ...problem, file }))),
  };
}

/** Where an empty value is no default but the empty set: no capability at all, which is not what a unit without it has. */
const EMPTY_SAYS = new Set(['Service.CapabilityBoundingSet']);

/** What is left after clearing. An unknown key is taken for a list. */
function effective(
  section: string,
  keys: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const left = [...keys].map(([key, values]): readonly [string, readonly string[]] => {
    const cleared = values.lastIndexOf('');
    const after = values.slice(cleared + 1);
    if (cleared !== -1 && EMPTY_SAYS.has(`${section}.${key}`)) return [key, ['', ...after]];
    return [key, directiveOf(section, key)?.list === false ? after.slice(-1) : after];
  });
  return new Map(left.filter(([, values]) => values.length > 0));
}

/** systemd.unit(5): `service.d`, `a-.service.d`, `a-b.service.d`, `a@.service.d`; of two files of one name the more specific counts, all by name. */
function dropInsOf(name: string, beside: Beside): readonly string[] {
  const dot = name.lastIndexOf('.');
  const [stem, type] = [name.slice(0, dot), name.slice(dot + 1)];
  const at = stem.indexOf('@');
  const parts = stem.split('-');
  const prefixes = parts.slice(0, -1).map((_, index) => `${parts.slice(0, index + 1).join('-')}-`);
  const template = at === -1 ? [] : [`${stem.slice(0, at + 1)}.${type}.d`];
  const folders = [`${type}.d`, ...prefixes.map((prefix) => `${prefix}.${type}.d`), ...template, `${name}.d`];
  const byName = new Map<string, string>();
  for (const folder of folders)
    for (const file of beside.list(folder)) if (file.endsWith('.conf')) byName.set(file, `${folder}/${file}`);
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}
