import { z } from 'zod';
import { base, diagnostics, document, environment, list, scope } from './parts.ts';

const since = z.string().nullable().describe('when it came into this state, ISO 8601 in UTC');

const port = z.strictObject({
  number: z.number(),
  protocol: z.enum(['tcp', 'udp']),
  listening: z
    .enum(['yes', 'no', 'other', 'unknown'])
    .describe('`yes`: this unit. `other`: somebody else. `unknown`: it takes root to see'),
  holder: z
    .strictObject({ pid: z.number(), name: z.string(), unit: z.string().nullable() })
    .nullable()
    .describe('who has it, where it is `other` and can be seen'),
});

export const unit = z.strictObject({
  unit: z.string(),
  service: z.string().nullable().describe('name in the config; `null` for a timer, socket or path'),
  state: z.string().describe('one word: `running`, `exited`, `waiting`, `failed`, `inactive` …'),
  loadState: z.string(),
  activeState: z.string(),
  subState: z.string(),
  result: z.string().describe("systemd's `Result`: `success`, `exit-code`, `oom-kill` …"),
  since,
  pid: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  cpuSeconds: z.number().nullable(),
  tasks: z.number().nullable(),
  restarts: z.number(),
  ports: list(port),
  health: z.string().nullable().describe('with `--probe`: `ok`, or what the check said'),
  enabled: z.boolean().nullable().describe('`null` for a unit that only others start'),
});

const finding = z.strictObject({
  code: z.enum([
    'busy',
    'interrupted',
    'not-lingering',
    'not-started',
    'not-enabled',
    'failed',
    'out-of-memory',
    'crashing',
    'missing',
    'pinned',
    'masked',
    'port-held',
    'port-closed',
    'unhealthy',
    'stopped',
    'disabled',
    'restart-pending',
    'changed-on-disk',
    'edited',
    'files-newer',
  ]),
  unit: z.string().nullable().describe('`null` when it is about the whole environment'),
  text: z.string(),
  command: z.string().describe('that mends it'),
});

export const status = document('What is installed and how it is. Unknown values are `null`.', {
  environments: list(
    z.strictObject({
      environment,
      base,
      scope,
      generation: z.number().nullable().describe('`null` when an install never came to its switch'),
      target: z
        .strictObject({
          unit: z.string(),
          state: z.string(),
          since,
          enabled: z.boolean().describe('whether it starts at boot'),
        })
        .nullable(),
      units: list(unit),
      findings: list(finding).describe('what is off'),
    }),
  ),
  diagnostics,
});

export const listing = document('The same in brief.', {
  environments: list(
    z.strictObject({
      environment,
      base,
      scope,
      units: list(unit.pick({ unit: true, service: true, state: true, enabled: true })),
    }),
  ),
  diagnostics,
});
