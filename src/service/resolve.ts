import type { Definition } from '../config/decode.ts';
import { mergeLayers, type Layer } from '../config/layers.ts';
import type { Config } from '../config/schema.ts';
import type { Settings } from '../config/schema/service.ts';
import type { Sources } from '../config/sources.ts';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import { completeService } from './complete.ts';
import { findServiceFiles, readDefinition, type ServiceFile } from './definitions.ts';
import { assembleEnv } from './env.ts';
import { resolveEnvironment } from './environment.ts';
import { allocatePorts, claimKey, readPort, readPortWish, type PortClaim } from './ports.ts';
import { checkRelations, unknownService } from './relations.ts';
import type { Environment, Service } from './service.ts';

/** An environment and its services, or the mistakes that kept them from being. */
export interface ResolvedEnvironment {
  readonly name: string;
  readonly environment: Environment | undefined;
  readonly services: readonly Service[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A definition with all layers of its environment on it. */
interface Draft {
  readonly definition: Definition;
  readonly layer: Layer<Settings>;
  /** How to read the definition again once its port is known; an inline service needs no second reading. */
  readonly file: ServiceFile | undefined;
}

interface Workshop {
  readonly config: Config;
  readonly sources: Sources;
  readonly environment: Environment;
  readonly diagnostics: Diagnostic[];
}

/**
 * ③ Every service of every environment with nothing left open. All environments are resolved, also those that were not
 * asked for, since ports are given out over all of them. Definitions are read twice: first for the ports they wish for,
 * then with TSM_PORT being what they got.
 */
export function resolveServices(config: Config, sources: Sources): readonly ResolvedEnvironment[] {
  const found = findServiceFiles(config, sources);
  const drafts = Object.keys(config.environments).map((name) => {
    const environment = resolveEnvironment(config, name, sources.configFile);
    const diagnostics = [...found.diagnostics, ...environment.diagnostics];
    const shop =
      environment.value === undefined
        ? undefined
        : { config, sources, environment: environment.value, diagnostics };
    return { name, shop, diagnostics, drafts: shop === undefined ? [] : draftServices(found.files, shop) };
  });
  const committed = sources.committedPorts(config.outDir ?? 'systemd');
  const claims = drafts.flatMap(({ shop, drafts: list }) =>
    shop === undefined ? [] : list.flatMap((draft) => claimsOf(draft, shop)),
  );
  const allocation = allocatePorts(claims, committed.value ?? new Map());
  return drafts.map(({ name, shop, diagnostics, drafts: list }) => {
    const names = new Set(list.map(({ definition }) => definition.name));
    const services =
      shop === undefined ? [] : list.flatMap((draft) => complete(draft, shop, allocation.ports, names));
    if (shop !== undefined) diagnostics.push(...checkRelations(services, shop.environment, config));
    diagnostics.push(...committed.diagnostics, ...allocation.diagnostics);
    return {
      name,
      environment: shop?.environment,
      services: hasErrors(diagnostics) ? [] : services,
      diagnostics,
    };
  });
}

function draftServices(files: readonly ServiceFile[], shop: Workshop): readonly Draft[] {
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

/** Defaults of the environment, the definition, then what the environment says of this very service. */
function layered({ name, layer }: Definition, { config, environment }: Workshop): Layer<Settings> {
  const written = config.environments[environment.name];
  const { slice: _slice, ...limits } = written?.limits ?? {};
  const defaults = {
    hardening: written?.hardening,
    restart: written?.restart,
    timeouts: written?.timeouts,
    source: written?.source,
    unit: written?.unit,
    limits,
  };
  const override = written?.services?.[name];
  const base: Layer<Settings> = { value: withoutUndefined(defaults), placeOf: environment.placeOf };
  if (override === undefined || override === false) return mergeLayers([base, layer]);
  return mergeLayers([
    base,
    layer,
    { value: override, placeOf: (path) => environment.placeOf(['services', name, ...path]) },
  ]);
}

const withoutUndefined = (value: object): Settings =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));

function checkOverrides(drafts: readonly Draft[], { config, environment, diagnostics }: Workshop): void {
  const known = drafts.map(({ definition }) => definition.name);
  if (hasErrors(diagnostics)) return;
  for (const name of Object.keys(config.environments[environment.name]?.services ?? {})) {
    if (!known.includes(name))
      diagnostics.push(unknownService(name, known, environment.placeOf(['services', name])));
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

function claimsOf(
  { definition, layer }: Draft,
  { environment, sources, diagnostics }: Workshop,
): readonly PortClaim[] {
  const claims: PortClaim[] = [];
  const { name } = definition;
  const { portType = 'http', ports = [] } = layer.value;
  const { port, at } = wishedPort(definition, layer, environment, sources);
  if (port !== undefined) {
    const wish = readPortWish(port);
    if (wish === undefined) diagnostics.push(diagnostic('port-invalid', at, { value: JSON.stringify(port) }));
    else claims.push({ environment: environment.name, service: name, wish, protocol: portType, at });
  }
  for (const [index, written] of ports.entries()) {
    const extra = readPort(written);
    const at = layer.placeOf(['ports', index]);
    if (extra === undefined)
      diagnostics.push(diagnostic('ports-invalid', at, { value: JSON.stringify(written) }));
    else
      claims.push({
        environment: environment.name,
        service: `${name} (${written})`,
        wish: { from: extra.number, to: extra.number },
        protocol: extra.protocol,
        at,
      });
  }
  return claims;
}

/** `port`, or else the PORT that the service's own environment says. */
function wishedPort(
  definition: Definition,
  { value, placeOf }: Layer<Settings>,
  environment: Environment,
  sources: Sources,
): { port?: string | number; at: Place } {
  if (value.port !== undefined) return { port: value.port, at: placeOf(['port']) };
  const found = assembleEnv(definition, value, placeOf, environment, sources, []).get('PORT');
  const shared = environment.env.get('PORT') ?? environment.variables.get('PORT');
  return found === undefined || found === shared
    ? { at: placeOf(['port']) }
    : { port: found.value, at: found.at };
}

/** The second reading, with the port, and everything that follows from it. */
function complete(
  draft: Draft,
  shop: Workshop,
  ports: ReadonlyMap<string, number>,
  names: ReadonlySet<string>,
): readonly Service[] {
  const port = ports.get(claimKey(shop.environment.name, draft.definition.name));
  const written = draft.definition.variables.get('TSM_PORT')?.value;
  if (draft.file === undefined || port === undefined || written === String(port))
    return build(draft, shop, port, names);
  const again = readDefinition(draft.file, shop.environment, String(port));
  if (again.value === undefined) return [];
  return build({ ...draft, definition: again.value, layer: layered(again.value, shop) }, shop, port, names);
}

function build(
  { definition, layer }: Draft,
  { environment, sources, diagnostics }: Workshop,
  port: number | undefined,
  names: ReadonlySet<string>,
): readonly Service[] {
  const service = completeService(definition, layer, port, environment, sources, names);
  diagnostics.push(...service.diagnostics);
  return service.value === undefined ? [] : [service.value];
}
