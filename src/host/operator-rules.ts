import { wantedBy } from '../install/observe.ts';
import type { StoredBundle } from '../install/store.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import { startsByItself } from '../install/plan.ts';
import { isRunning } from '../install/verdict.ts';
import { isEnabled, isMasked, isOff, triggersOf } from './members.ts';
import { serviceValue, type Subject } from './subject.ts';

/** systemd keeps no note of who stopped a unit; what is enabled and down below an active target was not left so by tsm. */
export function stopped({ unit, bundle, facts, state }: Subject): string | undefined {
  const { system } = facts;
  const isDown = state.activeState === 'inactive' && state.loadState === 'loaded';
  if (!isDown || !isRunning(bundle.manifest.target, system) || !isEnabled(unit, system)) return undefined;
  if (serviceValue(unit, 'Type', bundle) === 'oneshot' || hasDone(unit, bundle, state)) return undefined;
  return state.conditionMet === false
    ? 'not started: a condition of the unit does not hold'
    : 'stopped by hand, or ended by itself';
}

/** A job that ended well and is not to be started again. One that was stopped and took that well cannot be told from it. */
const hasDone = (unit: string, bundle: StoredBundle, { exitCode, exitStatus }: UnitState): boolean =>
  exitCode === CLD_EXITED &&
  exitStatus === '0' &&
  /^(?:no)?$/.test(serviceValue(unit, 'Restart', bundle) ?? '');

/** waitid(2): it ended by itself, and not by a signal. */
const CLD_EXITED = '1';

/** Disabled as a whole is said once, for the environment. */
export function disabled({ unit, bundle, facts }: Subject): string | undefined {
  const { system } = facts;
  if (unit === bundle.manifest.target || isOff(bundle, facts.system) || isMasked(unit, system))
    return undefined;
  const wanted =
    wantedBy(bundle, unit).length > 0 &&
    (startsByItself(unit, bundle) || system.state?.enabled.includes(unit) === true);
  return wanted && !isEnabled(unit, system) && triggersOf(unit, bundle).length === 0
    ? 'disabled by the operator: it does not start with its target'
    : undefined;
}
