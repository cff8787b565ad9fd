import type { Definition } from '../config/decode.ts';
import { mergeLayers, type Layer } from '../config/layers.ts';
import type { Config } from '../config/schema.ts';
import type { Settings } from '../config/schema/service.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { atKey, type ConfigPath, type Place } from '../diagnostics/place.ts';
import { readDefinition, type ServiceFile } from './definitions.ts';
import { unknownService } from './relations.ts';
import type { Environment } from './service.ts';
import { serviceType } from './type.ts';

/** A definition with all layers of its environment on it. */
export interface Draft {
  readonly definition: Definition;
  readonly layer: Layer<Settings>;
  /** How to read the definition again once its port is known; an inline service needs no second reading. */
  readonly file: ServiceFile | undefined;
}

export interface Workshop {
  readonly config: Config;
  readonly sources: ProjectFiles;
  readonly environment: Environment;
  readonly diagnostics: Diagnostic[];
}

/** Every service that the environment has, with all its layers. */
export function draftServices(files: readonly ServiceFile[], shop: Workshop): readonly Draft[] {
  const { config, environment, diagnostics } = shop;
  const drafts: Draft[] = [];
  for (const file of files) {
    const read = readDefinition(file, environment, undefined);
    diagnostics.push(...read.diagnostics);
    if (read.value !== undefined)
      drafts.push({ definition: read.value, layer: layered(read.value, shop), file });
  }
  for (const definition of inlineDefinitions(shop))
    drafts.push({ definition, layer: layered(definition, shop), file: undefined });
  checkOverrides(drafts, shop);
  const kept = drafts.filter(
    ({ definition }) => config.environments[environment.name]?.services?.[definition.name] !== false,
  );
  if (kept.length === 0 && !hasErrors(diagnostics))
    diagnostics.push(
      diagnostic('nothing-to-run', environment.placeOf([]), { environment: environment.name }),
    );
  return withoutDuplicates(kept, diagnostics);
}

function inlineDefinitions({ config, sources }: Workshop): readonly Definition[] {
  return config.services.flatMap((entry, index) => {
    if (typeof entry === 'string') return [];
    const { name, ...settings } = entry;
    const placeOf = (path: ConfigPath): Place => ({
      file: sources.configFile,
      path: ['services', index, ...path],
    });
    const layer: Layer<Settings> = { value: settings, placeOf };
    return [
      { name, layer, deps: [], variables: new Map(), inlineEnv: undefined, sources: [], file: undefined },
    ];
  });
}

/**
 * Defaults of the environment, the definition, then what the environment says of this very service.
 * A service that ends by itself is not started again for that, and its start takes as long as its work.
 */
export function layered({ name, layer }: Definition, { config, environment }: Workshop): Layer<Settings> {
  const written = config.environments[environment.name];
  const { slice: _slice, ...limits } = written?.limits ?? {};
  const override = written?.services?.[name];
  const ends = serviceType({ ...layer.value, ...(override === false ? {} : override) }) === 'oneshot';
  const defaults = {
    hardening: written?.hardening,
    restart: ends ? { ...written?.restart, policy: undefined } : written?.restart,
    timeouts: ends ? { ...written?.timeouts, start: undefined } : written?.timeouts,
    source: written?.source,
    unit: written?.unit,
    limits,
  };
  const base: Layer<Settings> = { value: withoutUndefined(defaults), placeOf: environment.placeOf };
  if (override === undefined || override === false) return mergeLayers(base, layer);
  const placeOf = (path: ConfigPath): Place => environment.placeOf(['services', name, ...path]);
  return mergeLayers(base, layer, { value: override, placeOf });
}

const withoutUndefined = (value: object): Settings =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));

function checkOverrides(drafts: readonly Draft[], { config, environment, diagnostics }: Workshop): void {
  const known = drafts.map(({ definition }) => definition.name);
  if (hasErrors(diagnostics)) return;
  const names = new Set(known);
  for (const name of Object.keys(config.environments[environment.name]?.services ?? {})) {
    if (!names.has(name))
      diagnostics.push(unknownService(name, known, atKey(environment.placeOf(['services', name]))));
  }
}

function withoutDuplicates(drafts: readonly Draft[], diagnostics: Diagnostic[]): readonly Draft[] {
  const seen = new Map<string, Draft>();
  for (const draft of drafts) {
    const { name, layer } = draft.definition;
    const other = seen.get(name.toLowerCase());
    if (other === undefined) seen.set(name.toLowerCase(), draft);
    else
      diagnostics.push(
        diagnostic(
          'duplicate-service',
          layer.placeOf(['name']),
          { name },
          other.definition.layer.placeOf(['name']),
        ),
      );
  }
  return [...seen.values()];
}
