import type { Config } from '../config/schema.ts';
import type { Sources } from '../config/sources.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { claimsOf } from './claims.ts';
import { completeService } from './complete.ts';
import { findServiceFiles, readDefinition } from './definitions.ts';
import { draftServices, layered, type Draft, type Workshop } from './drafts.ts';
import { resolveEnvironment } from './environment.ts';
import { asUser, checkHomes } from './accounts.ts';
import { allocatePorts, claimKey } from './ports.ts';
import { checkRelations } from './relations.ts';
import type { Environment, Service } from './service.ts';
import { sayOfSecrets } from './taint.ts';

/** An environment, those of its services that are right, and the mistakes that kept others from being. */
export interface ResolvedEnvironment {
  readonly name: string;
  readonly environment: Environment | undefined;
  readonly services: readonly Service[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * ③ Every service of every environment with nothing left open. All environments are resolved, also those that were not
 * asked for, since ports are given out over all of them. Definitions are read twice: first for the ports and users they wish
 * for, then with TSM_PORT being what they got and HOME that of their user.
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
    if (shop !== undefined) {
      diagnostics.push(...checkRelations(services, shop.environment, config));
      if (services.length === list.length) diagnostics.push(...checkHomes(shop.environment, services));
    }
    diagnostics.push(...committed.diagnostics, ...allocation.diagnostics);
    return {
      name,
      environment: shop?.environment,
      services,
      diagnostics,
    };
  });
}

/** The second reading, with the port and the home, and everything that follows from it. */
function complete(
  draft: Draft,
  shop: Workshop,
  ports: ReadonlyMap<string, number>,
  names: ReadonlySet<string>,
): readonly Service[] {
  const port = ports.get(claimKey(shop.environment.name, draft.definition.name));
  const environment = asUser(shop.environment, draft.layer.value.user);
  const written = draft.definition.variables.get('TSM_PORT')?.value;
  const isRead = environment === shop.environment && (port === undefined || written === String(port));
  if (draft.file === undefined || isRead) return build(draft, shop, port, names);
  const again = readDefinition(draft.file, environment, port === undefined ? undefined : String(port));
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
  const secrets = [...environment.secrets, ...(layer.value.secrets ?? [])];
  diagnostics.push(...sayOfSecrets(service.diagnostics, secrets));
  return service.value === undefined ? [] : [service.value];
}
