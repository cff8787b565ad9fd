import { z } from 'zod';
import { base, environment, list, scope } from './parts.ts';

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
    from: z.number().describe('generation before; absent on a first install').optional(),
    to: z.number().describe('generation after').optional(),
    units: list(
      z.strictObject({ unit: z.string(), verdict, reason: z.string().describe('why, for people') }),
    ).describe('what becomes of each unit'),
    actions: list(action).describe('the steps, in their order; empty when there is nothing to do'),
  })
  .meta({ id: 'Plan', description: 'What an install does, or would do.' });
