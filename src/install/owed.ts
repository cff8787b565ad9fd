import type { Pending } from './state.ts';
import type { SystemState } from './observe.ts';

/** What an interrupted run did not come to: starts, and restarts that were asked for. */
export interface Owed {
  readonly start: readonly string[];
  readonly restart: readonly string[];
}

/** After its switch a run is finished, so what it would have started is. Before it, it is undone: what it had stopped is started. */
export function owedBy({
  pending,
  generation,
  units,
}: Pick<SystemState, 'pending' | 'generation' | 'units'>): Owed {
  if (pending === undefined) return { start: [], restart: [] };
  if (pending.generation !== generation) return { start: pending.stop, restart: [] };
  const wanted = [...pending.start, ...(pending.before?.running ?? [])];
  return {
    start: [...new Set(wanted)].filter((unit) => isOwed(unit, pending, units)),
    restart: pending.restart,
  };
}

/**
 * Whether a unit has to be brought up: whether it can run decides whether the version stays. One that is on its way is waited for. One
 * that ran and has ended well since was stopped by somebody, unless the run itself stopped it.
 */
function isOwed(unit: string, { before, stop, start }: Pending, units: SystemState['units']): boolean {
  const state = units.get(unit);
  const isDown = state === undefined || state.activeState === 'inactive';
  if (!isDown) return state.activeState === 'failed' || state.activeState === 'activating';
  const wasRunning = before?.running.includes(unit) === true;
  return wasRunning ? stop.includes(unit) : start.includes(unit);
}
