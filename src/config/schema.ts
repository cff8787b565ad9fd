import * as z from 'zod/mini';
import { env, environmentLimits, hardening, restart, timeouts, unit } from './schema/policies.ts';
import { inlineService, serviceOverride } from './schema/service.ts';
import { described, into, name, names, optional, strings } from './schema/values.ts';

const root = z.union([
  into(z.string(), (to) => ({ from: '.', to })),
  z.strictObject({
    from: described(z.string(), 'Folder of the project that lies there, relative to the config.'),
    to: described(z.string(), 'Absolute path on the host.'),
  }),
]);

export const environment = z.strictObject({
  aliases: optional(names, "Other names of the environment: `['prod']`."),
  description: optional(z.string(), 'Shown as description of the target.'),
  base: optional(
    name,
    'First part of all unit names; `<project>` for `production`, else `<project>-<environment>`.',
  ),
  scope: optional(
    z.enum(['system', 'user']),
    "The system's service manager, or that of the user who installs.",
  ),
  systemd: optional(z.int().check(z.gte(239)), 'Oldest systemd the units of this environment must run on.'),
  user: optional(z.string(), 'User the services run as; created by sysusers where missing.'),
  group: optional(z.string(), "Group the services run as; the user's name if not said."),
  home: optional(
    z.union([z.string(), z.record(z.string(), z.string())]),
    "Home directory of the user on the host: `/root` for root, else `/var/lib/<user>` if not said. Of several users: `{ api: '/srv/api' }`.",
  ),
  root: optional(root, "Where the project's files lie on the host."),
  variables: optional(env, 'Variables for `${NAME}` in services, which are part of the environment too.'),
  env: optional(env, 'Environment variables of every service.'),
  envFile: optional(strings, 'Bash-style files of environment variables for every service.'),
  secrets: optional(names, 'Names of variables whose values live only on the host, for every service.'),
  public: optional(names, 'Names of variables that look like secrets and are none.'),
  path: optional(z.array(z.string()), 'Where programs are looked up (PATH).'),
  source: optional(strings, 'Shell files that are sourced before each command.'),
  hardening: optional(
    hardening,
    'Sandbox of every service: `off`, `relaxed`, `strict`, or a preset with single directives.',
  ),
  maxExposure: optional(
    z.number().check(z.gte(0), z.lte(10)),
    '`tsm check` fails when `systemd-analyze security` scores a service above this.',
  ),
  limits: optional(environmentLimits, 'Limits per service, and for all together under `slice`.'),
  restart: optional(restart, 'When and how often systemd starts a service again.'),
  timeouts: optional(timeouts, 'How long start and stop may take.'),
  unit: optional(unit, 'Raw systemd directives for every service, by section.'),
  services: optional(
    z.record(z.string(), z.union([z.literal(false), serviceOverride])),
    'What differs here, by service name; `false` leaves a service out.',
  ),
});

export const configSchema = z.strictObject({
  $schema: optional(z.string(), 'Where the JSON Schema of this file lies, for editors.'),
  project: described(name, 'Name of the project; the service of the same name is its main one.'),
  id: optional(
    z.string().check(z.minLength(1)),
    "Identity on a host; two projects may not take over each other's units. Default: the name.",
  ),
  description: optional(z.string(), 'One line of text.'),
  systemd: optional(z.int().check(z.gte(239)), 'Oldest systemd these units must run on; 247 if not said.'),
  default: optional(
    z.string(),
    'Environment that commands of a host mean where several are installed and none is named.',
  ),
  outDir: optional(z.string(), 'Folder of the bundles, `systemd` if not said.'),
  services: described(
    z.union([into(z.string(), (value) => [value]), z.array(z.union([z.string(), inlineService]))], {
      error: "a list of globs and services: ['services/*.tsm', { name: 'web', command: 'node web.js' }]",
    }),
    'Globs of .tsm files, and inline services.',
  ),
  environments: described(z.record(z.string(), environment), 'The environments by name.'),
});

export type Config = z.output<typeof configSchema>;
export type EnvironmentConfig = z.output<typeof environment>;
