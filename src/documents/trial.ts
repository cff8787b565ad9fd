import { z } from 'zod';
import { unit } from './look.ts';
import { diagnostics, document, environment, list } from './parts.ts';

export const trial = document('How the working tree ran on a throwaway machine.', {
  environment,
  target: z.string(),
  systemd: z.number().describe('version that was booted'),
  installed: z.boolean().describe('`false` when the install itself was refused; then there are no units'),
  units: list(
    unit.extend({
      outcome: z
        .enum(['started', 'restarted', 'stopped', 'already', 'ended', 'skipped', 'left', 'failed'])
        .nullable()
        .describe('what starting the target did with it; `null` for what others start'),
      startMilliseconds: z
        .number()
        .nullable()
        .describe('until systemd called it started, health check included'),
      ok: z.boolean(),
      why: z.string().describe('what is wrong with it'),
      log: list(z.string()).describe('its last lines, when it is not well'),
    }),
  ),
  diagnostics,
});
