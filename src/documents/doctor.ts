import * as z from 'zod/mini';
import { base, described, document, environment, list, scope } from './parts.ts';

const finding = z.strictObject({
  code: described(z.string(), 'stable'),
  severity: described(
    z.enum(['error', 'warning', 'note']),
    '`error`: it does not work, or will not after the next start. `warning`: it will hurt',
  ),
  environment: described(z.nullable(z.string()), '`null` when it is about the host'),
  units: described(list(z.string()), 'empty when it is about all of the environment, or about the host'),
  what: z.string(),
  said: described(
    z.nullable(z.string()),
    'of a service that failed: the line of its journal that says why, secrets covered',
  ),
  why: described(z.string(), 'why it matters'),
  kind: described(
    z.enum(['repair', 'try', 'look']),
    '`repair`: the command closes it. `try`: first aid. `look`: no command can; it shows more',
  ),
  command: described(z.string(), 'for a shell, as it is'),
  because: described(
    z.nullable(z.string()),
    'code of the finding that explains this one and stands before it',
  ),
});

export const doctor = document('What is wrong on a host, causes first.', {
  environments: list(
    z.strictObject({
      environment,
      base,
      scope,
      installed: described(
        z.boolean(),
        '`false` for a bundle in this folder that was held against this host',
      ),
    }),
  ),
  findings: list(finding),
  unseen: described(list(z.string()), 'what this user could not look at, so that nothing is said of it'),
  sudo: described(
    z.nullable(z.string()),
    'the command line that sees all of it; `null` when nothing was left out',
  ),
});
