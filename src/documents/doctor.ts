import { z } from 'zod';
import { base, document, environment, list, scope } from './parts.ts';

const finding = z.strictObject({
  code: z.string().describe('stable'),
  severity: z
    .enum(['error', 'warning', 'note'])
    .describe('`error`: it does not work, or will not after the next start. `warning`: it will hurt'),
  environment: z.string().nullable().describe('`null` when it is about the host'),
  units: list(z.string()).describe('empty when it is about all of the environment, or about the host'),
  what: z.string(),
  why: z.string().describe('why it matters'),
  kind: z
    .enum(['repair', 'try', 'look'])
    .describe('`repair`: the command closes it. `try`: first aid. `look`: no command can; it shows more'),
  command: z.string().describe('for a shell, as it is'),
  because: z.string().nullable().describe('code of the finding that explains this one and stands before it'),
});

export const doctor = document('What is wrong on a host, causes first.', {
  environments: list(
    z.strictObject({
      environment,
      base,
      scope,
      installed: z.boolean().describe('`false` for a bundle in this folder that was held against this host'),
    }),
  ),
  findings: list(finding),
  unseen: list(z.string()).describe('what this user could not look at, so that nothing is said of it'),
  sudo: z
    .string()
    .nullable()
    .describe('the command line that sees all of it; `null` when nothing was left out'),
});
