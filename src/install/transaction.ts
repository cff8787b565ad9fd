// [I/O] The story of an install, from an opened bundle to a host that runs it, or has gone back.
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Action, ActionPlan } from './action-plan.ts';
import { checkHost } from './checks.ts';
import { makeDirectories } from './durable.ts';
import { executeActions, type Execution } from './execute.ts';
import { observeSystem, unitNames, type SystemState } from './observe.ts';
import type { HostPaths } from './paths.ts';
import { planInstall } from './plan.ts';
import { recordRuns } from './record.ts';
import { settleUnits, type Failure } from './settle.ts';
import {
  clearPending,
  listGenerations,
  pruneGenerations,
  writePending,
  writeState,
  type StoredBundle,
} from './store.ts';
import { uninstall } from './uninstall.ts';
import { isService, type InstallOptions } from './verdict.ts';

export interface InstallRequest {
  readonly bundle: StoredBundle;
  readonly paths: HostPaths;
  readonly manager: ServiceManager;
  readonly options: InstallOptions;
  readonly adopt: boolean;
  /** Milliseconds for which what was touched must stay up. */
  readonly settle: number;
  /** What verify says of a bundle that this host does not have yet. */
  readonly verify: (bundle: StoredBundle) => Promise<readonly Diagnostic[]>;
  readonly onPlan: (plan: ActionPlan, system: SystemState) => void;
  readonly onAction: (action: Action) => void;
}

/** How an install ended. Without a plan it was refused. */
export interface InstallResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly plan?: ActionPlan;
  readonly system?: SystemState;
  readonly changed: boolean;
  readonly failures: readonly FailedUnit[];
  /** What was done after a failure: gone back to the generation before, or uninstalled what was never there before. */
  readonly rolledBack?: 'previous' | 'uninstalled' | 'failed';
}

/** A failed unit with the end of its log. */
export interface FailedUnit extends Failure {
  readonly log: readonly string[];
}

const LOG_LINES = 15;

/** What would be done, and what stands in its way. Changes nothing. */
export async function previewInstall(
  request: InstallRequest,
): Promise<{ plan: ActionPlan; system: SystemState; diagnostics: readonly Diagnostic[] }> {
  const { bundle, paths, manager, options, adopt } = request;
  const system = await observeSystem(paths, bundle, manager);
  const diagnostics = [...checkHost(bundle, system, adopt)];
  const plan = planInstall(bundle, system, options);
  if (plan.to !== plan.from) diagnostics.push(...(await request.verify(bundle)));
  return { plan, system, diagnostics };
}

/** The caller holds the lock. */
export async function install(request: InstallRequest): Promise<InstallResult> {
  const { bundle, paths, manager, onPlan, onAction } = request;
  const { plan, system, diagnostics } = await previewInstall(request);
  if (hasErrors(diagnostics)) return { diagnostics, system, changed: false, failures: [] };
  onPlan(plan, system);
  if (plan.actions.length === 0 && system.pending === undefined)
    return { diagnostics, plan, system, changed: false, failures: [] };
  const directories = begin(plan, request, system);
  const execution = await executeActions(plan, bundle, paths, manager, onAction);
  const failed = execution.outcomes.find(({ ok, action }) => !ok && !isAboutProcesses(action));
  const touched = touchedUnits(plan, execution, system, bundle);
  const settled =
    failed === undefined ? await settleUnits(touched, bundle, manager, request.settle) : undefined;
  const failures = settled?.failures.filter(({ unit }) => !wasFailing(unit, system)) ?? [];
  if (failed === undefined && failures.length === 0) {
    await finish(plan, request, system, [...directories, ...execution.directories]);
    return {
      diagnostics,
      plan,
      system,
      changed: true,
      failures: await withLogs(settled?.failures ?? [], manager),
    };
  }
  const shown = await withLogs(failures, manager);
  const problem =
    failed === undefined
      ? []
      : [diagnostic('host-failed', undefined, { what: failed.action.kind, message: failed.message })];
  const rolledBack = await goBack(request, system, touched, [...directories, ...execution.directories]);
  return {
    diagnostics: [...diagnostics, ...problem],
    plan,
    system,
    changed: true,
    failures: shown,
    rolledBack,
  };
}

const isAboutProcesses = ({ kind }: Action): boolean =>
  ['stop', 'reset-failed', 'reload', 'restart', 'start'].includes(kind);

const wasFailing = (unit: string, { units }: SystemState): boolean => {
  const before = units.get(unit);
  return before?.activeState === 'failed' || before?.subState === 'auto-restart';
};

/**
 * The marker says that an install is under way; the runs that go on are recorded with what they were started from, so
 * that whoever finishes an interrupted install still knows what to restart.
 */
function begin(
  plan: ActionPlan,
  { bundle, paths, options }: InstallRequest,
  system: SystemState,
): readonly string[] {
  const directories = makeDirectories(paths.store);
  const units = unitNames(bundle);
  writePending(paths, {
    format: 1,
    pid: process.pid,
    generation: plan.to ?? 0,
    units: [...units],
    restart: options.restart === 'all' ? [...units] : [...options.restart],
  });
  if (system.state !== undefined)
    writeState(paths, {
      ...system.state,
      units: recordRuns({
        plan: undefined,
        system,
        states: system.units,
        generation: system.generation ?? 0,
      }),
    });
  return directories;
}

async function finish(
  plan: ActionPlan,
  { bundle, paths, manager }: InstallRequest,
  system: SystemState,
  directories: readonly string[],
): Promise<void> {
  const { manifest } = bundle;
  const states = await manager.show(unitNames(bundle).filter(isService));
  const generation = plan.to ?? 0;
  const units = recordRuns({ plan, system, states, generation });
  const enabled = plan.actions.flatMap((action) => (action.kind === 'enable' ? [action.unit] : []));
  writeState(paths, {
    format: 1,
    id: manifest.id,
    project: manifest.project,
    environment: manifest.environment,
    directories: [...new Set([...(system.state?.directories ?? []), ...directories])],
    enabled: [...new Set([...(system.state?.enabled ?? []), ...enabled])]
      .filter((unit) => manifest.files.includes(unit))
      .sort(),
    units,
  });
  clearPending(paths);
  pruneGenerations(paths, new Set([generation, ...Object.values(units).map((unit) => unit.generation)]));
}

/** Units whose state says whether the install went well. */
function touchedUnits(
  plan: ActionPlan,
  execution: Execution,
  system: SystemState,
  bundle: StoredBundle,
): readonly string[] {
  const direct = plan.actions.flatMap((action) =>
    action.kind === 'start' || action.kind === 'restart' || action.kind === 'reload' ? action.units : [],
  );
  const members = direct.includes(bundle.manifest.target) ? startedWithTarget(plan, system, bundle) : [];
  return [...new Set([...direct, ...execution.restarted, ...members])];
}

/** Members that are enabled, by an earlier install or by this one. */
function startedWithTarget(
  { actions }: ActionPlan,
  { links }: SystemState,
  { manifest }: StoredBundle,
): readonly string[] {
  const fresh = new Set(actions.flatMap((action) => (action.kind === 'enable' ? [action.unit] : [])));
  return manifest.files.filter(
    (unit) =>
      unit !== manifest.target &&
      (fresh.has(unit) || links.get(unit)?.enabledIn.includes(manifest.target) === true) &&
      links.get(unit)?.masked !== true,
  );
}

async function withLogs(
  failures: readonly Failure[],
  manager: ServiceManager,
): Promise<readonly FailedUnit[]> {
  const shown: FailedUnit[] = [];
  for (const failure of failures)
    shown.push({ ...failure, log: shown.length < 3 ? await manager.lastLines(failure.unit, LOG_LINES) : [] });
  return shown;
}

/** Puts the previous content back as a generation of its own; a first install takes itself away. */
async function goBack(
  request: InstallRequest,
  before: SystemState,
  touched: readonly string[],
  directories: readonly string[],
): Promise<'previous' | 'uninstalled' | 'failed'> {
  const { paths, manager, onAction } = request;
  if (before.installed === undefined) {
    const removed = await uninstall({
      paths,
      manager,
      purge: false,
      directories,
      onAction,
      bundle: request.bundle,
    });
    return removed.ok ? 'uninstalled' : 'failed';
  }
  const wasUp = before.units.get(before.installed.manifest.target)?.activeState === 'active';
  await manager.stop(touched.filter((unit) => !wasRunning(unit, before)));
  const system = await observeSystem(paths, before.installed, manager);
  const again = touched.filter((unit) => wasRunning(unit, before) && isService(unit));
  const plan = planInstall(before.installed, system, { now: false, restart: again, noRestart: false });
  const numbered = renumber(plan, Math.max(...listGenerations(paths), plan.to ?? 0) + 1);
  const execution = await executeActions(numbered, before.installed, paths, manager, onAction);
  if (!wasUp) await manager.stop([before.installed.manifest.target]);
  const ok = execution.outcomes.every(({ ok: done, action }) => done || isAboutProcesses(action));
  if (ok) await finish(numbered, { ...request, bundle: before.installed }, system, directories);
  return ok ? 'previous' : 'failed';
}

const wasRunning = (unit: string, { units }: SystemState): boolean =>
  units.get(unit)?.activeState === 'active' || units.get(unit)?.activeState === 'activating';

/** Old content always comes back under a new number, so that time stamps move forward. */
function renumber(plan: ActionPlan, number: number): ActionPlan {
  if (plan.to === plan.from) return plan;
  const actions = plan.actions.map((action) =>
    action.kind === 'write-generation' || action.kind === 'switch' ? { ...action, number } : action,
  );
  return { ...plan, to: number, actions };
}
