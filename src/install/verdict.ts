import type { Manifest } from '../bundle/manifest.ts';
import { isUp } from '../systemd/service-manager.ts';
import { parseUnit } from '../unit/parse.ts';
import type { UnitVerdict } from './action-plan.ts';
import type { Difference, UnitChange } from './diff.ts';
import type { SystemState } from './observe.ts';
import { owedBy } from './owed.ts';
import { hasDone } from './service-value.ts';
import type { StoredBundle } from './store.ts';

/** What the caller of install wants beyond what the table says. */
export interface InstallOptions {
  /** Start the target. */
  readonly now: boolean;
  /** Restart although nothing about the unit changed: all services that run or have failed, or those named. */
  readonly restart: 'all' | readonly string[];
  /** Restart nothing; what would be is shown as pending. */
  readonly noRestart: boolean;
}

interface Situation {
  readonly desired: StoredBundle;
  readonly system: SystemState;
  readonly options: InstallOptions;
  /** The target is active, or will be. */
  readonly up: boolean;
}

/** What a change needs: one row of the table per line, first match wins. */
export function judge(change: UnitChange, situation: Situation): UnitVerdict {
  const { unit } = change;
  const say = (verdict: UnitVerdict['verdict'], reason: string): UnitVerdict => ({ unit, verdict, reason });
  if (change.kind === 'removed') return say('stop', 'it is no longer in the bundle');
  const links = situation.system.links.get(unit);
  if (links?.masked === true) return say('left', 'masked by the operator');
  if (
    situation.system.units.get(unit)?.activeState !== 'active' &&
    owedBy(situation.system).start.includes(unit)
  )
    return restartOfOther(change, situation) ?? say('start', 'an interrupted run did not see it up');
  if (change.kind === 'new') return judgeNew(unit, situation);
  if (!isService(unit)) return judgeOther(change, situation);
  return isRunning(unit, situation.system)
    ? judgeRunning(change, situation)
    : judgeStopped(change, situation);
}

/** One that systemd starts again and again with other content may be up by itself when it is told to start, which then does nothing. */
function restartOfOther(change: UnitChange, situation: Situation): UnitVerdict | undefined {
  if (change.kind === 'new' || !isService(change.unit) || !isRunning(change.unit, situation.system))
    return undefined;
  const judged = judgeRunning(change, situation);
  return judged.verdict === 'restart' || judged.verdict === 'stop-start' ? judged : undefined;
}

export const isService = (unit: string): boolean => unit.endsWith('.service');
const isTrigger = (unit: string): boolean => /\.(?:timer|socket|path)$/.test(unit);

export const isRunning = (unit: string, { units }: SystemState): boolean => isUp(units.get(unit));

function judgeNew(unit: string, { desired: { manifest }, up, system }: Situation): UnitVerdict {
  if (unit === manifest.target || unit.endsWith('.slice')) return { unit, verdict: 'update', reason: 'new' };
  if (!isStartable(unit, manifest))
    return {
      unit,
      verdict: 'update',
      reason: isTriggered(unit, manifest)
        ? 'new; another unit starts it'
        : 'new; it does not start by itself',
    };
  if (isRunning(unit, system))
    return { unit, verdict: 'restart', reason: 'new, and a unit of that name still runs' };
  return up
    ? { unit, verdict: 'start', reason: 'new' }
    : { unit, verdict: 'update', reason: 'new; it starts with the target' };
}

/** Autostart, and not started by a timer, socket or path, which then stands in for it. */
function isStartable(unit: string, { units }: Manifest): boolean {
  const owner = Object.values(units).find(({ triggers }) => triggers?.includes(unit) === true);
  if (owner !== undefined) return owner.autostart;
  return units[unit]?.autostart === true && !isTriggered(unit, { units });
}

const isTriggered = (unit: string, { units }: Pick<Manifest, 'units'>): boolean =>
  (units[unit]?.triggers?.length ?? 0) > 0;

/** Targets and slices take their change with the daemon-reload; a trigger is restarted, the service that it starts is not. */
function judgeOther({ unit, differences }: UnitChange, { system, options }: Situation): UnitVerdict {
  if (differences.length === 0) return { unit, verdict: 'nothing', reason: 'unchanged' };
  const reason = `${describe(differences)} changed`;
  const heavy = differences.some(({ effect }) => effect === 'restart' || effect === 'reload');
  if (isTrigger(unit) && heavy && isRunning(unit, system))
    return { unit, verdict: options.noRestart ? 'pending' : 'restart', reason };
  if (differences.some(({ effect }) => effect === 'cgroup')) return { unit, verdict: 'limits', reason };
  return { unit, verdict: 'update', reason };
}

function judgeStopped(
  { unit, differences }: UnitChange,
  { desired, system, options, up }: Situation,
): UnitVerdict {
  const { manifest } = desired;
  const now = system.units.get(unit);
  const state = now?.activeState;
  const isDone = now !== undefined && hasDone(unit, desired, now);
  const changed = differences.length > 0;
  const reason = changed ? `${describe(differences)} changed` : 'unchanged';
  if (isTriggered(unit, manifest) || !up) return { unit, verdict: changed ? 'update' : 'nothing', reason };
  // What failed for its code, which lies elsewhere, is as it should be by all that is known here.
  const isAsked = isAskedFor(unit, desired, options);
  if (state === 'failed' && (changed || isAsked) && !options.noRestart)
    return { unit, verdict: 'start', reason: `it had failed; ${changed ? reason : ASKED}` };
  if (state === 'failed') return { unit, verdict: changed ? 'update' : 'left', reason: `failed; ${reason}` };
  if (
    !isEnabled(unit, system) &&
    isStartable(unit, manifest) &&
    system.state?.enabled.includes(unit) !== true
  )
    return { unit, verdict: 'start', reason: 'it starts by itself from now on' };
  if (!isEnabled(unit, system) && !isStartable(unit, manifest) && !changed)
    return { unit, verdict: 'nothing', reason };
  if (!isEnabled(unit, system))
    return {
      unit,
      verdict: 'left',
      reason: isStartable(unit, manifest)
        ? 'disabled by the operator'
        : `does not start by itself; ${reason}`,
    };
  if (options.now && !wasUp(system, manifest))
    return { unit, verdict: 'start', reason: 'the target starts it' };
  if (isDone) return { unit, verdict: changed ? 'update' : 'nothing', reason };
  return { unit, verdict: 'left', reason: 'stopped by the operator' };
}

const isEnabled = (unit: string, { links }: SystemState): boolean =>
  (links.get(unit)?.enabledIn.length ?? 0) > 0;
const wasUp = (system: SystemState, { target }: Manifest): boolean => isRunning(target, system);

function judgeRunning({ unit, differences }: UnitChange, { desired, options }: Situation): UnitVerdict {
  const { onChange = 'restart' } = desired.manifest.units[unit] ?? {};
  const effects = new Set(differences.map(({ effect }) => effect));
  const reason = `${describe(differences)} changed`;
  const forced = isAskedFor(unit, desired, options);
  if (effects.has('restart') || forced) {
    const why = effects.has('restart') ? reason : ASKED;
    if (options.noRestart) return { unit, verdict: 'pending', reason: `${why}; --no-restart` };
    if (forced || onChange === 'restart') return { unit, verdict: 'restart', reason: why };
    if (onChange === 'keep') return { unit, verdict: 'pending', reason: `${why}; onChange is keep` };
    if (onChange === 'stop-start') return { unit, verdict: 'stop-start', reason: why };
    return { unit, verdict: canReload(unit, desired) ? 'reload' : 'restart', reason: why };
  }
  if (effects.has('cgroup')) return { unit, verdict: 'limits', reason };
  if (effects.has('reload') && canReload(unit, desired))
    return { unit, verdict: options.noRestart ? 'pending' : 'reload', reason };
  if (effects.size > 0) return { unit, verdict: 'update', reason };
  return { unit, verdict: 'nothing', reason: 'unchanged' };
}

const ASKED = 'asked for by --restart';

const isAskedFor = (unit: string, { manifest }: StoredBundle, { restart }: InstallOptions): boolean =>
  restart === 'all' || restart.includes(manifest.units[unit]?.service ?? '') || restart.includes(unit);

function canReload(unit: string, { files }: StoredBundle): boolean {
  const service = parseUnit(files.get(unit) ?? '').sections.get('Service');
  const type = service?.get('Type')?.at(-1)?.value;
  return type === 'notify-reload' || (service?.get('ExecReload') ?? []).some(({ value }) => value !== '');
}

/** `ExecStart=, MemoryMax= and 3 more`. */
export function describe(differences: readonly Difference[]): string {
  const names = [...new Set(differences.map(({ what }) => what))];
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
