import { posix } from 'node:path';
import type { WrittenEnvironment, WrittenService } from '../config/written.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Draft, DraftService, ImportNote } from './draft.ts';
import { mergeSettings } from './merge-settings.ts';
import { NameBook, serviceName } from './names.ts';
import { changed, kept } from './notes.ts';
import { hostRoot, mapFields, normalizeApp, unknownNotes, withinFolder } from './pm2-app.ts';
import { commandOf } from './pm2-command.ts';
import { entriesOf, environmentBlocks, isNoPort, portOf, structured, variablesOf } from './pm2-env.ts';
import { instancesOf, type Instances } from './pm2-instances.ts';
import { readPm2, type App } from './pm2-read.ts';
import { cwdNotes, directoryOf, isBelow } from './pm2-place.ts';
import { oddValues } from './pm2-odd.ts';
import { RESTARTS, restartNotes } from './pm2-restarts.ts';
import { addEnvironment, environmentAt, ownerOf, ownerNotes, settlePorts } from './pm2-environments.ts';
import { lowPortUnit, PortBook } from './ports.ts';
import type { ImportRequest } from './request.ts';
import { sortVariables } from './variables.ts';

/** Everything that apps are drafted into. */
interface Desk {
  readonly request: ImportRequest;
  readonly root: string | undefined;
  readonly ports: PortBook;
  readonly names: NameBook;
  readonly services: DraftService[];
  readonly apps: { readonly app: string; readonly services: readonly string[] }[];
  readonly environments: Record<string, WrittenEnvironment>;
  readonly notes: ImportNote[];
  readonly diagnostics: Diagnostic[];
}

/** What PM2 makes of an ecosystem file or says of running processes. */
export async function draftPm2(request: ImportRequest): Promise<Checked<Draft>> {
  const file = await readPm2(request);
  if (file.value === undefined) return { value: undefined, diagnostics: file.diagnostics };
  const read = file.value.apps.map((app) => normalizeApp(withinFolder(app, request.folder)));
  const root = hostRoot(
    read.map(({ app }) => app),
    request.beside.exists,
  );
  const owner = root === undefined ? ownerOf(read.map(({ app }) => app)) : {};
  const desk: Desk = {
    request,
    root,
    ports: new PortBook(),
    names: new NameBook(),
    services: [],
    apps: [],
    environments: { production: root === undefined ? {} : environmentAt(root) },
    notes: [...whereNotes(root, owner)],
    diagnostics: [],
  };
  for (const [index, { app, unknown }] of read.entries()) draftApp(app, unknown, index, desk);
  settlePorts(desk);
  const { services, environments, notes, diagnostics, apps } = desk;
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const restarts = restartNotes(read.map(({ app }) => app));
  return {
    value: {
      project: undefined,
      services,
      apps,
      environments,
      everywhere: { ...owner, hardening: 'relaxed', restart: RESTARTS },
      notes: [...notes, ...file.value.notes, ...restarts],
    },
    diagnostics,
  };
}

const whereNotes = (root: string | undefined, owner: WrittenEnvironment): readonly ImportNote[] =>
  root === undefined
    ? ownerNotes(owner)
    : [kept('cwd', `root: ${root}`, 'where the project lies on the host')];

function draftApp(app: App, unknown: readonly string[], index: number, desk: Desk): void {
  const script = app['script'];
  if (typeof script !== 'string' || script.trim() === '' || script.includes('\0')) {
    const problem = `app ${index + 1}${typeof app['name'] === 'string' ? ` (${app['name'].slice(0, 60)})` : ''} has no "script"`;
    desk.diagnostics.push(diagnostic('import-invalid', { file: desk.request.file }, { problem }));
    return;
  }
  const called = `${text(app['name_prefix'])}${text(app['name']) || nameOfScript(script)}`;
  const name = desk.names.take(serviceName(called));
  const cwd = directoryOf(app, desk.request.directory, desk.root);
  const { command, why } = commandOf(
    app,
    script,
    isBelow(cwd) ? posix.relative(desk.request.directory, cwd) || '.' : '.',
    desk.request.beside,
  );
  const { settings, notes } = mapFields(name, app);
  const instances = instancesOf(name, app, desk.names);
  const ofPython = pythonVariables(command, app);
  const own = sortVariables(`${name}.env`, [...entriesOf(app['env']).filter(isNoPort), ...ofPython]);
  desk.notes.push(
    name === called
      ? kept(called, `service ${name}`)
      : changed(called, `service ${name}`, whyRenamed(called)),
    ...(why === ''
      ? [kept(`${name}.script`, `command: ${command}`)]
      : [changed(`${name}.script`, `command: ${command}`, why)]),
    ...instances.notes,
    ...notes,
    ...own.notes,
    ...ofPython.map(([one, value]) => kept(`${name}.env.${one}`, value, 'as PM2 sets it for Python')),
    ...structured(app['env']).map((one) => kept(`${name}.env.${one}`, 'its JSON, as PM2 passes it')),
    ...cwdNotes(name, cwd, app),
    ...oddValues(name, app),
    ...unknownNotes(name, unknown),
  );
  handOver(called, instances.names, desk);
  const base = mergeSettings({ command, cwd, ...variablesOf(own) }, LIKE_PM2);
  for (const one of instances.names) addService(one, mergeSettings(base, settings), app, instances, desk);
  for (const [environment, field] of environmentBlocks(app))
    addEnvironment(environment, field, app, { ...instances, secrets: own.secrets }, desk);
}

/** PM2 is told by name, which several apps may have: they are moved together. */
function handOver(app: string, services: readonly string[], { apps }: Desk): void {
  const index = apps.findIndex((one) => one.app === app);
  if (index === -1) apps.push({ app, services });
  else apps[index] = { app, services: [...(apps[index]?.services ?? []), ...services] };
}

/** lib/Common.js, resolveInterpreter: what Python prints is to come at once. */
const pythonVariables = (command: string, app: App): readonly (readonly [string, string])[] =>
  /^(?:\S*\/)?python[\d.]*\s/.test(command) && !new Map(entriesOf(app['env'])).has('PYTHONUNBUFFERED')
    ? [['PYTHONUNBUFFERED', '1']]
    : [];

const whyRenamed = (called: string): string =>
  serviceName(called) === called
    ? 'another app has that name'
    : 'the name of a unit has letters, digits, "-", "_" and "." alone';

/** PM2 starts an app again however it ended, and stops it with SIGINT. */
const LIKE_PM2: WrittenService = {
  restart: { policy: 'always' },
  unit: { Service: { KillSignal: 'SIGINT' } },
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const nameOfScript = (script: string): string =>
  posix.basename(script.trim().split(/\s/)[0] ?? '').replace(/\.[^.]*$/, '');

function addService(
  name: string,
  settings: WrittenService,
  app: App,
  instances: Instances,
  desk: Desk,
): void {
  const index = instances.names.indexOf(name);
  const wished = portOf(app);
  const port =
    wished === undefined ? undefined : desk.ports.take(wished + (instances.countsPort ? index : 0));
  if (port !== undefined) {
    const why =
      typeof port === 'string' ? 'another service has that port, so it is given the next free one' : '';
    desk.notes.push((why === '' ? kept : changed)(`${name}.PORT`, `port: ${port}`, why));
  }
  const env = instances.variables(index);
  desk.services.push({
    name,
    settings: [
      port === undefined ? {} : { port, ...lowPortUnit(port) },
      Object.keys(env).length > 0 ? { env } : {},
    ].reduce(mergeSettings, settings),
  });
}
