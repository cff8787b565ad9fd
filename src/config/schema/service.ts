import * as z from 'zod/mini';
import { env, hardening, health, limits, restart, timeouts, unit } from './policies.ts';
import { described, name, names, optional, strings } from './values.ts';

const port = z.union([z.int().check(z.gte(1), z.lte(65535)), z.string()]);

/** What a service may say, inline, as an override, or through the `TSM_` key of the same meaning. */
const serviceShape = {
  description: optional(z.string(), 'One line of text that `systemctl status` shows.'),
  command: optional(z.string(), 'What runs: one command, or shell code that is then handed to bash.'),
  args: optional(z.array(z.string()), 'Words appended to the command.'),
  cwd: optional(z.string(), 'Working directory; a relative path is below `root`.'),
  type: optional(
    z.enum(['exec', 'simple', 'notify', 'notify-reload', 'oneshot', 'forking', 'dbus', 'idle']),
    'How systemd knows that the service is up (Type=); `exec` if not said.',
  ),
  port: optional(
    port,
    'Port it listens on, given to it as PORT: a number, `8000+` (first free from 8000), or `auto` (8000 to 8999).',
  ),
  portType: optional(z.enum(['http', 'tcp', 'udp']), 'Protocol of `port`, `http` if not said.'),
  ports: optional(strings, 'Further ports as `port:proto:name`.'),
  env: optional(env, 'Environment variables. Nothing secret belongs here.'),
  envFile: optional(
    strings,
    'Bash-style files of environment variables, read while generating; a relative path is below `root`.',
  ),
  secrets: optional(names, 'Names of variables whose values live only on the host (`tsm secrets set`).'),
  public: optional(names, 'Names of variables that look like secrets and are none.'),
  depends: optional(
    names,
    'Services that are started too, and waited for until they are up and healthy (Wants= and After=).',
  ),
  wants: optional(names, 'Services that are started too, in no order (Wants=).'),
  after: optional(names, 'Services that come first if they are started at all (After=).'),
  requires: optional(
    names,
    'As `depends`, but a restart or stop of the other takes this one along (Requires= and After=).',
  ),
  programs: optional(names, 'Programs that must exist on the host.'),
  health: optional(health, 'URL or shell command; start-up waits until it answers.'),
  pre: optional(
    strings,
    'Shell code run before the start in the working directory; a failure stops the start (ExecStartPre=).',
  ),
  reload: optional(
    z.string(),
    'Command that makes the running service read its configuration anew (ExecReload=).',
  ),
  autostart: optional(z.boolean(), 'Whether install enables it the first time; `true` if not said.'),
  restart: optional(restart, 'When and how often systemd starts it again.'),
  timeouts: optional(timeouts, 'How long start and stop may take.'),
  limits: optional(limits, 'Memory, CPU, tasks, files, I/O.'),
  hardening: optional(hardening, 'Sandbox: `off`, `relaxed`, `strict`, or a preset with single directives.'),
  user: optional(z.string(), 'User it runs as (User=).'),
  group: optional(z.string(), 'Group it runs as (Group=).'),
  source: optional(strings, 'Shell files that are sourced before the command.'),
  onChange: optional(
    z.enum(['restart', 'reload', 'stop-start', 'keep']),
    'What install does with the running service when its unit changed; `restart` if not said.',
  ),
  restartOn: optional(strings, 'Files whose content, when changed, counts as a change of the service.'),
  unit: optional(unit, 'Raw systemd directives by section: `{ Service: { Nice: 5 } }`.'),
};

/** An override of a service in one environment. */
export const serviceOverride = z.strictObject(serviceShape);

/** A service written in the config. */
export const inlineService = z.strictObject({
  name: described(name, 'Name of the service; the unit is `<base>-<name>.service`.'),
  ...serviceShape,
});

export type Settings = z.output<typeof serviceOverride>;
