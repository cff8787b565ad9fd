// [I/O] What somebody has added to units on this host, and when.
import { readFileSync, statSync } from 'node:fs';
import { hostDropIns } from '../host/drop-ins.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import { directiveOf } from '../unit/directives/table.ts';
import { parseUnit } from '../unit/parse.ts';

/** One assignment that systemd heeds. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** One drop-in. */
export interface Edit {
  readonly sets: readonly Assignment[];
  /** Lines that systemd passes over, as they are called in a finding. */
  readonly ignored: readonly string[];
  /** When it came or was changed last, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** By path; what we may not read is left out. */
export function observeEdits(states: Iterable<UnitState>): ReadonlyMap<string, Edit> {
  const paths = new Set([...states].flatMap(hostDropIns));
  return new Map(
    [...paths].flatMap((path) => {
      try {
        // A file that was moved here is as old as before, and its entry is new.
        return [
          [path, { ...editOf(readFileSync(path, 'utf8')), changedAt: statSync(path).ctimeMs }] as const,
        ];
      } catch {
        return [];
      }
    }),
  );
}

/** systemd ignores keys that it does not know, and what stands before the first section; `X-` is for others. */
export function editOf(text: string): Omit<Edit, 'changedAt'> {
  const { sections, problems } = parseUnit(text);
  const all = [...sections].flatMap(([section, keys]) =>
    [...keys].flatMap(([key, values]) => values.map(({ value }) => ({ section, key, value }))),
  );
  const isKnown = ({ section, key }: Assignment): boolean => directiveOf(section, key) !== undefined;
  const unknown = all.filter(
    (one) => !isKnown(one) && !one.section.startsWith('X-') && !one.key.startsWith('X-'),
  );
  return {
    sets: all.filter(isKnown),
    ignored: [
      ...problems.map(({ line, rule }) => `line ${line}: ${rule}`),
      ...unknown.map(({ section, key }) => `${key}= in [${section}]`),
    ],
  };
}
