import type { UnitState } from '../systemd/service-manager.ts';
import type { SystemState } from '../install/observe.ts';
import { startsByItself } from '../install/plan.ts';
import type { StoredBundle } from '../install/store.ts';
import { isRunning } from '../install/verdict.ts';
import { isEnabled, isMasked, membersOf, runningMembers, startedWithTarget, triggersOf } from './members.ts';
import { stateWord, whyFailed } from './results.ts';

export type Verb = 'start' | 'stop' | 'restart';

/** What systemd is asked, and whose state then says how it went. */
export interface VerbPlan {
  readonly verb: Verb;
  /** Units of the one call. */
  readonly units: readonly string[];
  /** Units that shall be up, or down, afterwards. */
  readonly watched: readonly string[];
}

/** How it ended for one unit. */
export interface VerbOutcome {
  readonly unit: string;
  readonly result: 'started' | 'restarted' | 'stopped' | 'already' | 'ended' | 'skipped' | 'left' | 'failed';
  readonly state: string;
  /** What systemd took for it; absent where nothing was done. */
  readonly milliseconds: number | undefined;
  /** Empty where the result says all. */
  readonly why: string;
}

/** The target with its members, or one unit with what triggers it. */
export function planVerb(
  verb: Verb,
  unit: string | undefined,
  bundle: StoredBundle,
  system: SystemState,
): VerbPlan {
  const { target } = bundle.manifest;
  if (unit !== undefined && unit !== target) {
    const units = verb === 'restart' ? [unit] : [...triggersOf(unit, bundle), unit];
    return { verb, units, watched: units };
  }
  if (verb === 'stop') {
    const running = runningMembers(bundle, system);
    return { verb, units: [target, ...running], watched: running };
  }
  const started = startedWithTarget(bundle, system);
  const byHand = started.filter((member) => !isEnabled(member, system));
  const running = verb === 'restart' ? runningMembers(bundle, system) : [];
  return { verb, units: [target, ...byHand], watched: [...new Set([...started, ...running])] };
}

/** One outcome for every unit that was asked for or that changed along with it. */
export function outcomesOf(
  { verb, watched, units }: VerbPlan,
  bundle: StoredBundle,
  before: SystemState,
  after: ReadonlyMap<string, UnitState>,
  shaky: ReadonlyMap<string, string>,
): readonly VerbOutcome[] {
  const isWhole = units.includes(bundle.manifest.target);
  return membersOf(bundle).flatMap((unit): readonly VerbOutcome[] => {
    const [old, now] = [before.units.get(unit), after.get(unit)];
    const asked = watched.includes(unit);
    if (!asked && !hasChanged(old, now)) return isWhole ? left(unit, verb, bundle, before, now) : [];
    if (verb === 'stop') return [afterStop(unit, now)];
    return [asked || isUp(now) ? afterStart(unit, verb, old, now, shaky.get(unit)) : afterStop(unit, now)];
  });
}

const hasChanged = (old: UnitState | undefined, now: UnitState | undefined): boolean =>
  old?.invocationId !== now?.invocationId || isUp(old) !== isUp(now);

const isUp = (state: UnitState | undefined): boolean =>
  /^(?:active|activating|reloading)$/.test(state?.activeState ?? '');

/** Members that a target does not start, and why. */
function left(
  unit: string,
  verb: Verb,
  bundle: StoredBundle,
  system: SystemState,
  now: UnitState | undefined,
): readonly VerbOutcome[] {
  if (verb === 'stop' || isRunning(unit, system) || triggersOf(unit, bundle).length > 0) return [];
  const why = isMasked(unit, system)
    ? 'masked on this host'
    : startsByItself(unit, bundle)
      ? 'disabled on this host'
      : 'does not start by itself';
  return [{ unit, result: 'left', state: stateWord(now), milliseconds: undefined, why }];
}

function afterStop(unit: string, now: UnitState | undefined): VerbOutcome {
  const base = { unit, state: stateWord(now), milliseconds: now?.stopTook, why: '' };
  if (now === undefined || isUp(now))
    return { ...base, result: 'failed', milliseconds: undefined, why: 'it still runs' };
  return now.activeState === 'failed'
    ? { ...base, result: 'failed', why: `stopped, but ${whyFailed(now)}` }
    : { ...base, result: 'stopped' };
}

function afterStart(
  unit: string,
  verb: Verb,
  old: UnitState | undefined,
  now: UnitState | undefined,
  shaky: string | undefined,
): VerbOutcome {
  const base = { unit, state: stateWord(now), milliseconds: now?.startTook, why: '' };
  const untimed = { ...base, milliseconds: undefined };
  if (now === undefined) return { ...untimed, result: 'failed', why: 'systemd does not know it' };
  if (now.activeState === 'failed' || now.subState === 'auto-restart' || now.loadState !== 'loaded')
    return { ...untimed, result: 'failed', why: whyFailed(now) };
  if (now.activeState === 'inactive' && now.conditionMet === false)
    return { ...untimed, result: 'skipped', why: 'a condition of the unit does not hold' };
  if (now.activeState === 'inactive')
    return { ...untimed, result: 'ended', why: 'it ran and ended without an error' };
  if (shaky !== undefined) return { ...untimed, result: 'failed', why: shaky };
  if (isUp(old) && old?.invocationId === now.invocationId)
    return {
      ...untimed,
      result: verb === 'restart' ? 'failed' : 'already',
      why: verb === 'restart' ? 'it was not restarted' : 'it runs already',
    };
  return { ...base, result: isUp(old) ? 'restarted' : 'started' };
}
