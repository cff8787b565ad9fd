import { z } from 'zod';
import { diagnostics, document, list } from './parts.ts';

export const imported = document('What another tool ran, as a project of ours.', {
  written: z.boolean().describe('`false` with `--dry-run`'),
  files: list(z.string()).describe('written, or added to, from the folder of the project'),
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

const proposal = z.strictObject({
  name: z.string(),
  command: z.string().describe('`${TSM_PORT}` stands for the port'),
  cwd: z.string().describe('from the folder of the config'),
  port: z.string().describe('a number, or `8000+`').optional(),
  why: z.string().describe('where it was found'),
  notes: list(z.string()),
  devOnly: z.literal(true).describe('runs in development alone').optional(),
});

export const scaffold = document('What was set up or added, or would be.', {
  written: z.boolean().describe('`false` with `--dry-run`'),
  project: z.string().describe('init: its name').optional(),
  environments: list(z.string()).describe('init and new service: those that it is in').optional(),
  services: list(proposal).describe('init: what was taken').optional(),
  defaults: list(z.string()).describe('init: what was taken without asking').optional(),
  service: z.string().describe('new service: its name').optional(),
  found: z.boolean().describe('new service: whether the config finds its file').optional(),
  environment: z.string().describe('new environment: its name').optional(),
  files: list(z.strictObject({ path: z.string(), change: z.enum(['new', 'changed']), text: z.string() })),
  notes: list(z.string()),
  next: list(z.string()).describe('commands'),
});
