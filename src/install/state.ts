import * as z from 'zod/mini';

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
const dataDirectory = z.object({ parent: z.string(), name: z.string(), older: z.optional(z.string()) });

export type DataDirectory = Readonly<z.infer<typeof dataDirectory>>;

/** Says that an install is under way, and what it is about. */
export const pendingSchema = z.object({
  format: z.literal(1),
  pid: z.number(),
  environment: z.prefault(z.string(), ''),
  /** The generation that the switch leads to; nothing for an uninstall. */
  generation: z.nullable(z.number()),
  /** Names that may have been linked before the switch. */
  units: z.array(z.string()),
  /** Units to restart although nothing about them changed (`--restart`). */
  restart: z.array(z.string()),
  /** What is started after the switch. */
  start: z.prefault(z.array(z.string()), []),
  /** What is stopped before it, and has to be started when the run is undone. */
  stop: z.prefault(z.array(z.string()), []),
  /** The host before, for whoever has to go back to it: the generation, null on a first install, and units by how they were. */
  before: z.optional(
    z.object({
      generation: z.nullable(z.number()),
      running: z.array(z.string()),
      failing: z.array(z.string()),
      /** Below which targets' `.wants` a unit had a link. */
      enabled: z.record(z.string(), z.array(z.string())),
    }),
  ),
  /** Folders that were not there before. */
  directories: z.prefault(z.array(z.string()), []),
  /** An uninstall that takes secrets and data away, too. */
  purge: z.optional(z.boolean()),
  /** What the services keep, for an uninstall that goes on when their units are gone. */
  data: z.optional(z.array(dataDirectory)),
});

export type Pending = z.infer<typeof pendingSchema>;
