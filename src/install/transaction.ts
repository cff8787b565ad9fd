// [I/O] The story of an install, from an opened bundle to a host that runs it, or has gone back.
import { setTimeout as sleep } from 'node:timers/promises';
import { diagnostic, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isAboutProcesses, type ActionPlan } from './action-plan.ts';
import { beforeInterruption, wasFailing } from './before.ts';
import { begin } from './begin.ts';
import { checkHost, checkLinks, checkOrigin, checkRunning } from './checks.ts';
import { checkPaths } from './check-paths.ts';
import { executeActions, type ActionOutcome } from './execute.ts';
import { finishInstall } from './finish.ts';
import { withLogs, type FailedUnit } from './failed-unit.ts';
import { goBack, stillDown, type RolledBack } from './go-back.ts';
import type { InstallRequest } from './request.ts';
import { observeSystem, type SystemState } from './observe.ts';
import { planInstall } from './plan.ts';
import { settleUnits, type Failure } from './settle.ts';
import { touchedUnits } from './touched.ts';
import { isInService, removeTemporaries } from './store.ts';
import { managerSilent, NoAnswer } from '../systemd/service-manager.ts';

/** How an install ended. Without a plan it was refused. */
export interface InstallResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly plan?: ActionPlan;
  readonly changed: boolean;
  readonly failures: readonly FailedUnit[];
  /** Somebody asked to stop before it was done. */
  readonly interrupted?: boolean;
  readonly rolledBack?: RolledBack;
  /** Whose content is in service again. */
  readonly backTo?: number | undefined;
  /** Units that ran before and do not, although their old content is back: what they run has changed, and not they. */
  readonly down?: readonly FailedUnit[];
}

/** What would be done, and what stands in its way. Changes nothing. */
export async function previewInstall(
  request: InstallRequest,
): Promise<{ plan: ActionPlan; system: SystemState; diagnostics: readonly Diagnostic[] }> {
  const { bundle, paths, manager, options, adopt } = request;
  const isNew = !isInService(bundle, paths);
  // One process of systemd's looks at the files while another answers, and the programs are looked for meanwhile.
  const verified = isNew ? request.verify(bundle) : undefined;
  verified?.catch(() => {});
  const observing = observeSystem(paths, bundle, manager);
  const missing = isNew && request.recovery !== true ? checkPaths(bundle, paths) : undefined;
  const system = await observing;
  const check = request.recovery === true ? checkLinks(bundle, system) : checkHost(bundle, system, adopt);
  const diagnostics = [...check];
  const plan = planInstall(bundle, system, options);
  if (request.recovery !== true && plan.actions.length > 0)
    diagnostics.push(...(missing ?? checkPaths(bundle, paths)));
  if (plan.to !== plan.from) diagnostics.push(...(await (verified ?? request.verify(bundle))));
  if (request.recovery !== true)
    diagnostics.push(...checkRunning(plan, system), ...checkOrigin(plan, system));
  diagnostics.push(...(request.foresee?.(plan, system) ?? []));
  return { plan, system, diagnostics };
}

/** The caller holds the lock. */
export async function install(request: InstallRequest): Promise<InstallResult> {
  const { paths, onPlan, interrupt } = request;
  const isInterrupted = (): boolean => interrupt?.aborted === true;
  const { plan, system, diagnostics } = await previewInstall(request);
  if (hasErrors(diagnostics)) return { diagnostics, changed: false, failures: [] };
  onPlan(plan, system);
  if (plan.actions.length === 0 && system.pending === undefined) {
    removeTemporaries(paths, []);
    return { diagnostics, plan, changed: false, failures: [] };
  }
  if (isInterrupted()) return { diagnostics, plan, changed: false, interrupted: true, failures: [] };
  const begun = begin(plan, request, system);
  if ('problem' in begun)
    return { diagnostics: [...diagnostics, begun.problem], changed: false, failures: [] };
  const seen = { plan, system, diagnostics, directories: begun.directories };
  return carryOut(request, seen).catch((problem: unknown) => halfWay(problem, seen));
}

interface Begun {
  readonly plan: ActionPlan;
  readonly system: SystemState;
  readonly diagnostics: readonly Diagnostic[];
  readonly directories: readonly string[];
}

/** The marker stays, so whatever is typed next brings it to its end. */
function halfWay(problem: unknown, { plan, diagnostics }: Begun): InstallResult {
  if (!(problem instanceof NoAnswer)) throw problem;
  return {
    diagnostics: [...diagnostics, managerSilent(problem)],
    plan,
    changed: true,
    failures: [],
    rolledBack: 'failed',
  };
}

async function carryOut(
  request: InstallRequest,
  { plan, system, diagnostics, directories }: Begun,
): Promise<InstallResult> {
  const { bundle, paths, manager, onAction, interrupt } = request;
  const isInterrupted = (): boolean => interrupt?.aborted === true;
  const execution = await executeActions(plan, bundle, paths, manager, onAction, interrupt);
  // Ctrl-C goes to a child, too, and may be told here after the child's end.
  if (execution.outcomes.some(({ ok }) => !ok)) await sleep(SIGNAL_DELAY);
  const broken = execution.outcomes.find(({ ok, action }) => !ok && !isAboutProcesses(action));
  const touched = touchedUnits(execution, system, bundle);
  const { failures, states } =
    broken === undefined && !isInterrupted()
      ? await settleUnits(touched, bundle, manager, request.settle, interrupt).catch(unless(interrupt))
      : UNSEEN;
  const interrupted = isInterrupted();
  const before = beforeInterruption(system);
  const fresh = failures.filter(({ unit }) => !wasFailing(unit, before));
  const shown = await withLogs(failures, manager);
  if (broken === undefined && fresh.length === 0 && !interrupted) {
    finishInstall(plan, request, system, states, directories);
    return { diagnostics, plan, changed: true, failures: shown };
  }
  if (!interrupted) request.onFailure?.(reasons(broken, fresh));
  const rolledBack = await goBack({ request, before, execution, touched, plan, directories });
  const back = rolledBack === 'previous' ? before.installed : undefined;
  const down = back === undefined ? [] : await stillDown(back, touched, before, request);
  return {
    diagnostics: interrupted ? diagnostics : [...diagnostics, ...explain(broken)],
    plan,
    changed: true,
    interrupted,
    failures: interrupted ? [] : shown,
    rolledBack,
    backTo: before.generation,
    down: await withLogs(down, manager),
  };
}

/** Milliseconds in which a signal has surely come. */
const SIGNAL_DELAY = 20;

/** How units are when nobody has looked. */
const UNSEEN = { failures: [], states: new Map<string, never>() };

/** Whoever is interrupted while it waits or asks has seen nothing. */
const unless =
  (interrupt: AbortSignal | undefined) =>
  (problem: unknown): typeof UNSEEN => {
    if (interrupt?.aborted === true) return UNSEEN;
    throw problem;
  };

const reasons = (broken: ActionOutcome | undefined, fresh: readonly Failure[]): readonly string[] => [
  ...(broken === undefined ? [] : [`${broken.action.kind}: ${broken.message}`]),
  ...fresh.map(({ unit, why }) => `${unit} ${why}`),
];

const explain = (broken: ActionOutcome | undefined): readonly Diagnostic[] =>
  broken === undefined
    ? []
    : [diagnostic('host-failed', undefined, { what: broken.action.kind, message: broken.message })];
