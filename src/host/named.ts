import { nearest } from '../diagnostics/nearest.ts';
import type { Manifest } from '../bundle/manifest.ts';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';

/** The unit that a word on the command line means: a service of the config, a unit, or a unit without its suffix. */
export function unitNamed(word: string, manifest: Manifest): Checked<string> {
  const byName = names(manifest);
  const unit = byName.get(word);
  if (unit !== undefined) return { value: unit, diagnostics: [] };
  const near = nearest(word, [...byName.keys()]) ?? swapped(word, [...byName.keys()]);
  const known = Object.values(manifest.units).map(({ service }) => service);
  return {
    value: undefined,
    diagnostics: [
      diagnostic('no-such-service', undefined, {
        name: printable(word),
        environment: manifest.environment,
        near,
        known,
      }),
    ],
  };
}

/** Letters in another order (`aip`) are two edits for the usual measure, which is too many for a short name. */
const swapped = (word: string, known: readonly string[]): string | undefined =>
  known.find((name) => [...name].sort().join('') === [...word].sort().join(''));

/** Everything a unit may be called. A service's name wins over a unit without suffix: `tetra` is the service. */
function names({ files, units }: Manifest): ReadonlyMap<string, string> {
  const own = files.filter((file) => /^[^/]+\.(?:service|target|timer|socket|path)$/.test(file));
  return new Map([
    ...own.filter((unit) => unit.endsWith('.service')).map((unit) => [stem(unit), unit] as const),
    ...own.map((unit) => [unit, unit] as const),
    ...Object.entries(units).map(([unit, { service }]) => [service, unit] as const),
  ]);
}

const stem = (unit: string): string => unit.slice(0, unit.lastIndexOf('.'));

/** What a person calls a unit: the service's name, or the unit's own where no service has it. */
export const shortName = (unit: string, { units }: Manifest): string => units[unit]?.service ?? unit;
