import type { Action, ActionPlan } from '../install/action-plan.ts';
import { unitNames, wantedBy, type SystemState } from '../install/observe.ts';
import { startsByItself } from '../install/plan.ts';
import type { StoredBundle } from '../install/store.ts';
import { isEnabled, isMasked, triggersOf } from './members.ts';

/** What becomes of one unit's link below what starts it. */
export interface LinkOutcome {
  readonly unit: string;
  readonly result: 'enabled' | 'disabled' | 'already' | 'left';
  readonly why: string;
}

/** The links to make or take, as a plan that the executor of installs carries out. */
export interface EnablementPlan {
  readonly plan: ActionPlan;
  readonly outcomes: readonly LinkOutcome[];
  /** Units about which somebody has decided now: what install remembers as once enabled. */
  readonly decided: readonly string[];
}

export function planEnablement(
  verb: 'enable' | 'disable',
  unit: string | undefined,
  bundle: StoredBundle,
  system: SystemState,
): EnablementPlan {
  const isWhole = unit === undefined;
  const chosen = isWhole ? wholeUnits(verb, bundle, system) : withTriggers(unit, bundle);
  const actions = chosen.flatMap((one) => linkActions(verb, one, bundle, system));
  return {
    plan: asPlan(bundle, system, actions),
    outcomes: [
      ...chosen.map((one) => outcomeOf(verb, one, bundle, actions)),
      ...leftOut(verb, isWhole, chosen, bundle, system),
    ],
    decided: chosen,
  };
}

/**
 * All that is enabled, or all that starts by itself. While the environment is enabled, a single unit that is not was disabled
 * by the operator and stays so; once all of it is disabled, nobody can tell any more, and all of it comes back.
 */
function wholeUnits(
  verb: 'enable' | 'disable',
  bundle: StoredBundle,
  system: SystemState,
): readonly string[] {
  const units = unitNames(bundle).filter((unit) => wantedBy(bundle, unit).length > 0);
  if (verb === 'disable') return units.filter((unit) => isEnabled(unit, system));
  const off = !units.some((unit) => isEnabled(unit, system));
  return units.filter(
    (unit) =>
      startsByItself(unit, bundle) &&
      !isMasked(unit, system) &&
      (off || unit === bundle.manifest.target || isEnabled(unit, system)),
  );
}

/** What has a trigger is enabled through it. */
const withTriggers = (unit: string, bundle: StoredBundle): readonly string[] => {
  const triggers = triggersOf(unit, bundle);
  return triggers.length > 0 && wantedBy(bundle, unit).length === 0 ? triggers : [unit];
};

function linkActions(
  verb: 'enable' | 'disable',
  unit: string,
  bundle: StoredBundle,
  { links }: SystemState,
): readonly Action[] {
  const there = links.get(unit);
  const targets = wantedBy(bundle, unit);
  if (verb === 'enable')
    return targets
      .filter((target) => there?.enabledIn.includes(target) !== true || there.pinnedIn.includes(target))
      .map((target) => ({ kind: 'enable', unit, in: target }));
  const copies: readonly Action[] =
    there?.operatorLink === undefined ? [] : [{ kind: 'remove-operator-link', path: there.operatorLink }];
  return [
    ...copies,
    ...targets
      .filter((target) => there?.enabledIn.includes(target) === true)
      .map((target): Action => ({ kind: 'disable', unit, in: target })),
  ];
}

function outcomeOf(
  verb: 'enable' | 'disable',
  unit: string,
  bundle: StoredBundle,
  actions: readonly Action[],
): LinkOutcome {
  const targets = wantedBy(bundle, unit);
  if (targets.length === 0)
    return { unit, result: 'left', why: 'it has no [Install] section; other units start it' };
  const changes = actions.some((action) => 'unit' in action && action.unit === unit);
  const result = !changes ? 'already' : verb === 'enable' ? 'enabled' : 'disabled';
  const why =
    verb === 'enable' ? `starts with ${targets.join(', ')}` : `no longer starts with ${targets.join(', ')}`;
  return { unit, result, why: changes ? why : `it is ${verb}d already` };
}

/** Members that `tsm enable` of the whole leaves alone although they would start by themselves. */
function leftOut(
  verb: 'enable' | 'disable',
  isWhole: boolean,
  chosen: readonly string[],
  bundle: StoredBundle,
  system: SystemState,
): readonly LinkOutcome[] {
  if (!isWhole || verb === 'disable') return [];
  return unitNames(bundle)
    .filter(
      (unit) => wantedBy(bundle, unit).length > 0 && startsByItself(unit, bundle) && !chosen.includes(unit),
    )
    .map((unit) => {
      const name = bundle.manifest.units[unit]?.service ?? unit;
      const why = isMasked(unit, system)
        ? 'masked on this host'
        : `disabled on this host; tsm enable ${name} gives it back`;
      return { unit, result: 'left', why };
    });
}

function asPlan(
  { manifest }: StoredBundle,
  { generation }: SystemState,
  actions: readonly Action[],
): ActionPlan {
  const { environment, base, scope } = manifest;
  const all: readonly Action[] = actions.length === 0 ? [] : [...actions, { kind: 'daemon-reload' }];
  return { version: 1, environment, base, scope, from: generation, to: generation, units: [], actions: all };
}
