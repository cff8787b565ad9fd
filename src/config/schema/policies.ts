import * as z from 'zod/mini';
import { described, environmentVariables, into, optional, size, timespan } from './values.ts';

const limitShape = {
  memoryMax: optional(
    size,
    'Hard memory limit; above it the kernel kills: `1G`, `512M`, `80%` (MemoryMax=).',
  ),
  memoryHigh: optional(
    size,
    'Memory above which the service is slowed down and reclaimed from (MemoryHigh=).',
  ),
  memorySwapMax: optional(size, 'How much swap may be used: `0`, `1G` (MemorySwapMax=).'),
  cpuQuota: optional(size, 'CPU time in percent of one core: `150%` is one and a half (CPUQuota=).'),
  cpuWeight: optional(size, 'Share of the CPU against others, 1 to 10000, normally 100 (CPUWeight=).'),
  tasks: optional(size, 'How many processes and threads the service may have together (TasksMax=).'),
  openFiles: optional(size, 'Open file descriptors per process (LimitNOFILE=).'),
  processes: optional(
    size,
    "Processes of the service's user (LimitNPROC=); it counts all of that user's processes, and does not bind root.",
  ),
  coreSize: optional(size, 'Largest core dump: `0` for none (LimitCORE=).'),
  ioWeight: optional(size, 'Share of block I/O against others, 1 to 10000, normally 100 (IOWeight=).'),
};

export const limits = z.strictObject(limitShape);

export const environmentLimits = z.strictObject({
  ...limitShape,
  slice: optional(
    z.strictObject({
      memoryMax: limitShape.memoryMax,
      memoryHigh: limitShape.memoryHigh,
      memorySwapMax: limitShape.memorySwapMax,
      cpuQuota: limitShape.cpuQuota,
      cpuWeight: limitShape.cpuWeight,
      tasks: limitShape.tasks,
      ioWeight: limitShape.ioWeight,
    }),
    'Limits of all services of the environment together, on its slice.',
  ),
});

const policy = z.enum(['no', 'on-success', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort', 'always']);

const restartObject = z.strictObject({
  policy: optional(policy, 'When systemd starts the service again by itself (Restart=).'),
  delay: optional(timespan, 'Pause before a restart: `5s` (RestartSec=).'),
  maxDelay: optional(
    timespan,
    'The pause grows up to this after repeated failures (RestartMaxDelaySec=, systemd 254).',
  ),
  steps: optional(
    z.int().check(z.gte(1)),
    'In how many steps the pause grows to `maxDelay` (RestartSteps=, systemd 254).',
  ),
  limit: optional(
    z.union([
      z.literal(false),
      z.strictObject({
        burst: described(z.int().check(z.gte(1)), 'How many starts within `interval` (StartLimitBurst=).'),
        interval: described(timespan, 'The time in which starts are counted (StartLimitIntervalSec=).'),
      }),
    ]),
    'When systemd gives up: more than `burst` starts within `interval`; `false` never gives up.',
  ),
});

export const restart = z.union([
  into(policy, (value): z.output<typeof restartObject> => ({ policy: value })),
  restartObject,
]);

export const timeouts = z.strictObject({
  start: optional(timespan, 'How long a start may take, health check included (TimeoutStartSec=).'),
  stop: optional(timespan, 'How long a stop may take before the service is killed (TimeoutStopSec=).'),
});

export const PRESETS = ['off', 'relaxed', 'strict'] as const;
const preset = z.enum(PRESETS);

const unitValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

/** A preset, and by their names the directives that differ from it. */
export interface Hardening {
  readonly preset?: (typeof PRESETS)[number] | undefined;
  readonly [directive: string]: z.output<typeof unitValue> | undefined;
}

const hardeningObject: z.ZodMiniType<Hardening, Hardening> = described(
  z.catchall(z.object({ preset: optional(preset, 'The set to start from.') }), unitValue),
  "A preset and single sandboxing directives of systemd that differ from it: `{ preset: 'strict', ProtectHome: 'read-only' }`.",
);

export const hardening = z.union([into(preset, (value): Hardening => ({ preset: value })), hardeningObject]);

const healthObject = z
  .strictObject({
    url: optional(z.string(), 'Healthy when a GET of this URL answers with a 2xx or 3xx status.'),
    command: optional(z.string(), 'Healthy when this shell command succeeds.'),
    interval: optional(timespan, 'Pause between two tries, 250 ms if not said.'),
    timeout: optional(timespan, 'How long one try may take, 2 s if not said.'),
  })
  .check(
    z.refine((value) => (value.url === undefined) !== (value.command === undefined), {
      error: 'either `url` or `command`',
    }),
  );

/** A host that no program is called, its port, and a path: `localhost:8000/health`, `127.0.0.1:${TSM_PORT}`. */
const BARE_URL =
  /^(?:localhost|\d+(?:\.\d+){3}|\[[0-9A-Fa-f:]+\]|[\w-]+(?:\.[\w-]+)+)(?::(?:\d+|\$\{?\w+\}?))(?:[/?]\S*)?$|^localhost\/\S*$/;

export const health = z.union([
  into(z.string(), (value): z.output<typeof healthObject> =>
    /^https?:\/\//i.test(value)
      ? { url: value }
      : BARE_URL.test(value)
        ? { url: `http://${value}` }
        : { command: value },
  ),
  healthObject,
]);

/** Raw directives by section; keys and values are checked against the table of directives, not here. */
export const unit = z.record(z.string(), z.record(z.string(), unitValue));

export const env = environmentVariables;
