import type { Definition } from '../config/decode.ts';
import type { Layer } from '../config/layers.ts';
import type { Settings } from '../config/schema/service.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { checked, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import type { Bench } from './bench.ts';
import { checkSourcedFunctions, commandOf, healthOf, reloadOf, scriptOf } from './commands.ts';
import { sourcePath, workingDirectory } from './directories.ts';
import { assembleEnv } from './env.ts';
import { groupOf } from './environment.ts';
import { asUser, checkScope } from './accounts.ts';
import { readPort } from './ports.ts';
import type { Environment, EnvMap, Port, Service } from './service.ts';
import { separateSecrets, taintedSettings } from './taint.ts';

/** A definition with its port as a service with nothing left open. `names` are all services of the environment. */
export function completeService(
  definition: Definition,
  layer: Layer<Settings>,
  port: number | undefined,
  whole: Environment,
  sources: ProjectFiles,
  names: ReadonlySet<string>,
): Checked<Service> {
  const diagnostics: Diagnostic[] = [];
  const { value: settings, placeOf } = layer;
  const environment = asUser(whole, settings.user);
  const all = assembleEnv(definition, settings, placeOf, environment, sources, diagnostics);
  const { env, secrets, tainting } = separateSecrets(
    all,
    definition,
    settings,
    placeOf,
    environment,
    diagnostics,
  );
  diagnostics.push(...taintedSettings(definition, tainting));
  const local = localVariables(definition, port, env, tainting);
  const path = env.get('PATH')?.value.split(':') ?? environment.path;
  const own = withOwn(env, port, definition.name, environment, placeOf);
  const known = new Map([...local, ...knownEnv(settings, environment, own, path)]);
  const bench: Bench = {
    definition,
    settings,
    placeOf,
    environment,
    sources,
    known,
    env: own,
    local,
    secrets: tainting,
    diagnostics,
  };
  const command = commandOf(bench);
  const cwd = workingDirectory(bench, command?.cwd);
  if (command === undefined || cwd === undefined) return { value: undefined, diagnostics };
  const deps = definition.deps;
  const assignments = command.kind === 'simple' ? command.env : new Map<string, string>();
  const service: Service = {
    name: definition.name,
    environment: whole,
    prefix:
      definition.name === environment.project ? environment.base : `${environment.base}-${definition.name}`,
    sources: [...definition.sources, sources.configFile],
    description: settings.description ?? describe(definition, environment),
    command,
    pre: (settings.pre ?? []).flatMap((code, index) => scriptOf(code, placeOf(['pre', index]), 'pre', bench)),
    reload: settings.reload === undefined ? undefined : reloadOf(settings.reload, bench),
    cwd,
    user: settings.user ?? environment.user,
    group: settings.group ?? (settings.user === undefined ? environment.group : groupOf(settings.user)),
    path: (assignments.get('PATH')?.split(':') ?? path).filter((one) => one !== ''),
    env: withAssignments(own, assignments, placeOf(['command'])),
    secrets,
    port,
    ports: (settings.ports ?? []).map(readPort).filter((one): one is Port => one !== undefined),
    programs: [...(settings.programs ?? []), ...deps.filter((name) => !names.has(name))],
    source: (settings.source ?? []).map((file) => sourcePath(file, bench)),
    relations: {
      depends: unique([...(settings.depends ?? []), ...deps.filter((name) => names.has(name))]),
      wants: settings.wants ?? [],
      after: settings.after ?? [],
      requires: settings.requires ?? [],
    },
    health: settings.health === undefined ? undefined : healthOf(settings.health, bench),
    autostart: settings.autostart ?? true,
    settings,
    placeOf,
  };
  checkSourcedFunctions(service, bench);
  diagnostics.push(...checkScope(environment, service));
  return checked(service, diagnostics);
}

function describe({ name }: Definition, { project, description }: Environment): string {
  return name === project ? `${description}, main service` : `${name} of ${description}`;
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** What a .tsm file assigns and does not export, and TSM_NAME and TSM_PORT for everyone. */
function localVariables(
  definition: Definition,
  port: number | undefined,
  env: EnvMap,
  tainting: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const local = new Map([['TSM_NAME', definition.name]]);
  for (const { name, value } of definition.variables.values()) {
    if (typeof value === 'string' && !env.has(name) && !tainting.has(name)) local.set(name, value);
  }
  if (port !== undefined) local.set('TSM_PORT', String(port));
  return local;
}

/**
 * What the command finds in its environment. A sourced file may change that, so then only the environment's own
 * variables are sure, and what tsm itself says.
 */
function knownEnv(
  settings: Settings,
  environment: Environment,
  env: EnvMap,
  path: readonly string[],
): readonly (readonly [string, string])[] {
  const all = [...env].map(([name, { value }]) => [name, value] as const);
  const home = ['HOME', environment.home] as const;
  if ((settings.source ?? []).length === 0) return [home, ['PATH', path.join(':')], ...all];
  return [home, ...all.filter(([name]) => environment.variables.has(name) || OWN_NAMES.includes(name))];
}

const OWN_NAMES = ['PORT', 'TSM_SERVICE', 'TSM_ENVIRONMENT'];

/** PORT, TSM_SERVICE and TSM_ENVIRONMENT come last. PATH is written to the unit, not to the env file. */
function withOwn(
  env: EnvMap,
  port: number | undefined,
  name: string,
  environment: Environment,
  placeOf: (path: ConfigPath) => Place,
): EnvMap {
  const own = new Map(env);
  own.delete('PATH');
  const put = (key: string, value: string, at: Place): void =>
    void own.set(key, { value, at, uses: new Set() });
  if (port !== undefined) put('PORT', String(port), placeOf(['port']));
  put('TSM_SERVICE', name, placeOf(['name']));
  put('TSM_ENVIRONMENT', environment.name, environment.placeOf([]));
  return own;
}

/** `A=1 node server.js` goes before everything else, as it does in bash. */
function withAssignments(env: EnvMap, assignments: ReadonlyMap<string, string>, at: Place): EnvMap {
  const assigned = [...assignments].filter(([name]) => name !== 'PATH');
  return new Map([
    ...env,
    ...assigned.map(([name, value]) => [name, { value, at, uses: new Set<string>() }] as const),
  ]);
}
