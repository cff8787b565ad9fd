import type { SystemState } from './observe.ts';

/** What an interrupted run did not come to: starts, and restarts that were asked for. */
export interface Owed {
  readonly start: readonly string[];
  readonly restart: readonly string[];
}

/** After its switch a run is finished, so what it would have started is. Before it, it is undone: what it had stopped is started. */
export function owedBy({ pending, generation }: Pick<SystemState, 'pending' | 'generation'>): Owed {
  if (pending === undefined) return { start: [], restart: [] };
  return pending.generation === generation
    ? { start: pending.start, restart: pending.restart }
    : { start: pending.stop, restart: [] };
}
