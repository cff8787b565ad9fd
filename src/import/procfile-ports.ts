import type { WrittenService } from '../config/written.ts';
import type { ImportNote } from './draft.ts';
import { changed, dropped, kept } from './notes.ts';
import { portNumber } from './ports.ts';
import type { Process } from './procfile.ts';
import type { Beside } from './request.ts';

/** What becomes of the PORT that foreman gives to a process, and the row that says so. */
export interface Listening {
  readonly settings: WrittenService;
  readonly note: (item: string) => ImportNote;
}

/** A port is checked, so one is claimed only where something is likely to listen on it. */
export function listening({ name, command }: Process, port: number, beside: Beside): Listening {
  const written = writtenPort(command);
  if (UNSET.test(command)) return none(`foreman gives it ${port}, and the command takes it away: ${SET_IT}`);
  if (/\$\{?PORT\b/.test(command)) return foremans(port);
  if (written !== undefined) return asWritten(written, port);
  if (AT_PATH.test(command)) return none(`foreman gives it ${port}, and its command listens at a path`);
  if (DEAF.test(command.split(/&&|;/).at(-1) ?? ''))
    return none(`foreman gives it ${port}, which this program does not ask for by itself: ${SET_IT}`);
  if (name === 'web') return foremans(port);
  if (QUIET_NAME.test(name) || QUIET_PROGRAM.test(command))
    return none(
      `foreman gives it ${port}, Heroku none; it does not look like one that listens: set "port" if it does`,
    );
  return SERVER_NAME.test(name) || SERVER_PROGRAM.test(command) || asksForPort(command, beside)
    ? foremans(port)
    : none(`foreman gives it ${port}, Heroku none; nothing tells whether it listens: set "port" if it does`);
}

const SET_IT = 'set "port" to the one that it listens on';

/** The command takes the variable away before it starts anything. */
const UNSET = /\bunset\s+(?:-v\s+)?(?:\w+\s+)*PORT\b|\benv\s+(?:\S+\s+)*?(?:-u\s*|--unset=)PORT\b/;

/** Processes that listen nowhere, by their name or by the programs they run. */
const QUIET_NAME =
  /worker|clock|cron|sched|queue|jobs?$|mail|consum|delayed|watch|css|^js$|assets|tail|bot$/i;
const QUIET_PROGRAM = /\b(?:sidekiq|resque|celery|rq|rake|clockwork|tail|watch|delayed_job|good_job|que)\b/;

/** Processes that serve, in the same way. */
const SERVER_NAME =
  /^(?:www|api|app|admin|site|ui|ws|client|dev|rails|vite|next|nuxt|flask|django|node|main)$|web|server|http|front|back(?!up)|socket|graphql|proxy|gateway|(?:^|[-_])(?:api|app|ws|ui)(?:[-_]|$)/i;
const SERVER_PROGRAM =
  /\b(?:puma|unicorn|gunicorn|uvicorn|hypercorn|daphne|waitress-serve|thin|rackup|shotgun|http-server|webpack-dev-server|rails\s+s(?:erver)?|flask\s+run|runserver|(?:next|nuxt|vite)\s+(?:dev|start|preview)|php\s+-S|http\.server)\b/;

/** A file that it runs names the variable. */
const asksForPort = (command: string, { read }: Beside): boolean =>
  command.split(/\s+/).some((word) => /^[\w./@-]+\.\w+$/.test(word) && /\bPORT\b/.test(read(word) ?? ''));

/** `--port 5001`, `-p ${WEB_PORT:-5001}`, `--bind 0.0.0.0:5001`, or PORT= in front of the program. */
function writtenPort(command: string): number | undefined {
  const own = partsOf(command).filter((part) => !CLIENT.test(part));
  const found = WRITTEN.flatMap((pattern) => own.flatMap((part) => pattern.exec(part)?.slice(1) ?? [])).find(
    Boolean,
  );
  return portNumber(found ?? '');
}

/** What runs one after the other, and what a program that waits or measures runs. */
const partsOf = (command: string): readonly string[] => command.split(/&&|[;|]|\s--\s/);

/** Their port is one of somebody else. */
const CLIENT =
  /(?:^|[\s/])(?:autossh|ssh|redis-cli|psql|pg_\w+|mysql(?:dump)?|mongosh?|nc|netcat|telnet|curl|celery|kcat|kafkacat|mosquitto_(?:sub|pub)|lt|localtunnel|smee|wait-for-it(?:\.sh)?)\s/;

const WRITTEN = [
  /(?:^|\s)PORT=(\d+)(?=\s|$)/,
  /(?:^|\s)--port[= ]"?(?:(\d+)|\$\{\w+:?[-=](\d+)\})"?(?=\s|$)/,
  /(?:^|\s)-p ?"?(?:(\d{4,5}|80|443)|\$\{\w+:?[-=](\d{4,5})\})"?(?=\s|$)/,
  /(?:^|\s)(?:-b|--bind|-l|--listen|--?addr|-S|runserver)[= ]"?(?:\w+:\/\/)?(?:[\w.*-]*|\[[\da-f:]*\]):(\d+)"?(?=\s|$)/,
  /(?:\srunserver|-m http\.server) (\d+)(?=\s|$)/,
];

/** Servers that PORT means nothing to: an option, a variable or a file of their own says where they listen. */
const DEAF =
  /\b(?:vite(?![-\w])|flask\s+run|(?:uvicorn|hypercorn|daphne|waitress-serve|rackup|webpack-dev-server)(?=\s|$)|runserver|http\.server|artisan\s+serve)\b/;

/** It listens at a path. */
const AT_PATH = /(?:^|\s)(?:(?:-b|--bind|-l|--listen)[= ]"?unix:|--uds[= ])/;

const foremans = (port: number): Listening => ({
  settings: { port },
  note: (item) => kept(item, `port: ${port}`, 'the port that foreman gives'),
});

const asWritten = (written: number, port: number): Listening => ({
  settings: { port: written },
  note: (item) => changed(item, `port: ${written}`, `as its command says; foreman gives ${port} as PORT`),
});

const none = (why: string): Listening => ({ settings: {}, note: (item) => dropped(item, why) });
