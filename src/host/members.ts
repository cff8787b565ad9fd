import { unitNames, type SystemState } from '../install/observe.ts';
import { startsByItself } from '../install/plan.ts';
import type { StoredBundle } from '../install/store.ts';
import { isRunning } from '../install/verdict.ts';

/** Units that a target groups: services in the order of the config, then what triggers them. */
export function membersOf(bundle: StoredBundle): readonly string[] {
  const { units, target } = bundle.manifest;
  const others = unitNames(bundle).filter(
    (unit) => !(unit in units) && unit !== target && !unit.endsWith('.slice'),
  );
  return [...Object.keys(units), ...others];
}

export const isEnabled = (unit: string, { links }: SystemState): boolean =>
  (links.get(unit)?.enabledIn.length ?? 0) > 0;

export const isMasked = (unit: string, { links, units }: SystemState): boolean =>
  links.get(unit)?.masked === true || units.get(unit)?.loadState === 'masked';

/** A timer, socket or path starts it, so that it has no `[Install]` of its own. */
export const triggersOf = (unit: string, { manifest }: StoredBundle): readonly string[] =>
  manifest.units[unit]?.triggers ?? [];

/** systemd listens on behalf of a service with a socket of its own. */
export const isHeldForIt = (unit: string, bundle: StoredBundle, { units }: SystemState): boolean =>
  triggersOf(unit, bundle).some((one) => one.endsWith('.socket') && units.get(one)?.activeState === 'active');

/**
 * What starts with the target: what is enabled. Where nothing at all is, `tsm disable` has taken the environment out of the
 * boot; it can still be started by hand, then with all that starts by itself.
 */
export function startedWithTarget(bundle: StoredBundle, system: SystemState): readonly string[] {
  const startable = membersOf(bundle).filter((unit) => !isMasked(unit, system));
  const enabled = startable.filter((unit) => isEnabled(unit, system));
  return enabled.length > 0
    ? enabled
    : startable.filter((unit) => startsByItself(unit, bundle) && triggersOf(unit, bundle).length === 0);
}

export const runningMembers = (bundle: StoredBundle, system: SystemState): readonly string[] =>
  membersOf(bundle).filter((unit) => isRunning(unit, system));

/** Nothing of the environment is enabled, not even its target. */
export const isOff = (bundle: StoredBundle, system: SystemState): boolean =>
  ![bundle.manifest.target, ...membersOf(bundle)].some((unit) => isEnabled(unit, system));
