import { isUp, type UnitState } from '../systemd/service-manager.ts';
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
  /** Empty where the result says all. Of what nobody asked for: whom systemd took it along with. */
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

/** What was seen of the units around a verb. */
export interface Seen {
  readonly before: SystemState;
  readonly after: ReadonlyMap<string, UnitState>;
  /** Whether systemctl ended well, which says nothing of the members of a target. */
  readonly ok: boolean;
  /** Units that did not stay up, and why. */
  readonly shaky: ReadonlyMap<string, string>;
}

/** One outcome for every unit that was asked for or that changed along with it. */
export function outcomesOf(
  { verb, watched, units }: VerbPlan,
  bundle: StoredBundle,
  { before, after, shaky, ok }: Seen,
): readonly VerbOutcome[] {
  const isWhole = units.includes(bundle.manifest.target);
  return membersOf(bundle).flatMap((unit): readonly VerbOutcome[] => {
    const [old, now] = [before.units.get(unit), after.get(unit)];
    const asked = watched.includes(unit);
    if (!asked && !hasChanged(old, now)) return isWhole ? left(unit, verb, bundle, before, now) : [];
    const goesDown = verb === 'stop' || (!asked && !isUp(now));
    // What is in no target may be forgotten as soon as it has ended, with the name of its run.
    const ran = old?.invocationId !== now?.invocationId || (ok && !isWhole);
    const outcome = outcomeOf(goesDown ? DOWN : UP, { unit, verb, old, now, ran, shaky: shaky.get(unit) });
    return [
      asked || isWhole || outcome.why !== '' ? outcome : { ...outcome, why: `along with ${units.at(-1)}` },
    ];
  });
}

const hasChanged = (old: UnitState | undefined, now: UnitState | undefined): boolean =>
  old?.invocationId !== now?.invocationId || isUp(old) !== isUp(now);

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

interface Look {
  readonly unit: string;
  readonly verb: Verb;
  readonly old: UnitState | undefined;
  readonly now: UnitState | undefined;
  /** As far as can be told. */
  readonly ran: boolean;
  readonly shaky: string | undefined;
}

/** What it looks like, what that means, and why. */
type OutcomeRule = readonly [
  fits: (look: Look) => boolean,
  result: VerbOutcome['result'],
  why: (look: Look) => string,
];

/** The first rule that fits. Only what systemd did now took time. */
function outcomeOf(rules: readonly OutcomeRule[], look: Look): VerbOutcome {
  const { unit, now } = look;
  const [, result, why] = rules.find(([fits]) => fits(look)) ?? NOTHING;
  const took =
    result === 'stopped'
      ? now?.stopTook
      : /^(?:started|restarted)$/.test(result)
        ? now?.startTook
        : undefined;
  return { unit, result, state: stateWord(now), milliseconds: took, why: why(look) };
}

const isInactive = ({ now }: Look): boolean => now?.activeState === 'inactive';
const isSameRun = ({ old, now }: Look): boolean => old?.invocationId === now?.invocationId;
const failedWhy = ({ now }: Look): string =>
  now === undefined ? 'systemd does not know it' : whyFailed(now);
const nothing = (): string => '';

const NOTHING: OutcomeRule = [() => true, 'failed', () => 'systemd does not know it'];

const DOWN: readonly OutcomeRule[] = [
  [({ now }) => isUp(now), 'failed', () => 'it still runs'],
  [({ old }) => !isUp(old), 'already', () => 'it did not run'],
  [({ now }) => now?.activeState === 'failed', 'failed', (look) => `stopped, but ${failedWhy(look)}`],
  [({ now }) => now !== undefined, 'stopped', nothing],
];

const UP: readonly OutcomeRule[] = [
  [
    ({ now }) =>
      now?.activeState === 'failed' || now?.subState === 'auto-restart' || now?.loadState !== 'loaded',
    'failed',
    failedWhy,
  ],
  [
    (look) => isInactive(look) && look.now?.conditionMet === false,
    'skipped',
    () => 'a condition of the unit does not hold',
  ],
  [
    (look) => isInactive(look) && !look.ran,
    'failed',
    () => 'systemd did not start it: a unit that it requires failed',
  ],
  [isInactive, 'ended', () => 'it ran and ended without an error'],
  [({ shaky }) => shaky !== undefined, 'failed', ({ shaky }) => shaky ?? ''],
  [(look) => isSameRun(look) && look.verb === 'restart', 'failed', () => 'it was not restarted'],
  [isSameRun, 'already', () => 'it runs already'],
  [({ old }) => isUp(old), 'restarted', nothing],
  [() => true, 'started', nothing],
];
