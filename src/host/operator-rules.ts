import { wantedBy } from '../install/observe.ts';
import { startsByItself } from '../install/plan.ts';
import { hasDone, serviceValue } from '../install/service-value.ts';
import { isRunning } from '../install/verdict.ts';
import { isEnabled, isMasked, isOff, triggersOf } from './members.ts';
import type { Subject } from './subject.ts';

/** systemd keeps no note of who stopped a unit; what is enabled and down below an active target was not left so by tsm. */
export function stopped({ unit, bundle, facts, state }: Subject): string | undefined {
  const { system } = facts;
  const isDown = state.activeState === 'inactive' && state.loadState === 'loaded';
  if (!isDown || !isRunning(bundle.manifest.target, system) || !isEnabled(unit, system)) return undefined;
  if (serviceValue(unit, 'Type', bundle) === 'oneshot') return undefined;
  if (state.conditionMet === false) return 'not started: a condition of the unit does not hold';
  return hasDone(unit, bundle, state) ? undefined : 'stopped by hand, or ended by itself';
}

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
