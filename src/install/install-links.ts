import type { Action } from './action-plan.ts';
import { unitNames, wantedBy, type SystemState } from './observe.ts';
import type { UnitLinks } from './observe-links.ts';
import type { StoredBundle } from './store.ts';

/** Links to make and to take away, so that `[Install]` says what is there. */
export interface InstallLinks {
  readonly enable: readonly Action[];
  readonly disable: readonly Action[];
}

/**
 * The links of `[Install]`. What is new is enabled once; a link that tsm made and that is gone was taken away by the
 * operator. A link of the operator's own making points into one generation, so it is replaced by ours.
 */
export function installLinks(desired: StoredBundle, system: SystemState): InstallLinks {
  const names = new Set(unitNames(desired));
  const enable = [...names].flatMap((unit) =>
    targetsToEnable(unit, desired, system).map((target): Action => ({ kind: 'enable', unit, in: target })),
  );
  const disable = [...system.links].flatMap(([unit, there]) =>
    (names.has(unit) ? staleTargets(unit, there, desired, system) : there.enabledIn).map(
      (target): Action => ({ kind: 'disable', unit, in: target }),
    ),
  );
  return { enable, disable };
}

/** A link that an operator's enable made points into one generation, so it is replaced before the switch. */
export const isPinned = (action: Action, { links }: SystemState): boolean =>
  action.kind === 'enable' && links.get(action.unit)?.pinnedIn.includes(action.in) === true;

function targetsToEnable(unit: string, desired: StoredBundle, system: SystemState): readonly string[] {
  const { enabledIn = [], pinnedIn = [] } = system.links.get(unit) ?? {};
  const isInstalled = system.installed?.files.has(unit) === true;
  const isKnown = isInstalled && system.state?.enabled.includes(unit) === true;
  const fresh = wantedBy(desired, unit).filter(
    (target) =>
      !enabledIn.includes(target) &&
      (isKnown ? hasMoved(unit, target, enabledIn, system) : startsByItself(unit, desired)),
  );
  return [...pinnedIn, ...fresh];
}

/** Enabled under another target than the new `[Install]` says; an interrupted run may have got no further than the switch. */
function hasMoved(
  unit: string,
  target: string,
  enabledIn: readonly string[],
  { installed, pending }: SystemState,
): boolean {
  const before = installed === undefined ? [] : wantedBy(installed, unit);
  if (pending !== undefined) return enabledIn.length > 0;
  return !before.includes(target) && before.some((one) => enabledIn.includes(one));
}

/** Ours and no longer in `[Install]`. After an interrupted run what was there before is not known, so every link of ours counts. */
function staleTargets(
  unit: string,
  { enabledIn, pinnedIn }: UnitLinks,
  desired: StoredBundle,
  { installed, pending }: SystemState,
): readonly string[] {
  const wanted = wantedBy(desired, unit);
  const before = installed === undefined ? [] : wantedBy(installed, unit);
  return enabledIn.filter(
    (target) =>
      !wanted.includes(target) &&
      (before.includes(target) || (pending !== undefined && !pinnedIn.includes(target))),
  );
}

/** The target always; a service by its autostart; a trigger by that of its service. */
export function startsByItself(unit: string, { manifest }: StoredBundle): boolean {
  if (unit === manifest.target) return true;
  const owner =
    manifest.units[unit] ??
    Object.values(manifest.units).find(({ triggers }) => triggers?.includes(unit) === true);
  return owner?.autostart === true;
}
