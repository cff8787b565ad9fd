import type { Bundle } from '../bundle/bundle.ts';
import type { Sources } from '../config/sources.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Service } from '../service/service.ts';

/** What the rules look at: one bundle and what it was made from. */
export interface Subject {
  readonly bundle: Bundle;
  readonly services: readonly Service[];
  readonly sources: Pick<Sources, 'read' | 'probe'>;
  /** Units that exist elsewhere: on this machine, in the other bundles. */
  readonly elsewhere: ReadonlySet<string>;
  /** Whether somebody wrote which user the environment runs as. */
  readonly saysUser: boolean;
}

export type Rule = (subject: Subject) => readonly Diagnostic[];

/** One value of a raw `unit:` block. */
export interface RawValue {
  readonly service: Service;
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly at: Place;
}

/** All raw directives of the services, a list as its values. */
export const rawValues = (services: readonly Service[]): readonly RawValue[] =>
  services.flatMap((service) =>
    Object.entries(service.settings.unit ?? {}).flatMap(([section, directives]) =>
      Object.entries(directives).flatMap(([key, written]) =>
        (Array.isArray(written) ? written : [written]).map((one) => ({
          service,
          section,
          key,
          value: String(one),
          at: service.placeOf(['unit', section, key]),
        })),
      ),
    ),
  );
