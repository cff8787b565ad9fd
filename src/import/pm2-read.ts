import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { ImportNote } from './draft.ts';
import { dropped } from './notes.ts';
import type { ImportRequest } from './request.ts';

/** One app as its file says it: fields of PM2, values not yet checked. */
export type App = Readonly<Record<string, unknown>>;

export interface Pm2File {
  readonly apps: readonly App[];
  readonly notes: readonly ImportNote[];
}

/** The apps of an ecosystem file, in any of the shapes that PM2 takes, or of `pm2 jlist`. */
export async function readPm2({ file, text }: ImportRequest): Promise<Checked<Pm2File>> {
  const data = await parseData(file, text);
  if (data.value === undefined) return { value: undefined, diagnostics: data.diagnostics };
  const top = data.value.data;
  const apps = appsIn(top);
  const notes = isObject(top) && 'deploy' in top ? [dropped('deploy', DEPLOY)] : [];
  if (apps.length > 0 && apps.every(isObject))
    return { value: { apps: withoutInstances(apps).map(fromProcessList), notes }, diagnostics: [] };
  const what = 'a list "apps" of objects';
  return { value: undefined, diagnostics: [diagnostic('import-empty', { file }, { what })] };
}

const DEPLOY = 'tsm deploys nothing over ssh: bring the project to the host, then tsm install';

/** JSON is read by JSON itself, which is not slowed down by size; what is none is YAML, which knows where it is wrong. */
async function parseData(file: string, text: string): Promise<Checked<{ readonly data: unknown }>> {
  try {
    return { value: { data: JSON.parse(text) as unknown }, diagnostics: [] };
  } catch (problem) {
    const { message } = problem as Error;
    const parsed = await parseYaml(file, text);
    // What begins as JSON and was no app as YAML either is wrong JSON: a comment in it, mostly.
    return /^\s*[{[]/.test(text) && (parsed.value === undefined || appsIn(parsed.value.data).length === 0)
      ? notJson(file, message)
      : parsed;
  }
}

function notJson(file: string, message: string): Checked<never> {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  const start = Number(position ?? 0);
  const at = position === undefined ? { file } : { file, start, end: start + 1 };
  return {
    value: undefined,
    diagnostics: [diagnostic('import-invalid', at, { problem: `it is no JSON: ${message.split('\n')[0]}` })],
  };
}

async function parseYaml(file: string, text: string): Promise<Checked<{ readonly data: unknown }>> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false, merge: true });
  const [problem] = document.errors;
  const fail = (message: string, at: Place): Checked<never> => ({
    value: undefined,
    diagnostics: [diagnostic('import-invalid', at, { problem: message.split('\n')[0] ?? message })],
  });
  if (problem !== undefined) {
    const [start, end] = problem.pos;
    return fail(problem.message, { file, start, end: Math.max(end, start + 1) });
  }
  try {
    return { value: { data: document.toJS() as unknown }, diagnostics: [] };
  } catch (error) {
    return fail((error as Error).message, { file });
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `apps`, the same below `pm2`, a list, or one app alone. */
function appsIn(top: unknown): readonly unknown[] {
  if (Array.isArray(top)) return top;
  if (!isObject(top)) return [];
  if (top['pm2'] !== undefined) return appsIn(top['pm2']);
  const { apps } = top;
  if (apps !== undefined) return Array.isArray(apps) ? apps : [apps];
  return 'script' in top || 'exec' in top ? [top] : [];
}

/** Of several processes of one app, which `pm2 jlist` lists one by one, the first. */
const withoutInstances = (apps: readonly App[]): readonly App[] =>
  apps.filter(
    (app, index) =>
      !isObject(app['pm2_env']) ||
      apps.findIndex((other) => isObject(other['pm2_env']) && other['name'] === app['name']) === index,
  );

/** A process of `pm2 jlist` as the app that it was started from: what is left is told by the table of fields. */
function fromProcessList(entry: App): App {
  const env = entry['pm2_env'];
  if (!isObject(env)) return entry;
  const own = isObject(env['env']) ? env['env'] : {};
  return {
    ...Object.fromEntries(Object.entries(env).filter(([key, value]) => KEPT.has(key) && !isEmpty(value))),
    name: entry['name'],
    script: env['pm_exec_path'],
    cwd: env['pm_cwd'],
    env: Object.fromEntries(Object.entries(own).filter(([key, value]) => isOwn(key, value))),
  };
}

/** What a process says of the app; the rest is its state. */
const KEPT = new Set(
  'args exec_interpreter exec_mode node_args instances autorestart watch ignore_watch max_memory_restart cron_restart kill_timeout listen_timeout wait_ready restart_delay exp_backoff_restart_delay max_restarts min_uptime stop_exit_codes uid gid increment_var namespace shutdown_with_message'.split(
    ' ',
  ),
);

const isEmpty = (value: unknown): boolean => (Array.isArray(value) && value.length === 0) || value === null;

/** Of the shell that PM2 was started from, not of the app. */
const SHELL =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|SHLVL|TERM|TERM_PROGRAM.*|COLORTERM|LANG|LANGUAGE|LC_\w+|LS_COLORS|LESS.*|EDITOR|VISUAL|PAGER|MAIL|HOSTNAME|HIST\w*|DISPLAY|TMUX.*|STY|SSH_\w+|XDG_\w+|DBUS_\w+|SUDO_\w+|NVM_\w+|npm_\w+|INIT_CWD|NODE_APP_INSTANCE|PM2_\w+|pm_\w+|unique_id|_)$/;

/** PM2 puts a copy of the app's own state, which is an object by its name, beside the variables. */
const isOwn = (key: string, value: unknown): boolean => !SHELL.test(key) && typeof value !== 'object';
