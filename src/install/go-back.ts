// [I/O] After a failure: the host as it was before the install.
import { isAboutProcesses, type Action, type ActionPlan } from './action-plan.ts';
import { removeEmptyDirectory, removeIfThere, writeDurable } from './durable.ts';
import { executeActions, type Execution } from './execute.ts';
import { wasFailing } from './before.ts';
import { finishInstall } from './finish.ts';
import { observeSystem, type SystemState } from './observe.ts';
import { unitLink, type HostPaths } from './paths.ts';
import { planInstall } from './plan.ts';
import { runsOf } from './record.ts';
import type { InstallRequest } from './request.ts';
import { settleUnits, type Failure } from './settle.ts';
import type { StoreState } from './state.ts';
import { clearPending, removeGeneration, removeTemporaries, writeState, type StoredBundle } from './store.ts';
import { directoriesFor } from './tmpfiles.ts';
import { uninstall } from './uninstall.ts';
import { isRunning, isService } from './verdict.ts';
import { currentGeneration } from './stores.ts';

/** What was done: nothing was in service yet, gone back to the generation before, or uninstalled what was never there. */
export type RolledBack = 'untouched' | 'previous' | 'uninstalled' | 'failed';

interface Failed {
  readonly request: InstallRequest;
  readonly before: SystemState;
  readonly execution: Execution;
  readonly touched: readonly string[];
  readonly plan: ActionPlan;
  readonly directories: readonly string[];
}

export async function goBack(failed: Failed): Promise<RolledBack> {
  const { request, before } = failed;
  const { paths, manager, onAction } = request;
  // A step may fail right after its rename, so the link itself says which side of the switch this is.
  const switched = currentGeneration(paths) === failed.plan.to;
  const writes = failed.plan.actions.some(({ kind }) => kind === 'switch');
  if (writes && !switched) return undoBeforeSwitch(failed);
  if (before.installed !== undefined) return restorePrevious(failed, before.installed);
  const removed = await uninstall({ paths, manager, purge: false, onAction });
  return removed.ok ? 'uninstalled' : 'failed';
}

/** systemd has not seen anything yet: links for new names dangle, and what was stopped can start again as it was. */
async function undoBeforeSwitch({
  request: { paths, manager },
  before,
  execution,
  plan,
  directories,
}: Failed): Promise<RolledBack> {
  try {
    for (const { action } of execution.outcomes) {
      if (action.kind === 'link' && before.links.get(action.unit)?.linked !== true)
        removeIfThere(unitLink(paths, action.unit));
      if (action.kind === 'stop') await manager.start(action.units);
      if (action.kind === 'create-users')
        putBack(paths.sysusers, before.installed?.files.get('sysusers.conf'));
      if (action.kind === 'create-directories')
        putBack(
          paths.tmpfiles,
          before.installed === undefined ? undefined : directoriesFor(paths, before.installed),
        );
    }
    if (plan.to !== undefined && plan.to !== plan.from) removeGeneration(paths, plan.to);
    removeTemporaries(paths, [...before.links.keys()]);
    clearPending(paths);
    if (before.generation === undefined) removeEmptyDirectory(paths.generations);
    for (const folder of directories.toReversed()) removeEmptyDirectory(folder);
    return 'untouched';
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    return 'failed';
  }
}

function putBack(path: string | undefined, text: string | undefined): void {
  if (path === undefined) return;
  if (text === undefined) removeIfThere(path);
  else writeDurable(path, text);
}

/**
 * Old content always comes back under a new number, so that time stamps move forward; the failed one goes. What runs is
 * recorded first, so that whoever finishes this when it is interrupted knows what still runs with the failed content.
 */
async function restorePrevious(
  { request, before, touched, plan: failedPlan, directories }: Failed,
  previous: NonNullable<SystemState['installed']>,
): Promise<RolledBack> {
  const { paths, manager, onAction } = request;
  await manager.stop(touched.filter((unit) => !isRunning(unit, before)));
  const system = withoutWishes(await observeSystem(paths, previous, manager));
  if (system.state !== undefined && !isWritten(paths, system.state, runsOf(system))) return 'failed';
  const restart = touched.filter((unit) => isRunning(unit, before) && isService(unit));
  const planned = planInstall(previous, system, { now: false, restart, noRestart: false });
  const plan = { ...planned, actions: asBefore(before, planned.actions, system, touched) };
  const execution = await executeActions(plan, previous, paths, manager, onAction);
  if (!isRunning(previous.manifest.target, before)) await manager.stop([previous.manifest.target]);
  if (execution.outcomes.some(({ ok, action }) => !ok && !isAboutProcesses(action))) return 'failed';
  const states = await manager.show([...system.units.keys()]);
  finishInstall(plan, { ...request, bundle: previous }, system, states, directories);
  if (failedPlan.to !== undefined && failedPlan.to !== before.generation)
    removeGeneration(paths, failedPlan.to);
  return 'previous';
}

/** Old units run what lies on the host now, which may have changed as well. Who asked to stop does not wait for it. */
export async function stillDown(
  bundle: StoredBundle,
  touched: readonly string[],
  before: SystemState,
  { manager, settle, interrupt }: InstallRequest,
): Promise<readonly Failure[]> {
  const ran = touched.filter((unit) => isRunning(unit, before) && !wasFailing(unit, before));
  const { failures } = await settleUnits(ran, bundle, manager, interrupt?.aborted === true ? 0 : settle);
  return failures;
}

function isWritten(paths: HostPaths, state: StoreState, units: StoreState['units']): boolean {
  try {
    writeState(paths, { ...state, units });
    return true;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    return false;
  }
}

/**
 * Enabled and started is what was, and not what would be if the units were new: operators had their say in them. What the failed
 * run touched is started by a restart: systemd may have brought it up again by itself since, with the failed content.
 */
function asBefore(
  before: SystemState,
  actions: readonly Action[],
  { links }: SystemState,
  touched: readonly string[],
): readonly Action[] {
  const lost = [...before.links].flatMap(([unit, { enabledIn }]) =>
    enabledIn
      .filter((target) => links.get(unit)?.enabledIn.includes(target) !== true)
      .map((target): Action => ({ kind: 'enable', unit, in: target })),
  );
  const kept = actions.flatMap((action): readonly Action[] => {
    if (action.kind === 'enable')
      return before.links.get(action.unit)?.enabledIn.includes(action.in) === true ? [action] : [];
    if (action.kind !== 'start') return [action];
    const units = action.units.filter((unit) => isRunning(unit, before));
    const failed = units.filter((unit) => touched.includes(unit) && isService(unit));
    const start = units.filter((unit) => !failed.includes(unit));
    return [
      ...(failed.length === 0 ? [] : [{ kind: 'restart', units: failed } as const]),
      ...(start.length === 0 ? [] : [{ kind: 'start', units: start } as const]),
    ];
  });
  return [...lost, ...kept];
}

/** Of what the failed run wanted only this is left: what it had stopped is started again. */
const withoutWishes = (system: SystemState): SystemState =>
  system.pending === undefined
    ? system
    : { ...system, pending: { ...system.pending, start: system.pending.stop, restart: [] } };
