import * as z from 'zod/mini';
import { base, described, environment, list, scope } from './parts.ts';

const units = list(z.string());

export const verdict = z.enum([
  'start',
  'restart',
  'reload',
  'stop-start',
  'stop',
  'limits',
  'update',
  'pending',
  'left',
  'nothing',
]);

const action = z.union([
  z.strictObject({ kind: z.enum(['write-generation', 'switch']), number: z.number() }),
  z.strictObject({ kind: z.enum(['create-users', 'create-directories', 'daemon-reload']) }),
  z.strictObject({ kind: z.enum(['stop', 'reset-failed', 'reload', 'restart', 'start']), units }),
  z.strictObject({ kind: z.literal('remove-operator-link'), path: z.string() }),
  z.strictObject({ kind: z.enum(['link', 'unlink']), unit: z.string() }),
  z.strictObject({ kind: z.enum(['enable', 'disable']), unit: z.string(), in: z.string() }),
  z.strictObject({ kind: z.literal('apply-limits'), slice: z.string(), units }),
]);

export const plan = z
  .strictObject({
    version: z.literal(1),
    environment,
    base,
    scope,
    from: z.optional(described(z.number(), 'generation before; absent on a first install')),
    to: z.optional(described(z.number(), 'generation after')),
    units: described(
      list(z.strictObject({ unit: z.string(), verdict, reason: described(z.string(), 'why, for people') })),
      'what becomes of each unit',
    ),
    actions: described(list(action), 'the steps, in their order; empty when there is nothing to do'),
  })
  .register(z.globalRegistry, { id: 'Plan', description: 'What an install does, or would do.' });
