import { z } from 'zod';

/** How a running unit was when tsm last saw it start. */
const unitRecord = z.object({
  /** The run that the rest describes. */
  invocationId: z.string(),
  generation: z.number(),
  /** Keyed hash of the secrets it was started with. */
  secrets: z.string(),
  /** Hash of the files that `restartOn` names. */
  files: z.string(),
});

/** What the store remembers beside the generations. */
export const stateSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  project: z.string(),
  environment: z.string(),
  /** Folders that tsm made and takes away again. */
  directories: z.array(z.string()),
  /** Units that tsm has enabled at some time. A link that is missing later was taken away by the operator. */
  enabled: z.array(z.string()),
  units: z.record(z.string(), unitRecord),
});

export type StoreState = z.infer<typeof stateSchema>;
export type UnitRecord = z.infer<typeof unitRecord>;

/** A directory of a service: `name` may have slashes. `older` is where systemd before 254 has it. */
const dataDirectory = z.object({ parent: z.string(), name: z.string(), older: z.string().optional() });

export type DataDirectory = Readonly<z.infer<typeof dataDirectory>>;

/** Says that an install is under way, and what it is about. */
export const pendingSchema = z.object({
  format: z.literal(1),
  pid: z.number(),
  environment: z.string().default(''),
  /** The generation that the switch leads to; nothing for an uninstall. */
  generation: z.number().nullable(),
  /** Names that may have been linked before the switch. */
  units: z.array(z.string()),
  /** Units to restart although nothing about them changed (`--restart`). */
  restart: z.array(z.string()),
  /** What is started after the switch. */
  start: z.array(z.string()).default([]),
  /** What is stopped before it, and has to be started when the run is undone. */
  stop: z.array(z.string()).default([]),
  /** The host before, for whoever has to go back to it: the generation, null on a first install, and units by how they were. */
  before: z
    .object({
      generation: z.number().nullable(),
      running: z.array(z.string()),
      failing: z.array(z.string()),
      /** Below which targets' `.wants` a unit had a link. */
      enabled: z.record(z.string(), z.array(z.string())),
    })
    .optional(),
  /** Folders that were not there before. */
  directories: z.array(z.string()).default([]),
  /** An uninstall that takes secrets and data away, too. */
  purge: z.boolean().optional(),
  /** What the services keep, for an uninstall that goes on when their units are gone. */
  data: z.array(dataDirectory).optional(),
});

export type Pending = z.infer<typeof pendingSchema>;
