import * as z from 'zod/mini';
import { base, described, diagnostics, document, environment, list } from './parts.ts';
import { plan } from './plan.ts';

const log = described(list(z.string()), 'the last lines of its journal');

export const preview = document('What `--dry-run` prints, and an install that has nothing to do.', {
  dryRun: z.boolean(),
  plan,
  diagnostics,
});

export const install = document('How an install or a rollback went.', {
  plan,
  changed: described(z.boolean(), 'whether anything on the host is different now'),
  failures: list(z.strictObject({ unit: z.string(), why: z.string(), log })),
  rolledBack: described(
    z.nullable(z.enum(['untouched', 'previous', 'uninstalled', 'failed'])),
    '`null` when it came to its end; else what was put back',
  ),
  down: described(
    list(z.strictObject({ unit: z.string(), why: z.string(), log })),
    'units that ran before and do not, although their old content is back',
  ),
  diagnostics,
});

export const uninstall = document('How an uninstall went.', {
  message: described(z.string(), 'why it did not come to its end; empty when it did'),
  units: described(list(z.string()), 'that were taken away'),
  purged: described(z.boolean(), 'whether secrets and data went too'),
  left: described(
    list(z.strictObject({ path: z.string(), why: z.string() })),
    'data that could not be taken',
  ),
  stays: described(list(z.string()), 'secrets and data that are still there'),
  homes: described(list(z.string()), 'of users that tsm made, who stay'),
  environment,
});

export const generations = document('The installed states that are kept.', {
  environment,
  base,
  generations: list(
    z.strictObject({
      number: z.number(),
      current: z.boolean(),
      installed: described(z.string(), 'when, ISO 8601 in UTC'),
      units: described(z.number(), 'how many services'),
      intact: described(z.boolean(), '`false` when somebody edited its files'),
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
  services: described(list(z.strictObject({ service: z.string(), unit: z.string() })), 'that it is for'),
  missing: described(list(secret), 'what is still to be set'),
  next: described(
    z.nullable(z.string()),
    'the command that brings it to what runs; `null` before an install',
  ),
});

export const lifecycle = document('How start, stop or restart went, unit by unit.', {
  verb: z.enum(['start', 'stop', 'restart']),
  environment,
  units: list(
    z.strictObject({
      unit: z.string(),
      service: z.nullable(z.string()),
      result: z.enum(['started', 'restarted', 'stopped', 'already', 'ended', 'skipped', 'left', 'failed']),
      state: described(z.string(), 'one word of systemd: `running`, `exited`, `failed` …'),
      milliseconds: described(z.nullable(z.number()), 'that systemd took; `null` where nothing was done'),
      why: described(z.string(), 'empty where the result says all'),
    }),
  ),
  failures: list(
    z.strictObject({
      unit: z.string(),
      why: z.string(),
      ports: described(list(z.string()), 'who holds a port that it needs'),
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
