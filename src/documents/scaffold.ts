import * as z from 'zod/mini';
import { described, diagnostics, document, list } from './parts.ts';

export const imported = document('What another tool ran, as a project of ours.', {
  written: described(z.boolean(), '`false` with `--dry-run`'),
  files: described(list(z.string()), 'written, or added to, from the folder of the project'),
  notes: list(
    z.strictObject({
      item: described(z.string(), 'a setting of the other tool: `web.max_memory_restart`'),
      outcome: described(
        z.enum(['kept', 'changed', 'dropped']),
        '`changed`: it means nearly the same. `dropped`: it has no equivalent',
      ),
      became: described(z.string(), 'a setting of ours; empty when dropped'),
      why: described(z.string(), 'empty when there is nothing to say'),
    }),
  ),
  config: z.optional(described(z.string(), 'a config that was there, which is not written over')),
  add: z.optional(described(z.unknown(), 'what that config lacks')),
  diagnostics,
});

const proposal = z.strictObject({
  name: z.string(),
  command: described(z.string(), '`${TSM_PORT}` stands for the port'),
  cwd: described(z.string(), 'from the folder of the config'),
  port: z.optional(described(z.string(), 'a number, or `8000+`')),
  settings: z.optional(
    described(z.unknown(), "what another tool's file says beyond, as the config writes a service"),
  ),
  inEnvironments: z.optional(described(z.unknown(), 'environment → what the same file says of it there')),
  from: z.optional(described(z.string(), "its name in another tool's file")),
  why: described(z.string(), 'where it was found'),
  notes: list(z.string()),
  devOnly: z.optional(described(z.literal(true), 'runs in development alone')),
});

export const scaffold = document('What was set up or added, or would be.', {
  written: described(z.boolean(), '`false` with `--dry-run`'),
  project: z.optional(described(z.string(), 'init: its name')),
  environments: z.optional(described(list(z.string()), 'init and new service: those that it is in')),
  services: z.optional(described(list(proposal), 'init: what was taken')),
  defaults: z.optional(described(list(z.string()), 'init: what was taken without asking')),
  service: z.optional(described(z.string(), 'new service: its name')),
  found: z.optional(described(z.boolean(), 'new service: whether the config finds its file')),
  environment: z.optional(described(z.string(), 'new environment: its name')),
  files: list(z.strictObject({ path: z.string(), change: z.enum(['new', 'changed']), text: z.string() })),
  notes: list(z.string()),
  next: described(list(z.string()), 'commands'),
});
