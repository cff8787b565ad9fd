import { z } from 'zod';
import { base, diagnostics, document, environment, list } from './parts.ts';
import { plan } from './plan.ts';

const log = list(z.string()).describe('the last lines of its journal');

export const preview = document('What `--dry-run` prints, and an install that has nothing to do.', {
  dryRun: z.boolean(),
  plan,
  diagnostics,
});

export const install = document('How an install or a rollback went.', {
  plan,
  changed: z.boolean().describe('whether anything on the host is different now'),
  failures: list(z.strictObject({ unit: z.string(), why: z.string(), log })),
  rolledBack: z
    .enum(['untouched', 'previous', 'uninstalled', 'failed'])
    .nullable()
    .describe('`null` when it came to its end; else what was put back'),
  diagnostics,
});

export const uninstall = document('How an uninstall went.', {
  message: z.string().describe('why it did not come to its end; empty when it did'),
  units: list(z.string()).describe('that were taken away'),
  purged: z.boolean().describe('whether secrets and data went too'),
  left: list(z.strictObject({ path: z.string(), why: z.string() })).describe('data that could not be taken'),
  environment,
});

export const generations = document('The installed states that are kept.', {
  environment,
  base,
  generations: list(
    z.strictObject({
      number: z.number(),
      current: z.boolean(),
      installed: z.string().describe('when, ISO 8601 in UTC'),
      units: z.number().describe('how many services'),
      intact: z.boolean().describe('`false` when somebody edited its files'),
    }),
  ),
});

const secret = z.strictObject({
  name: z.string(),
  service: z.string(),
  unit: z.string(),
  state: z.enum(['set', 'missing', 'not used any more']),
});

export const secretList = document('Which secrets services want. Never a value.', {
  environment,
  base,
  secrets: list(secret),
});

export const secretChange = document('A secret was set or removed.', {
  environment,
  base,
  services: list(z.strictObject({ service: z.string(), unit: z.string() })).describe('that it is for'),
  missing: list(secret).describe('what is still to be set'),
  next: z.string().nullable().describe('the command that brings it to what runs; `null` before an install'),
});

export const lifecycle = document('How start, stop or restart went, unit by unit.', {
  verb: z.enum(['start', 'stop', 'restart']),
  environment,
  units: list(
    z.strictObject({
      unit: z.string(),
      service: z.string().nullable(),
      result: z.enum(['started', 'restarted', 'stopped', 'already', 'ended', 'skipped', 'left', 'failed']),
      state: z.string().describe('one word of systemd: `running`, `exited`, `failed` …'),
      milliseconds: z.number().nullable().describe('that systemd took; `null` where nothing was done'),
      why: z.string().describe('empty where the result says all'),
    }),
  ),
  failures: list(
    z.strictObject({
      unit: z.string(),
      why: z.string(),
      ports: list(z.string()).describe('who holds a port that it needs'),
      log,
    }),
  ),
  diagnostics,
});

export const enablement = document('Which links were made or taken.', {
  verb: z.enum(['enable', 'disable']),
  environment,
  units: list(
    z.strictObject({
      unit: z.string(),
      result: z.enum(['enabled', 'disabled', 'already', 'left']),
      why: z.string(),
    }),
  ),
  diagnostics,
});
