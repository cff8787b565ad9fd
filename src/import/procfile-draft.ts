import { posix } from 'node:path';
import type { WrittenEnvironment, WrittenService } from '../config/written.ts';
import type { Checked } from '../diagnostics/diagnostic.ts';
import { isPlainDotenv, parseDotenv, readOtherwise } from './dotenv.ts';
import type { Draft, DraftService, ImportNote } from './draft.ts';
import { NameBook, serviceName } from './names.ts';
import { changed, dropped, kept } from './notes.ts';
import { parseProcfile, type Process } from './procfile.ts';
import type { ImportRequest } from './request.ts';
import { literal, sortVariables } from './variables.ts';

const FIRST_PORT = 5000;
/** foreman's distance between the ports of two processes. */
const STEP = 100;

/** What foreman or Heroku makes of a Procfile, with the `.env` beside it. */
export function draftProcfile(request: ImportRequest): Checked<Draft> {
  const { value, diagnostics } = parseProcfile(request.file, request.text);
  if (value === undefined || diagnostics.length > 0) return { value: undefined, diagnostics };
  const dotenv = request.beside.read('.env');
  const entries = parseDotenv(dotenv ?? '');
  const base = Number(entries.get('PORT') ?? FIRST_PORT);
  const notes: ImportNote[] = [];
  const services: DraftService[] = [];
  const names = new NameBook();
  for (const [index, process] of value.processes.entries())
    services.push(...draftProcess(process, base + index * STEP, names, request, notes));
  notes.push(...restartNotes(services));
  const environment = dotenv === undefined ? {} : environmentOf(dotenv, entries, services, request, notes);
  return {
    value: {
      project: undefined,
      services,
      environments: { [environmentName(request.file)]: environment },
      everywhere: { hardening: 'relaxed', restart: { limit: false } },
      notes: [...notes, ...value.notes],
    },
    diagnostics: [],
  };
}

/** One row for all processes that go on. */
const restartNotes = (services: readonly DraftService[]): readonly ImportNote[] =>
  services.some(({ settings }) => settings.restart !== undefined)
    ? [changed('restart', 'always, after 5s, without a limit', RESTARTS)]
    : [];

const RESTARTS =
  'as Heroku and the units of foreman export do, also after exit 0; foreman start ends all when one ends. To have systemd give up, set restart.limit';

/** `Procfile.dev` is for development. */
function environmentName(file: string): string {
  const [, suffix = ''] = /^Procfile\.([\w-]+)$/i.exec(posix.basename(file)) ?? [];
  return (
    { dev: 'dev', development: 'dev', local: 'dev', staging: 'staging', test: 'test' }[suffix] ?? 'production'
  );
}

/** Processes that are no service: they end, or somebody sits in front of them. */
const ONE_OFF = /^(?:release|rake|migrate|migrations?|setup|seed|deploy|postdeploy|db[_-]?migrate)$/i;
const INTERACTIVE = /^(?:console|shell|repl|psql|irb|debug)$/i;

/** Processes that listen nowhere, by their name or by the programs they run. */
const QUIET_NAME =
  /worker|clock|cron|sched|queue|jobs?$|mail|consum|delayed|watch|css|^js$|assets|tail|bot$/i;
const QUIET_PROGRAM = /\b(?:sidekiq|resque|celery|rq|rake|clockwork|tail|watch|delayed_job|good_job|que)\b/;

function draftProcess(
  process: Process,
  port: number,
  names: NameBook,
  request: ImportRequest,
  notes: ImportNote[],
): readonly DraftService[] {
  const { name } = process;
  if (INTERACTIVE.test(name)) {
    notes.push(dropped(name, 'somebody sits in front of it: run it by hand'));
    return [];
  }
  const count = request.formation[name] ?? request.formation['all'] ?? 1;
  if (count === 0) notes.push(dropped(name, 'the formation has none of it'));
  const plain = serviceName(name);
  const services = Array.from({ length: count }, (_, index): DraftService => ({
    name: names.take(count === 1 ? plain : `${plain}-${index + 1}`),
    settings: settingsOf(process, port + index, request),
  }));
  notes.push(...services.flatMap(({ name: service, settings }) => notesOf(process, service, settings, port)));
  return services;
}

function settingsOf({ name, command }: Process, port: number, { directory }: ImportRequest): WrittenService {
  const settings: WrittenService = { command, cwd: directory };
  if (ONE_OFF.test(name)) return { ...settings, type: 'oneshot', autostart: false };
  const lasting: WrittenService = { ...settings, restart: { policy: 'always' } };
  return listens(name, command) ? { ...lasting, port } : lasting;
}

/** The command takes the variable away before it starts anything. */
const UNSET = /\bunset\s+(?:-v\s+)?(?:\w+\s+)*PORT\b|\benv\s+(?:\S+\s+)*?(?:-u\s*|--unset=)PORT\b/;

const listens = (name: string, command: string): boolean =>
  !UNSET.test(command) &&
  (name === 'web' || /\$\{?PORT\b/.test(command) || !(QUIET_NAME.test(name) || QUIET_PROGRAM.test(command)));

function notesOf(
  { name, command }: Process,
  service: string,
  { port, type }: WrittenService,
  foremanPort: number,
): readonly ImportNote[] {
  const called =
    type === 'oneshot'
      ? changed(
          name,
          `service ${service}, type: oneshot, autostart: false`,
          `it ends by itself: tsm start ${service} runs it once`,
        )
      : kept(name, `service ${service}`);
  return [
    called,
    ...ODD.flatMap((odd) => (odd.pattern.test(command) ? [odd.note(`${service}.command`)] : [])),
    ...portNotes(service, port, type, foremanPort, UNSET.test(command)),
  ];
}

/** What a command means something else by where systemd runs it. */
const ODD: readonly { readonly pattern: RegExp; readonly note: (item: string) => ImportNote }[] = [
  {
    pattern: />>?\s*(?![&/\s])/,
    note: (item) =>
      changed(
        item,
        'a file below the working directory',
        'its sandbox may keep that read-only: leave the redirection out, the journal keeps what it prints',
      ),
  },
  {
    pattern: /(?:^|[\s=:"'])(?:~\/|\$\{?HOME\b)/,
    note: (item) => changed(item, "the home of the service's user", 'foreman ran it as you, with yours'),
  },
  {
    pattern: /[^&]&\s*$/,
    note: (item) =>
      changed(item, 'what tsm generate refuses', 'it ends in "&": systemd runs it beside everything anyway'),
  },
];

function portNotes(
  service: string,
  port: WrittenService['port'],
  type: WrittenService['type'],
  foremanPort: number,
  isUnset: boolean,
): readonly ImportNote[] {
  if (port !== undefined) return [kept(`${service}.PORT`, `port: ${port}`, 'the port that foreman gives')];
  if (type === 'oneshot') return [];
  const why = isUnset
    ? `foreman gives it ${foremanPort}, and the command takes it away: set "port" to the one that it listens on`
    : `foreman gives it ${foremanPort}, Heroku none; it does not look like one that listens: set "port" if it does`;
  return [dropped(`${service}.PORT`, why)];
}

const FOREMANS =
  'as foreman reads it, to the end of the line, a # and blanks included; dotenv libraries leave them out';

/** The `.env` file as it is when bash reads it alike, else its variables in the config. */
function environmentOf(
  text: string,
  entries: ReadonlyMap<string, string>,
  services: readonly DraftService[],
  { directory }: ImportRequest,
  notes: ImportNote[],
): WrittenEnvironment {
  const file = posix.join(directory, '.env');
  const portless = services.some(({ settings }) => settings.port === undefined);
  const sorted = sortVariables(
    '.env',
    [...entries].filter(([name]) => name !== 'PORT'),
  );
  const differing = readOtherwise(text).map((name) => changed(`.env.${name}`, 'its value', FOREMANS));
  if (isPlainDotenv(file, text, entries) && !(portless && entries.has('PORT')) && !entries.has('PATH')) {
    notes.push(kept('.env', `envFile: ${file}`), ...sorted.notes, ...differing);
    return { envFile: [file] };
  }
  const why =
    entries.has('PORT') && portless ? 'its PORT is for one process alone' : 'bash would read it differently';
  notes.push(
    changed('.env', 'env and secrets of the environment', `${why}, so its variables are in the config`),
  );
  notes.push(...sorted.notes, ...differing);
  const plain = Object.entries(sorted.plain).map(([name, value]) => [name, literal(value)] as const);
  return {
    ...(plain.length === 0 ? {} : { env: Object.fromEntries(plain) }),
    ...(sorted.secrets.length === 0 ? {} : { secrets: [...sorted.secrets] }),
  };
}
