import { nearest } from '../diagnostics/nearest.ts';
import type { Config } from '../config/schema.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Environment, Relations, Service } from './service.ts';

const KEYS = ['depends', 'wants', 'after', 'requires'] as const satisfies readonly (keyof Relations)[];

/** Unknown names, services that are left out here, and services that wait for each other. */
export function checkRelations(
  services: readonly Service[],
  environment: Environment,
  config: Config,
): readonly Diagnostic[] {
  const known = services.map(({ name }) => name);
  const names = new Set(known);
  const unknown = services.flatMap((service) =>
    KEYS.flatMap((key) =>
      service.relations[key].flatMap((name, index): readonly Diagnostic[] => {
        if (name === service.name)
          return [diagnostic('self-dependency', service.placeOf([key, index]), { service: name })];
        if (names.has(name)) return [];
        const left = config.environments[environment.name]?.services?.[name] === false;
        const at = service.placeOf([key, index]);
        return [
          left
            ? diagnostic('service-left-out', at, { name, environment: environment.name })
            : unknownService(name, known, at),
        ];
      }),
    ),
  );
  return [...unknown, ...findCycles(services)];
}

export const unknownService = (name: string, known: readonly string[], at: Place): Diagnostic =>
  diagnostic('unknown-service', at, { name, nearest: nearest(name, known), known });

/** Names that a service waits for. `wants` has no order, so it cannot close a circle. */
export const waitsFor = ({ relations }: Service): readonly string[] => [
  ...relations.depends,
  ...relations.requires,
  ...relations.after,
];

/** One diagnostic for each circle, found from its first member by name, so that it reads the same every time. */
function findCycles(services: readonly Service[]): readonly Diagnostic[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const done = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const visit = (service: Service, trail: readonly string[]): void => {
    if (done.has(service.name)) return;
    const start = trail.indexOf(service.name);
    if (start !== -1) {
      const cycle = [...trail.slice(start), service.name];
      diagnostics.push(
        diagnostic('dependency-cycle', placeOfRelation(byName.get(trail.at(-1) ?? ''), service.name), {
          cycle,
        }),
      );
      return;
    }
    for (const name of waitsFor(service)) {
      const next = byName.get(name);
      if (next !== undefined && next !== service) visit(next, [...trail, service.name]);
    }
    done.add(service.name);
  };
  for (const service of services.toSorted((a, b) => (a.name < b.name ? -1 : 1))) visit(service, []);
  return diagnostics;
}

function placeOfRelation(service: Service | undefined, name: string): Place | undefined {
  const key = KEYS.find((one) => one !== 'wants' && service?.relations[one].includes(name) === true);
  return service?.placeOf([key ?? 'depends']);
}
