import type { Environment } from '../../service/service.ts';
import { description as descriptionText } from '../quote.ts';
import { planLimits } from './limits.ts';
import { newSheet, put, putEncoded, type Sheet } from './sheet.ts';

/**
 * The target of an environment. It has no default dependencies, so that boot does not wait for health checks; what it
 * then lacks to be stopped at shutdown is written out.
 */
export function planTarget(environment: Environment): Sheet {
  const sheet = newSheet();
  const boot = { tsm: 'boot does not wait for the health checks of the members' };
  describe(sheet, environment, environment.description);
  put(sheet, 'Unit', 'DefaultDependencies', 'no', boot);
  put(sheet, 'Unit', 'Conflicts', 'shutdown.target', boot);
  put(sheet, 'Unit', 'Before', 'shutdown.target', boot);
  put(sheet, 'Install', 'WantedBy', environment.scope === 'user' ? 'default.target' : 'multi-user.target', {
    tsm: 'enabled, it starts at boot',
  });
  return sheet;
}

/** The slice that all services of an environment run in, with the limits for all of them together. */
export function planSlice(environment: Environment): Sheet {
  const sheet = newSheet();
  describe(sheet, environment, `Services of ${environment.description}`);
  planLimits(
    environment.sliceLimits,
    'Slice',
    (path) => environment.placeOf(['limits', 'slice', ...path]),
    sheet,
  );
  return sheet;
}

const describe = (sheet: Sheet, environment: Environment, text: string): void =>
  putEncoded(sheet, 'Unit', 'Description', descriptionText(text), text, environment.placeOf(['description']));
