import type { StoredBundle } from '../install/store.ts';
import { unitNames } from '../install/observe.ts';
import { parseUnit } from '../unit/parse.ts';

/** A unit that another names, and whether it cannot start without it. */
export interface Dependency {
  readonly unit: string;
  readonly on: string;
  readonly isRequired: boolean;
  /** A drop-in of this host names it, not the bundle. */
  readonly isEdit: boolean;
}

/** Without these systemd starts nothing. */
export const REQUIRED = ['Requires', 'Requisite', 'BindsTo'] as const;
const WANTED = ['Wants', 'Upholds', 'After'] as const;

/** What the units of a bundle name and it does not bring. `textOf` gives a unit with its drop-ins. */
export function foreignDependencies(
  bundle: StoredBundle,
  textOf: (unit: string) => string,
): readonly Dependency[] {
  const own = new Set(unitNames(bundle));
  return unitNames(bundle).flatMap((unit) => {
    const section = parseUnit(textOf(unit)).sections.get('Unit');
    const named = (keys: readonly string[]): readonly string[] =>
      keys.flatMap((key) => (section?.get(key) ?? []).flatMap(({ value }) => value.split(/\s+/)));
    const required = named(REQUIRED);
    return [...new Set([...required, ...named(WANTED)])]
      .filter((on) => on !== '' && !own.has(on) && !on.includes('%'))
      .map((on) => ({
        unit,
        on,
        isRequired: required.includes(on),
        isEdit: bundle.files.get(unit)?.includes(on) !== true,
      }));
  });
}
