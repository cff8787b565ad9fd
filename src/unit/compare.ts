import { directiveOf } from './directives/table.ts';
import type { ParsedSection, ParsedUnit } from './parse.ts';

/** One directive whose effective values differ. Lists hold what is left after clearing, a scalar at most one value. */
export interface DirectiveChange {
  readonly section: string;
  readonly key: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * What differs between two units for systemd: comments, the order of sections and the order of different keys never do.
 * In order of section and key, so that the answer does not depend on how a unit was laid out.
 */
export function compareUnits(before: ParsedUnit, after: ParsedUnit): readonly DirectiveChange[] {
  return union(before.sections, after.sections).flatMap((section) => {
    const [old, fresh] = [before.sections.get(section) ?? nothing, after.sections.get(section) ?? nothing];
    return union(old, fresh)
      .map((key) => ({
        section,
        key,
        before: effective(section, key, old),
        after: effective(section, key, fresh),
      }))
      .filter((change) => !same(change.before, change.after));
  });
}

const nothing: ParsedSection = new Map();

const union = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): readonly string[] =>
  [...new Set([...a.keys(), ...b.keys()])].sort();

/** An unknown key is taken for a list, so that none of its values is overlooked. */
function effective(section: string, key: string, from: ParsedSection): readonly string[] {
  const values = (from.get(key) ?? []).map(({ value }) => value);
  const left = values.slice(values.lastIndexOf('') + 1);
  return directiveOf(section, key)?.list === false ? left.slice(-1) : left;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
