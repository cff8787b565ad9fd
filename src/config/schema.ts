import { z } from 'zod';
import { env, environmentLimits, hardening, restart, timeouts, unit } from './schema/policies.ts';
import { inlineService, serviceOverride } from './schema/service.ts';
import { name, names, strings } from './schema/values.ts';

const root = z
  .union([
    z.string().transform((to) => ({ from: '.', to })),
    z.strictObject({
      from: z.string().describe('Folder of the project that lies there, relative to the config.'),
      to: z.string().describe('Absolute path on the host.'),
    }),
  ])
  .describe("Where the project's files lie on the host.");

export const environment = z.strictObject({
  aliases: names.optional().describe("Other names of the environment: `['prod']`."),
  description: z.string().optional().describe('Shown as description of the target.'),
  base: name
    .optional()
    .describe('First part of all unit names; `<project>` for `production`, else `<project>-<environment>`.'),
  scope: z
    .enum(['system', 'user'])
    .optional()
    .describe("The system's service manager, or that of the user who installs."),
  systemd: z
    .number()
    .int()
    .min(239)
    .optional()
    .describe('Oldest systemd the units of this environment must run on.'),
  user: z.string().optional().describe('User the services run as; created by sysusers where missing.'),
  group: z.string().optional().describe("Group the services run as; the user's name if not said."),
  home: z
    .string()
    .optional()
    .describe(
      'Home directory of the user on the host: `/root` for root, else `/var/lib/<user>` if not said.',
    ),
  root: root.optional(),
  variables: env
    .optional()
    .describe('Variables for `${NAME}` in services, which are part of the environment too.'),
  env: env.optional().describe('Environment variables of every service.'),
  envFile: strings.optional().describe('Bash-style files of environment variables for every service.'),
  secrets: names
    .optional()
    .describe('Names of variables whose values live only on the host, for every service.'),
  public: names.optional().describe('Names of variables that look like secrets and are none.'),
  path: z.array(z.string()).optional().describe('Where programs are looked up (PATH).'),
  source: strings.optional().describe('Shell files that are sourced before each command.'),
  hardening: hardening
    .optional()
    .describe('Sandbox of every service: `off`, `relaxed`, `strict`, or a preset with single directives.'),
  maxExposure: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('`tsm check` fails when `systemd-analyze security` scores a service above this.'),
  limits: environmentLimits.optional().describe('Limits per service, and for all together under `slice`.'),
  restart: restart.optional().describe('When and how often systemd starts a service again.'),
  timeouts: timeouts.optional().describe('How long start and stop may take.'),
  unit: unit.optional().describe('Raw systemd directives for every service, by section.'),
  services: z
    .record(z.string(), z.union([z.literal(false), serviceOverride]))
    .optional()
    .describe('What differs here, by service name; `false` leaves a service out.'),
});

export const configSchema = z.strictObject({
  $schema: z.string().optional().describe('Where the JSON Schema of this file lies, for editors.'),
  project: name.describe('Name of the project; the service of the same name is its main one.'),
  id: z
    .string()
    .min(1)
    .optional()
    .describe("Identity on a host; two projects may not take over each other's units. Default: the name."),
  description: z.string().optional().describe('One line of text.'),
  systemd: z
    .number()
    .int()
    .min(239)
    .optional()
    .describe('Oldest systemd these units must run on; 247 if not said.'),
  default: z.string().optional().describe('Environment of commands that name none.'),
  outDir: z.string().optional().describe('Folder of the bundles, `systemd` if not said.'),
  services: z
    .union([z.string().transform((value) => [value]), z.array(z.union([z.string(), inlineService]))])
    .describe('Globs of .tsm files, and inline services.'),
  environments: z.record(z.string(), environment).describe('The environments by name.'),
});

export type Config = z.output<typeof configSchema>;
export type EnvironmentConfig = z.output<typeof environment>;
