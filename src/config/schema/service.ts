import { z } from 'zod';
import { env, hardening, health, limits, restart, timeouts, unit } from './policies.ts';
import { name, names, strings } from './values.ts';

const port = z.union([z.number().int().min(1).max(65535), z.string()]);

/** What a service may say, inline, as an override, or through the `TSM_` key of the same meaning. */
const serviceShape = {
  description: z.string().optional().describe('One line of text that `systemctl status` shows.'),
  command: z
    .string()
    .optional()
    .describe('What runs: one command, or shell code that is then handed to bash.'),
  args: z.array(z.string()).optional().describe('Words appended to the command.'),
  cwd: z.string().optional().describe('Working directory; a relative path is below `root`.'),
  type: z
    .enum(['exec', 'simple', 'notify', 'notify-reload', 'oneshot', 'forking', 'dbus', 'idle'])
    .optional()
    .describe('How systemd knows that the service is up (Type=); `exec` if not said.'),
  port: port
    .optional()
    .describe(
      'Port it listens on, given to it as PORT: a number, `8000+` (first free from 8000), or `auto` (8000 to 8999).',
    ),
  portType: z.enum(['http', 'tcp', 'udp']).optional().describe('Protocol of `port`, `http` if not said.'),
  ports: strings.optional().describe('Further ports as `port:proto:name`.'),
  env: env.optional().describe('Environment variables. Nothing secret belongs here.'),
  envFile: strings
    .optional()
    .describe(
      'Bash-style files of environment variables, read while generating; a relative path is below `root`.',
    ),
  secrets: names
    .optional()
    .describe('Names of variables whose values live only on the host (`tsm secrets set`).'),
  public: names.optional().describe('Names of variables that look like secrets and are none.'),
  depends: names
    .optional()
    .describe(
      'Services that are started too, and waited for until they are up and healthy (Wants= and After=).',
    ),
  wants: names.optional().describe('Services that are started too, in no order (Wants=).'),
  after: names.optional().describe('Services that come first if they are started at all (After=).'),
  requires: names
    .optional()
    .describe(
      'As `depends`, but a restart or stop of the other takes this one along (Requires= and After=).',
    ),
  programs: names.optional().describe('Programs that must exist on the host.'),
  health: health.optional().describe('URL or shell command; start-up waits until it answers.'),
  pre: strings
    .optional()
    .describe(
      'Shell code run before the start in the working directory; a failure stops the start (ExecStartPre=).',
    ),
  reload: z
    .string()
    .optional()
    .describe('Command that makes the running service read its configuration anew (ExecReload=).'),
  autostart: z
    .boolean()
    .optional()
    .describe('Whether install enables it the first time; `true` if not said.'),
  restart: restart.optional().describe('When and how often systemd starts it again.'),
  timeouts: timeouts.optional().describe('How long start and stop may take.'),
  limits: limits.optional().describe('Memory, CPU, tasks, files, I/O.'),
  hardening: hardening
    .optional()
    .describe('Sandbox: `off`, `relaxed`, `strict`, or a preset with single directives.'),
  user: z.string().optional().describe('User it runs as (User=).'),
  group: z.string().optional().describe('Group it runs as (Group=).'),
  source: strings.optional().describe('Shell files that are sourced before the command.'),
  onChange: z
    .enum(['restart', 'reload', 'stop-start', 'keep'])
    .optional()
    .describe('What install does with the running service when its unit changed; `restart` if not said.'),
  restartOn: strings
    .optional()
    .describe('Files whose content, when changed, counts as a change of the service.'),
  unit: unit.optional().describe('Raw systemd directives by section: `{ Service: { Nice: 5 } }`.'),
};

/** An override of a service in one environment. */
export const serviceOverride = z.strictObject(serviceShape);

/** A service written in the config. */
export const inlineService = z.strictObject({
  name: name.describe('Name of the service; the unit is `<base>-<name>.service`.'),
  ...serviceShape,
});

export type Settings = z.output<typeof serviceOverride>;
