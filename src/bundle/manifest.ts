import * as z from 'zod/mini';
import type { Health } from '../service/service.ts';
import type { PlannedEnvironment, PlannedService } from '../unit/plan.ts';

/** The format that this tsm writes. An older one stays installable, a newer one is refused. */
export const MANIFEST_FORMAT = 1;

const portSchema = z.object({
  number: z.number(),
  protocol: z.enum(['http', 'tcp', 'udp']),
  name: z.optional(z.string()),
});

const unitSchema = z.object({
  service: z.string(),
  source: z.array(z.string()),
  autostart: z.boolean(),
  port: z.optional(z.number()),
  ports: z.optional(z.array(portSchema)),
  health: z.optional(z.string()),
  secrets: z.optional(z.array(z.string())),
  programs: z.optional(z.array(z.string())),
  onChange: z.optional(z.enum(['restart', 'reload', 'stop-start', 'keep'])),
  restartOn: z.optional(z.array(z.string())),
  triggers: z.optional(z.array(z.string())),
});

/** Names that become parts of paths on a host, so nothing in them may lead elsewhere. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,200}$/;
const plain = z.string().check(z.regex(PLAIN, { error: 'a name of letters, digits, "-", "_" and "."' }));

/** What `install` reads beside the units. */
export const manifestSchema = z.object({
  format: z.number(),
  project: z.string(),
  id: z.string(),
  environment: plain,
  aliases: z.array(plain),
  default: z.boolean(),
  scope: z.enum(['system', 'user']),
  systemd: z.number(),
  base: plain,
  target: plain,
  slice: plain,
  root: z.optional(z.string()),
  files: z.array(z.string()),
  units: z.record(z.string(), unitSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
type UnitEntry = z.infer<typeof unitSchema>;

/** The manifest of a bundle, in stable order. `files` are all others of the bundle. */
export function toManifest(
  { environment, services }: PlannedEnvironment,
  files: readonly string[],
): Manifest {
  const { project, id, name, aliases, isDefault, scope, systemd, base, target, slice, root } = environment;
  return {
    format: MANIFEST_FORMAT,
    project,
    id,
    environment: name,
    aliases: [...aliases],
    default: isDefault,
    scope,
    systemd,
    base,
    target,
    slice,
    ...(root === undefined ? {} : { root: root.to.replace('\uFDD0', '%h') }),
    files: [...files].sort(),
    units: Object.fromEntries(services.map((one) => [one.unit.name, unitEntry(one)])),
  };
}

function unitEntry({ service, triggers }: PlannedService): UnitEntry {
  const { name, sources, autostart, port, ports, health, secrets, programs, settings } = service;
  return {
    service: name,
    source: [...sources],
    autostart,
    ...(port === undefined ? {} : { port }),
    ...(ports.length === 0 ? {} : { ports: [...ports] }),
    ...(health === undefined ? {} : { health: shownHealth(health) }),
    ...(secrets.length === 0 ? {} : { secrets: [...secrets] }),
    ...(programs.length === 0 ? {} : { programs: [...programs] }),
    ...(settings.onChange === undefined ? {} : { onChange: settings.onChange }),
    ...(settings.restartOn === undefined ? {} : { restartOn: [...settings.restartOn] }),
    ...(triggers.length === 0 ? {} : { triggers: triggers.map((unit) => unit.name) }),
  };
}

const shownHealth = ({ url, command }: Health): string => url ?? command?.script ?? '';
