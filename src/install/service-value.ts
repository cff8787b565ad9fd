import type { UnitState } from '../systemd/service-manager.ts';
import { parseUnit } from '../unit/parse.ts';
import type { StoredBundle } from './store.ts';

/** The last value of a key of the unit's `[Service]`. */
export const serviceValue = (unit: string, key: string, { files }: StoredBundle): string | undefined =>
  parseUnit(files.get(unit) ?? '')
    .sections.get('Service')
    ?.get(key)
    ?.at(-1)?.value;

/** A job that ended well and is not to be started again. One that was stopped and took that well cannot be told from it. */
export const hasDone = (
  unit: string,
  bundle: StoredBundle,
  { activeState, exitCode, exitStatus }: UnitState,
): boolean =>
  activeState === 'inactive' &&
  exitCode === CLD_EXITED &&
  exitStatus === '0' &&
  /^(?:no)?$/.test(serviceValue(unit, 'Restart', bundle) ?? '');

/** waitid(2): it ended by itself, and not by a signal. */
const CLD_EXITED = '1';
