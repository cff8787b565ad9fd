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
  const broken = brokenSince(pending, units);
  return {
    start: [...pending.start, ...broken('failed')],
    restart: [...pending.restart, ...broken('activating')],
  };
}

/** What ran and has failed since, or crashes again and again, is tried once more: whether it can run decides whether the version stays. */
const brokenSince =
  ({ before }: Pending, units: SystemState['units']) =>
  (activeState: 'failed' | 'activating'): readonly string[] =>
    (before?.running ?? []).filter((unit) => {
      const state = units.get(unit);
      return (
        state?.activeState === activeState && (activeState === 'failed' || state.subState === 'auto-restart')
      );
    });
