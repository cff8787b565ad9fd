import type { Action } from './action-plan.ts';
import type { Execution } from './execute.ts';
import type { SystemState } from './observe.ts';
import type { StoredBundle } from './store.ts';

/** Units whose state says whether the install went well. */
export function touchedUnits(
  { outcomes, restarted }: Execution,
  system: SystemState,
  bundle: StoredBundle,
): readonly string[] {
  const actions = outcomes.map(({ action }) => action);
  const direct = actions.flatMap((action) =>
    action.kind === 'start' || action.kind === 'restart' || action.kind === 'reload' ? action.units : [],
  );
  const members = direct.includes(bundle.manifest.target) ? startedWithTarget(actions, system, bundle) : [];
  return [...new Set([...direct, ...restarted, ...members])];
}

/** Members that are enabled, by an earlier install or by this one. */
function startedWithTarget(
  actions: readonly Action[],
  { links }: SystemState,
  { manifest }: StoredBundle,
): readonly string[] {
  const fresh = new Set(actions.flatMap((action) => (action.kind === 'enable' ? [action.unit] : [])));
  const isEnabled = (unit: string): boolean =>
    fresh.has(unit) || links.get(unit)?.enabledIn.includes(manifest.target) === true;
  return manifest.files.filter(
    (unit) => unit !== manifest.target && isEnabled(unit) && links.get(unit)?.masked !== true,
  );
}
