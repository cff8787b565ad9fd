import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { ImportNote } from './draft.ts';
import { changed, dropped } from './notes.ts';
import { parseLoose } from './loose-json.ts';
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
  if (apps.length > 0 && apps.every(isObject)) {
    const names = new Set(apps.map((app) => app['name']));
    const read = withoutInstances(apps).map((app) => fromProcessList(app, names));
    return { value: { apps: read, notes: [...notes, ...shellNotes(apps, read)] }, diagnostics: [] };
  }
  const what = 'a list "apps" of objects';
  return { value: undefined, diagnostics: [diagnostic('import-empty', { file }, { what })] };
}

const DEPLOY = 'tsm deploys nothing over ssh: bring the project to the host, then tsm install';

/** JSON is read by JSON itself, which is not slowed down by size; else it is an object of JavaScript, which PM2 evaluates, or YAML. */
async function parseData(file: string, text: string): Promise<Checked<{ readonly data: unknown }>> {
  try {
    return { value: { data: JSON.parse(text) as unknown }, diagnostics: [] };
  } catch {
    const list = listAmong(text);
    if (list !== undefined) return { value: { data: list }, diagnostics: [] };
    return isLoose(file, text) ? await parseLoose(file, text) : await parseYaml(file, text);
  }
}

/** What `pm2 jlist` prints below its own words, of a daemon that it started or that is older than itself. */
function listAmong(text: string): unknown {
  const line = text.split('\n').findLast((one) => /^\[(?:\{.*"pm2_env":.*)?\]\s*$/.test(one));
  try {
    return line === undefined ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** It begins as JSON, perhaps with a comment, and is not called YAML. */
const isLoose = (file: string, text: string): boolean =>
  !/\.ya?ml$/.test(file) && /^\uFEFF?\s*(?:\/[/*]|[{[])/.test(text);

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

/** Of several processes of one app, which `pm2 jlist` lists one by one, the first. Two apps may have one name. */
function withoutInstances(apps: readonly App[]): readonly App[] {
  const seen = new Set<string>();
  return apps.filter((app) => {
    const env = app['pm2_env'];
    if (!isObject(env)) return true;
    const key = JSON.stringify([app['name'], ...WHAT_RUNS.map((one) => env[one])]);
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

const WHAT_RUNS = ['pm_exec_path', 'pm_cwd', 'args', 'exec_interpreter', 'node_args'] as const;

/** A process of `pm2 jlist` as the app that it was started from: what is left is told by the table of fields. */
function fromProcessList(entry: App, names: ReadonlySet<unknown>): App {
  const env = entry['pm2_env'];
  if (!isObject(env)) return entry;
  const all = isObject(env['env']) ? env['env'] : {};
  // Beside the variables there is a copy of the state of each app, by its name.
  const own = Object.entries(all).filter(([key, value]) => isOwn(key, value) && !names.has(key));
  return {
    ...Object.fromEntries(Object.entries(env).filter(([key, value]) => KEPT.has(key) && !isEmpty(value))),
    ...(isStopped(env) ? { autostart: false } : {}),
    name: entry['name'],
    script: env['pm_exec_path'],
    cwd: env['pm_cwd'],
    env: Object.fromEntries(own),
  };
}

/** One row for what nobody can tell apart any more. */
function shellNotes(apps: readonly App[], read: readonly App[]): readonly ImportNote[] {
  const listed = read.filter((_, index) => isObject(apps[index]?.['pm2_env']));
  const names = [...new Set(listed.flatMap(({ env }) => Object.keys(isObject(env) ? env : {})))];
  const said = names.filter((name) => name !== 'PORT');
  if (said.length === 0) return [];
  const why = `a list of processes does not tell variables of an app from those of the shell that started PM2, so take out what no app needs: ${said.join(', ')}`;
  return [changed('env', 'env of the services', why)];
}

/** A job of cron is stopped between its runs. */
const isStopped = (env: App): boolean =>
  env['status'] === 'stopped' && !(env['autorestart'] === false && Boolean(env['cron_restart']));

/** What a process says of the app; the rest is its state. */
const KEPT = new Set(
  'args exec_interpreter exec_mode node_args instances instance_var autostart autorestart watch ignore_watch max_memory_restart cron_restart kill_timeout listen_timeout wait_ready restart_delay exp_backoff_restart_delay max_restarts min_uptime stop_exit_codes uid gid increment_var namespace shutdown_with_message'.split(
    ' ',
  ),
);

const isEmpty = (value: unknown): boolean => (Array.isArray(value) && value.length === 0) || value === null;

/** Of the shell that PM2 was started from, not of the app. */
const SHELL =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|SHLVL|TERM|TERM_PROGRAM.*|COLORTERM|LANG|LANGUAGE|LC_\w+|LS_COLORS|LESS.*|EDITOR|VISUAL|PAGER|MAIL|HOSTNAME|HIST\w*|DISPLAY|TMUX.*|STY|SSH_\w+|XDG_\w+|DBUS_\w+|SUDO_\w+|NVM_\w+|npm_\w+|INIT_CWD|NODE_APP_INSTANCE|PM2_\w+|pm_\w+|unique_id|_)$/;

/** PM2 puts a copy of the app's own state, which is an object by its name, beside the variables. */
const isOwn = (key: string, value: unknown): boolean => !SHELL.test(key) && typeof value !== 'object';
