// [I/O] Waits until what was touched is up and stays up.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseTimespan } from '../unit/values/measure.ts';
import type { ServiceManager, UnitState } from '../systemd/service-manager.ts';
import { hasDone, serviceValue } from './service-value.ts';
import type { StoredBundle } from './store.ts';

/** A unit that is not as it should be after the install, and why. */
export interface Failure {
  readonly unit: string;
  readonly why: string;
}

const LONGEST_STRETCH = 30_000;

/**
 * Looks at the units until they have been active for `settle` milliseconds without a restart. A restart seen stretches the
 * wait by one restart delay, so that the next crash is seen too.
 */
export async function settleUnits(
  units: readonly string[],
  bundle: StoredBundle,
  manager: ServiceManager,
  settle: number,
  interrupt?: AbortSignal,
): Promise<{ failures: readonly Failure[]; states: ReadonlyMap<string, UnitState> }> {
  const first = await manager.show(units);
  const early = units.flatMap((unit) => failureOf(unit, first.get(unit), first.get(unit), bundle));
  if (settle === 0 || early.length > 0) return { failures: early, states: first };
  await wait(settle, interrupt);
  const second = await manager.show(units);
  const shaky = units.filter(
    (unit) =>
      (second.get(unit)?.restarts ?? 0) > (first.get(unit)?.restarts ?? 0) ||
      second.get(unit)?.activeState === 'activating',
  );
  if (shaky.length === 0) return { failures: compare(units, first, second, bundle), states: second };
  await wait(
    Math.min(LONGEST_STRETCH, settle + Math.max(...shaky.map((unit) => restartDelay(unit, bundle)))),
    interrupt,
  );
  const third = await manager.show(units);
  return { failures: compare(units, first, third, bundle), states: third };
}

/** Throws when it is interrupted. */
const wait = (milliseconds: number, interrupt: AbortSignal | undefined): Promise<void> =>
  sleep(milliseconds, undefined, interrupt === undefined ? {} : { signal: interrupt });

const compare = (
  units: readonly string[],
  before: ReadonlyMap<string, UnitState>,
  after: ReadonlyMap<string, UnitState>,
  bundle: StoredBundle,
): readonly Failure[] => units.flatMap((unit) => failureOf(unit, before.get(unit), after.get(unit), bundle));

function failureOf(
  unit: string,
  before: UnitState | undefined,
  after: UnitState | undefined,
  bundle: StoredBundle,
): readonly Failure[] {
  if (after === undefined || after.loadState !== 'loaded')
    return [{ unit, why: `systemd has it as ${after?.loadState ?? 'unknown'}` }];
  if (after.activeState === 'failed') return [{ unit, why: `failed (${after.result})` }];
  if (after.restarts > (before?.restarts ?? 0))
    return [
      { unit, why: `restarted ${after.restarts - (before?.restarts ?? 0)} times while it should settle` },
    ];
  const isOver = isOneshot(unit, bundle) ? after.activeState === 'inactive' : hasDone(unit, bundle, after);
  if (after.activeState === 'active' || isOver) return [];
  return [
    {
      unit,
      why:
        after.subState === 'auto-restart'
          ? `crashes and is started again (${after.result})`
          : `is ${after.activeState} (${after.subState})`,
    },
  ];
}

const isOneshot = (unit: string, bundle: StoredBundle): boolean =>
  serviceValue(unit, 'Type', bundle) === 'oneshot';

/** The longest pause that systemd may make before a restart, in milliseconds. */
function restartDelay(unit: string, bundle: StoredBundle): number {
  const delay = serviceValue(unit, 'RestartMaxDelaySec', bundle) ?? serviceValue(unit, 'RestartSec', bundle);
  return delay === undefined ? 100 : (parseTimespan(delay) ?? 0) / 1000;
}
