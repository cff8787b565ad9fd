import * as z from 'zod/mini';
import { base, described, diagnostics, document, environment, list, scope } from './parts.ts';

const since = described(z.nullable(z.string()), 'when it came into this state, ISO 8601 in UTC');

const port = z.strictObject({
  number: z.number(),
  protocol: z.enum(['tcp', 'udp']),
  listening: described(
    z.enum(['yes', 'no', 'other', 'unknown']),
    '`yes`: this unit. `other`: somebody else. `unknown`: it takes root to see',
  ),
  holder: described(
    z.nullable(z.strictObject({ pid: z.number(), name: z.string(), unit: z.nullable(z.string()) })),
    'who has it, where it is `other` and can be seen',
  ),
});

export const unit = z.strictObject({
  unit: z.string(),
  service: described(z.nullable(z.string()), 'name in the config; `null` for a timer, socket or path'),
  state: described(z.string(), 'one word: `running`, `exited`, `waiting`, `failed`, `inactive` …'),
  loadState: z.string(),
  activeState: z.string(),
  subState: z.string(),
  result: described(z.string(), "systemd's `Result`: `success`, `exit-code`, `oom-kill` …"),
  since,
  pid: z.nullable(z.number()),
  memoryBytes: z.nullable(z.number()),
  cpuSeconds: z.nullable(z.number()),
  tasks: z.nullable(z.number()),
  restarts: z.number(),
  ports: list(port),
  health: described(z.nullable(z.string()), 'with `--probe`: `ok`, or what the check said'),
  enabled: described(z.nullable(z.boolean()), '`null` for a unit that only others start'),
});

const finding = z.strictObject({
  code: z.enum([
    'busy',
    'mount-lost',
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
    'secrets-missing',
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
  unit: described(z.nullable(z.string()), '`null` when it is about the whole environment'),
  text: z.string(),
  command: described(z.string(), 'that mends it'),
});

export const status = document('What is installed and how it is. Unknown values are `null`.', {
  environments: list(
    z.strictObject({
      environment,
      base,
      scope,
      generation: described(z.nullable(z.number()), '`null` when an install never came to its switch'),
      target: z.nullable(
        z.strictObject({
          unit: z.string(),
          state: z.string(),
          since,
          enabled: described(z.boolean(), 'whether it starts at boot'),
        }),
      ),
      units: list(unit),
      findings: described(list(finding), 'what is off'),
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
      units: list(z.pick(unit, { unit: true, service: true, state: true, enabled: true })),
    }),
  ),
  diagnostics,
});
