import { wantedBy } from '../install/observe.ts';
import { startsByItself } from '../install/plan.ts';
import { hasDone, serviceValue } from '../install/service-value.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import { isRunning } from '../install/verdict.ts';
import { tsm } from './advice.ts';
import { isEnabled, isMasked, isOff, triggersOf } from './members.ts';
import { shortName } from './named.ts';
import type { Subject } from './subject.ts';

/** systemd keeps no note of who stopped a unit; what is enabled and down below an active target was not left so by tsm. */
export function stopped({ unit, bundle, facts, state }: Subject): string | undefined {
  const { system } = facts;
  const isDown = state.activeState === 'inactive' && state.loadState === 'loaded';
  if (!isDown || !isRunning(bundle.manifest.target, system) || !isEnabled(unit, system)) return undefined;
  if (serviceValue(unit, 'Type', bundle) === 'oneshot') return undefined;
  if (state.conditionMet === false) return 'not started: a condition of the unit does not hold';
  if (hasDone(unit, bundle, state)) return undefined;
  return endedByItself(state)
    ? `ended by itself with status ${state.exitStatus}, and its restart policy does not start it again`
    : 'stopped by hand, or ended by itself';
}

/** It returned while nobody had asked it to. What says that it is stopping, by sd_notify(3), leaves `active` before it ends. */
export const endedByItself = (state: UnitState): boolean =>
  state.activeState === 'inactive' &&
  state.result === 'success' &&
  state.exitCode === CLD_EXITED &&
  state.mainEndedFirst === true;

/** A start brings up what somebody stopped; what ended by itself, or was kept from starting, would only do so again. */
export const startHelps = (state: UnitState): boolean =>
  state.conditionMet !== false && !endedByItself(state);

export function startOrLook({ unit, bundle, facts, state }: Subject): string {
  const name = shortName(unit, bundle.manifest);
  if (startHelps(state)) return tsm(facts, 'start', name);
  const scope = facts.system.paths.scope === 'user' ? '--user ' : '';
  return state.conditionMet === false
    ? `systemctl ${scope}status ${unit}`
    : `tsm logs ${name} @${facts.name}`;
}

/** waitid(2): its main process returned, and was not killed. */
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
