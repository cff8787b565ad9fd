import { z } from 'zod';
import { diagnostics, document, list } from './parts.ts';

export const imported = document('What another tool ran, as a project of ours.', {
  written: z.boolean().describe('`false` with `--dry-run`'),
  files: list(z.string()).describe('from the folder of what was imported'),
  notes: list(
    z.strictObject({
      item: z.string().describe('a setting of the other tool: `web.max_memory_restart`'),
      outcome: z
        .enum(['kept', 'changed', 'dropped'])
        .describe('`changed`: it means nearly the same. `dropped`: it has no equivalent'),
      became: z.string().describe('a setting of ours; empty when dropped'),
      why: z.string().describe('empty when there is nothing to say'),
    }),
  ),
  config: z.string().describe('a config that was there, which is not written over').optional(),
  add: z.unknown().describe('what that config lacks').optional(),
  diagnostics,
});
