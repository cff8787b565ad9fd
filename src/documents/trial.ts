import * as z from 'zod/mini';
import { unit } from './look.ts';
import { described, diagnostics, document, environment, list } from './parts.ts';

export const trial = document('How the working tree ran on a throwaway machine.', {
  environment,
  target: z.string(),
  systemd: described(z.number(), 'version that was booted'),
  installed: described(z.boolean(), '`false` when the install itself was refused; then there are no units'),
  units: list(
    z.extend(unit, {
      outcome: described(
        z.nullable(
          z.enum(['started', 'restarted', 'stopped', 'already', 'ended', 'skipped', 'left', 'failed']),
        ),
        'what starting the target did with it; `null` for what others start',
      ),
      startMilliseconds: described(
        z.nullable(z.number()),
        'until systemd called it started, health check included',
      ),
      ok: z.boolean(),
      why: described(z.string(), 'what is wrong with it'),
      next: described(z.string(), 'what is to be tried next, where something can be said; else empty'),
      log: described(list(z.string()), 'the last lines that its programs said, when it is not well'),
    }),
  ),
  diagnostics,
});
