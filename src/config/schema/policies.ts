import { z } from 'zod';
import { environmentVariables, size, timespan } from './values.ts';

const limitShape = {
  memoryMax: size
    .optional()
    .describe('Hard memory limit; above it the kernel kills: `1G`, `512M`, `80%` (MemoryMax=).'),
  memoryHigh: size
    .optional()
    .describe('Memory above which the service is slowed down and reclaimed from (MemoryHigh=).'),
  memorySwapMax: size.optional().describe('How much swap may be used: `0`, `1G` (MemorySwapMax=).'),
  cpuQuota: size
    .optional()
    .describe('CPU time in percent of one core: `150%` is one and a half (CPUQuota=).'),
  cpuWeight: size
    .optional()
    .describe('Share of the CPU against others, 1 to 10000, normally 100 (CPUWeight=).'),
  tasks: size
    .optional()
    .describe('How many processes and threads the service may have together (TasksMax=).'),
  openFiles: size.optional().describe('Open file descriptors per process (LimitNOFILE=).'),
  processes: size
    .optional()
    .describe(
      "Processes of the service's user (LimitNPROC=); it counts all of that user's processes, and does not bind root.",
    ),
  coreSize: size.optional().describe('Largest core dump: `0` for none (LimitCORE=).'),
  ioWeight: size
    .optional()
    .describe('Share of block I/O against others, 1 to 10000, normally 100 (IOWeight=).'),
};

export const limits = z.strictObject(limitShape);

export const environmentLimits = z.strictObject({
  ...limitShape,
  slice: z
    .strictObject({
      memoryMax: limitShape.memoryMax,
      memoryHigh: limitShape.memoryHigh,
      memorySwapMax: limitShape.memorySwapMax,
      cpuQuota: limitShape.cpuQuota,
      cpuWeight: limitShape.cpuWeight,
      tasks: limitShape.tasks,
      ioWeight: limitShape.ioWeight,
    })
    .optional()
    .describe('Limits of all services of the environment together, on its slice.'),
});

const policy = z.enum(['no', 'on-success', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort', 'always']);

const restartObject = z.strictObject({
  policy: policy.optional().describe('When systemd starts the service again by itself (Restart=).'),
  delay: timespan.optional().describe('Pause before a restart: `5s` (RestartSec=).'),
  maxDelay: timespan
    .optional()
    .describe('The pause grows up to this after repeated failures (RestartMaxDelaySec=, systemd 254).'),
  steps: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('In how many steps the pause grows to `maxDelay` (RestartSteps=, systemd 254).'),
  limit: z
    .union([
      z.literal(false),
      z.strictObject({
        burst: z.number().int().min(1).describe('How many starts within `interval` (StartLimitBurst=).'),
        interval: timespan.describe('The time in which starts are counted (StartLimitIntervalSec=).'),
      }),
    ])
    .optional()
    .describe('When systemd gives up: more than `burst` starts within `interval`; `false` never gives up.'),
});

export const restart = z.union([
  policy.transform((value): z.output<typeof restartObject> => ({ policy: value })),
  restartObject,
]);

export const timeouts = z.strictObject({
  start: timespan.optional().describe('How long a start may take, health check included (TimeoutStartSec=).'),
  stop: timespan
    .optional()
    .describe('How long a stop may take before the service is killed (TimeoutStopSec=).'),
});

export const PRESETS = ['off', 'relaxed', 'strict'] as const;
const preset = z.enum(PRESETS);

const unitValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

/** A preset, and by their names the directives that differ from it. */
export interface Hardening {
  readonly preset?: (typeof PRESETS)[number] | undefined;
  readonly [directive: string]: z.output<typeof unitValue> | undefined;
}

const hardeningObject: z.ZodType<Hardening, Hardening> = z
  .object({ preset: preset.optional().describe('The set to start from.') })
  .catchall(unitValue)
  .describe(
    "A preset and single sandboxing directives of systemd that differ from it: `{ preset: 'strict', ProtectHome: 'read-only' }`.",
  );

export const hardening = z.union([
  preset.transform((value): Hardening => ({ preset: value })),
  hardeningObject,
]);

const healthObject = z
  .strictObject({
    url: z.string().optional().describe('Healthy when a GET of this URL answers with a 2xx or 3xx status.'),
    command: z.string().optional().describe('Healthy when this shell command succeeds.'),
    interval: timespan.optional().describe('Pause between two tries, 250 ms if not said.'),
    timeout: timespan.optional().describe('How long one try may take, 2 s if not said.'),
  })
  .refine((value) => (value.url === undefined) !== (value.command === undefined), {
    error: 'either `url` or `command`',
  });

/** A host that no program is called, its port, and a path: `localhost:8000/health`, `127.0.0.1:${TSM_PORT}`. */
const BARE_URL =
  /^(?:localhost|\d+(?:\.\d+){3}|\[[0-9A-Fa-f:]+\]|[\w-]+(?:\.[\w-]+)+)(?::(?:\d+|\$\{?\w+\}?))(?:[/?]\S*)?$|^localhost\/\S*$/;

export const health = z.union([
  z
    .string()
    .transform((value): z.output<typeof healthObject> =>
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
