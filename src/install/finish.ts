// [I/O] The end of an install that went well.
import type { UnitState } from '../systemd/service-manager.ts';
import type { ActionPlan } from './action-plan.ts';
import type { SystemState } from './observe.ts';
import { recordRuns } from './record.ts';
import type { InstallRequest } from './request.ts';
import type { HostPaths } from './paths.ts';
import { clearPending, pruneGenerations, removeGeneration, sharedDirectories, writeState } from './store.ts';

/** Remembers what runs with what, then takes the marker away: from here on the install is done. */
export function finishInstall(
  plan: ActionPlan,
  { bundle: { manifest }, paths }: InstallRequest,
  system: SystemState,
  seen: ReadonlyMap<string, UnitState>,
  directories: readonly string[],
): void {
  const generation = plan.to ?? 0;
  const states = new Map([...system.units, ...seen].filter(([unit]) => manifest.files.includes(unit)));
  const units = recordRuns({ plan, system, states, generation });
  const fresh = plan.actions.flatMap((action) => (action.kind === 'enable' ? [action.unit] : []));
  const found = [...system.links].flatMap(([unit, { enabledIn }]) => (enabledIn.length > 0 ? [unit] : []));
  const enabled = [...new Set([...(system.state?.enabled ?? []), ...found, ...fresh])];
  writeState(paths, {
    format: 1,
    id: manifest.id,
    project: manifest.project,
    environment: manifest.environment,
    directories: [
      ...new Set([...(system.state?.directories ?? []), ...directories, ...sharedDirectories(paths)]),
    ],
    enabled: enabled.filter((unit) => manifest.files.includes(unit)).sort(),
    units,
  });
  const inUse = new Set(Object.values(units).map((unit) => unit.generation));
  pruneGenerations(paths, generation, inUse);
  dropUnproven(system, paths, generation);
  clearPending(paths);
}

/** What an interrupted run had switched to was never seen to work, so no rollback may offer it. */
function dropUnproven({ pending }: SystemState, paths: HostPaths, current: number): void {
  const tried = pending?.before === undefined ? null : pending.generation;
  if (tried !== null && tried !== current && tried !== pending?.before?.generation)
    removeGeneration(paths, tried);
}
