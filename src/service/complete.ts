import { posix } from 'node:path';
import { parse } from 'unbash';
import type { Definition } from '../config/decode.ts';
import type { Layer } from '../config/layers.ts';
import type { Settings } from '../config/schema/service.ts';
import type { Sources } from '../config/sources.ts';
import { fillTemplate, SHELL_LIKE, type Filled } from '../config/template.ts';
import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import { quoted } from '../diagnostics/printable.ts';
import { readCommand, readScript, type Command, type CommandProblem, type ShellCommand } from './command.ts';
import { hostDirectory } from './definitions.ts';
import { assembleEnv, envFileInProject } from './env.ts';
import { isPlainAbsolute } from './environment.ts';
import { survey } from './exec.ts';
import { readPort } from './ports.ts';
import type { Environment, EnvMap, Health, Port, Service } from './service.ts';
import { separateSecrets, taintedSettings } from './taint.ts';

/** Everything that building one service looks at. */
interface Bench {
  readonly definition: Definition;
  readonly settings: Settings;
  readonly placeOf: (path: ConfigPath) => Place;
  readonly environment: Environment;
  readonly sources: Sources;
  /** Values that are fixed while generating, secrets not among them. */
  readonly known: ReadonlyMap<string, string>;
  /** Those of them that the running service does not find in its environment. */
  readonly local: ReadonlyMap<string, string>;
  readonly secrets: ReadonlySet<string>;
  readonly diagnostics: Diagnostic[];
}

/** A definition with its port as a service with nothing left open. `names` are all services of the environment. */
export function completeService(
  definition: Definition,
  layer: Layer<Settings>,
  port: number | undefined,
  environment: Environment,
  sources: Sources,
  names: ReadonlySet<string>,
): Checked<Service> {
  const diagnostics: Diagnostic[] = [];
  const { value: settings, placeOf } = layer;
  const whole = assembleEnv(definition, settings, placeOf, environment, sources, diagnostics);
  const { env, secrets, tainting } = separateSecrets(
    whole,
    definition,
    settings,
    placeOf,
    environment,
    diagnostics,
  );
  diagnostics.push(...taintedSettings(definition, tainting));
  const local = localVariables(definition, port, env, tainting);
  const known = new Map([['HOME', environment.home], ...local, ...knownEnv(settings, environment, env)]);
  const bench: Bench = {
    definition,
    settings,
    placeOf,
    environment,
    sources,
    known,
    local,
    secrets: tainting,
    diagnostics,
  };
  const command = commandOf(bench);
  const cwd = workingDirectory(bench, command?.cwd);
  if (command === undefined || cwd === undefined) return { value: undefined, diagnostics };
  const deps = definition.deps;
  const service: Service = {
    name: definition.name,
    environment,
    prefix:
      definition.name === environment.project ? environment.base : `${environment.base}-${definition.name}`,
    sources: [...definition.sources, sources.configFile],
    description: settings.description ?? `${definition.name} of ${environment.description}`,
    command,
    pre: (settings.pre ?? []).flatMap((code, index) => scriptOf(code, placeOf(['pre', index]), 'pre', bench)),
    reload: settings.reload === undefined ? undefined : reloadOf(settings.reload, bench),
    cwd,
    user: settings.user ?? environment.user,
    group: settings.group ?? (settings.user === undefined ? environment.group : settings.user),
    path: (env.get('PATH')?.value.split(':') ?? environment.path).filter((one) => one !== ''),
    env: withOwn(env, port, definition.name, environment, placeOf),
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
  return checked(service, diagnostics);
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

/** A sourced file may change what the environment says, so then only the environment's own variables are sure. */
function knownEnv(
  settings: Settings,
  environment: Environment,
  env: EnvMap,
): readonly (readonly [string, string])[] {
  const sure =
    (settings.source ?? []).length > 0
      ? [...env].filter(([name]) => environment.variables.has(name))
      : [...env];
  return sure.map(([name, { value }]) => [name, value] as const);
}

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

function commandOf(bench: Bench): Command | undefined {
  const { settings, definition, placeOf, known, local, diagnostics } = bench;
  if (settings.command === undefined || settings.command.trim() === '') {
    diagnostics.push(diagnostic('command-missing', placeOf(['name']), { service: definition.name }));
    return undefined;
  }
  const at = placeOf(['command']);
  return accepted(readCommand(settings.command, settings.args ?? [], known, local), 'command', at, bench);
}

/** Reports what cannot be a command, and a secret that would be seen in the process list. */
function accepted<C extends Command>(
  command: C | CommandProblem,
  key: string,
  at: Place,
  { secrets, diagnostics }: Bench,
): C | undefined {
  if ('problem' in command) {
    diagnostics.push(diagnostic('command-unreadable', at, { key, problem: command.problem }));
    return undefined;
  }
  const shown = command.kind === 'shell' ? [...command.shows].find((name) => secrets.has(name)) : undefined;
  if (shown !== undefined)
    diagnostics.push(diagnostic('secret-expanded', at, { name: shown, into: `"${key}"` }));
  return command;
}

function scriptOf(code: string, at: Place, key: string, bench: Bench): readonly ShellCommand[] {
  const script = accepted(readScript(code, bench.local), key, at, bench);
  return script === undefined || code.trim() === '' ? [] : [script];
}

const reloadOf = (code: string, bench: Bench): Command | undefined =>
  accepted(readCommand(code, [], bench.known, bench.local), 'reload', bench.placeOf(['reload']), bench);

function healthOf(
  { url, command, interval = '250ms', timeout = '2s' }: NonNullable<Settings['health']>,
  bench: Bench,
): Health | undefined {
  const at = bench.placeOf(['health']);
  if (url !== undefined) {
    const filled = fill(fillTemplate(url, bench.known, SHELL_LIKE), url, at, bench);
    return { url: filled, interval, timeout };
  }
  const [script] = scriptOf(command ?? '', at, 'health', bench);
  return script === undefined ? undefined : { command: script, interval, timeout };
}

function fill(filled: Filled, text: string, at: Place, { known, diagnostics }: Bench): string {
  if ('value' in filled) return filled.value;
  diagnostics.push(diagnostic('unset-in-config', at, { name: filled.unknown, known: [...known.keys()] }));
  return text;
}

/** Where the service runs: as set, else the folder of its .tsm file, else the root; then a leading `cd` of the command. */
function workingDirectory(bench: Bench, changed: string | undefined): string | undefined {
  const start = startDirectory(bench);
  const directory = start === undefined || changed === undefined ? start : posix.resolve(start, changed);
  if (directory === undefined) return undefined;
  if (isPlainAbsolute(directory)) return directory;
  bench.diagnostics.push(
    diagnostic('path-not-absolute', bench.placeOf(['cwd']), { key: 'cwd', value: directory }),
  );
  return undefined;
}

function startDirectory(bench: Bench): string | undefined {
  const { settings, definition, environment, placeOf, diagnostics } = bench;
  const at = placeOf(['cwd']);
  if (settings.cwd !== undefined) {
    const written = fill(
      fillTemplate(settings.cwd.replace(/^~(?=\/|$)/, environment.home), bench.known),
      settings.cwd,
      at,
      bench,
    );
    return belowRoot(written, 'the working directory', at, bench);
  }
  if (definition.file === undefined || environment.root === undefined)
    return belowRoot('.', 'the working directory', at, bench);
  const directory = hostDirectory(definition.file, environment);
  if (directory === undefined)
    diagnostics.push(
      diagnostic('tsm-file-outside-root', at, { file: definition.file, root: environment.root.from }),
    );
  return directory;
}

/** An absolute path as it is, a relative one below the root on the host. */
function belowRoot(
  path: string,
  need: string,
  at: Place,
  { environment, diagnostics }: Bench,
): string | undefined {
  if (path.startsWith('/') || path.startsWith(environment.home))
    return posix.normalize(path).replace(/(?<=.)\/$/, '');
  if (environment.root !== undefined) return posix.join(environment.root.to, path).replace(/(?<=.)\/$/, '');
  diagnostics.push(diagnostic('root-missing', at, { environment: environment.name, need }));
  return undefined;
}

function sourcePath(written: string, bench: Bench): string {
  const at = bench.placeOf(['source']);
  const known = new Map([
    ['HOME', bench.environment.home],
    ...[...bench.environment.variables].map(([name, { value }]) => [name, value] as const),
  ]);
  const path = fill(fillTemplate(written, known), written, at, bench);
  return belowRoot(path, `the sourced file ${path}`, at, bench) ?? path;
}

/** `exec` cannot run a function; whether the command is one can be told when the sourced file is part of the project. */
function checkSourcedFunctions({ command, source }: Service, bench: Bench): void {
  const program = command.kind === 'simple' ? command.words[0] : undefined;
  const { root } = bench.environment;
  if (program === undefined || root === undefined) return;
  for (const file of source.filter((one) => one.startsWith(`${root.to}/`))) {
    const inProject = envFileInProject(file, bench.environment, bench.placeOf(['source']), bench.diagnostics);
    const read = inProject === undefined ? undefined : bench.sources.read(inProject);
    if (read === undefined || !('source' in read)) continue;
    if (!survey(parse(read.source.text)).functions.has(program)) continue;
    bench.diagnostics.push(
      diagnostic('source-function', bench.placeOf(['command']), { name: program, file: quoted(file) }),
    );
  }
}
