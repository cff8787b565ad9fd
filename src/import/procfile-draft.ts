import { posix } from 'node:path';
import type { WrittenService } from '../config/written.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { parseDotenv } from './dotenv.ts';
import type { Draft, DraftService, ImportNote } from './draft.ts';
import { NameBook, serviceName } from './names.ts';
import { changed, dropped, kept } from './notes.ts';
import { parseProcfile, type Process } from './procfile.ts';
import { dotenvEnvironment } from './procfile-env.ts';
import { portNumber } from './ports.ts';
import { listening } from './procfile-ports.ts';
import type { Beside, ImportRequest } from './request.ts';

const FIRST_PORT = 5000;
/** foreman's distance between the ports of two processes. */
const STEP = 100;

/** What foreman or Heroku makes of a Procfile, with the `.env` beside it. */
export function draftProcfile(request: ImportRequest): Checked<Draft> {
  const { value, diagnostics } = parseProcfile(request.file, request.text);
  if (value === undefined || diagnostics.length > 0) return { value: undefined, diagnostics };
  const unknown = unknownProcess(request, value.processes);
  if (unknown !== undefined) return { value: undefined, diagnostics: [unknown] };
  const dotenv = request.beside.read('.env');
  const entries = parseDotenv(dotenv ?? '');
  const base = portNumber(entries.get('PORT')) ?? FIRST_PORT;
  const isOdd = entries.has('PORT') && portNumber(entries.get('PORT')) === undefined;
  const notes: ImportNote[] = isOdd ? [dropped('.env.PORT', 'it is no number from 1 to 65535')] : [];
  const services: DraftService[] = [];
  const names = new NameBook();
  for (const [index, process] of value.processes.entries())
    services.push(...draftProcess(process, base + index * STEP, names, request, notes));
  notes.push(...restartNotes(services));
  const environment =
    dotenv === undefined ? {} : dotenvEnvironment(dotenv, entries, services, request, notes);
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

/** A count of what the Procfile does not start would count nothing. */
function unknownProcess(
  { formation, file }: ImportRequest,
  processes: readonly Process[],
): Diagnostic | undefined {
  const known = processes.map(({ name }) => name);
  const unknown = Object.keys(formation).find((name) => name !== 'all' && !known.includes(name));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, known);
  return diagnostic('import-usage', undefined, {
    problem: `--formation counts "${unknown}", and ${file} has ${known.join(', ')}`,
    fix: near === undefined ? 'name one of those, or all' : `did you mean ${near}=${formation[unknown]}?`,
  });
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
  notes.push(
    ...services.flatMap(({ name: service, settings }, index) =>
      notesOf(process, service, settings, port + index, request.beside),
    ),
  );
  return services;
}

function settingsOf(
  { name, command }: Process,
  port: number,
  { directory, beside }: ImportRequest,
): WrittenService {
  const settings: WrittenService = { command, cwd: directory };
  if (ONE_OFF.test(name)) return { ...settings, type: 'oneshot', autostart: false };
  return {
    ...settings,
    restart: { policy: 'always' },
    ...listening({ name, command }, port, beside).settings,
  };
}

function notesOf(
  { name, command }: Process,
  service: string,
  { type }: WrittenService,
  port: number,
  beside: Beside,
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
    ...(type === 'oneshot' ? [] : [listening({ name, command }, port, beside).note(`${service}.PORT`)]),
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
