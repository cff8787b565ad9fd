// [I/O] The host as it was before an install, also when another run takes up what a first one left.
import { isUp, type UnitState } from '../systemd/service-manager.ts';
import type { SystemState } from './observe.ts';
import type { Pending } from './state.ts';
import { readGeneration } from './store.ts';

/** Units that were failing before are no reason to go back. */
export function wasFailing(unit: string, { units }: SystemState): boolean {
  const before = units.get(unit);
  return before?.activeState === 'failed' || before?.subState === 'auto-restart';
}

/** For the marker. What an interrupted run wrote there still holds when this one is interrupted, too. */
export function rememberBefore(now: SystemState): NonNullable<Pending['before']> {
  const system = beforeInterruption(now);
  const having = (is: (unit: string) => boolean): string[] => [...system.units.keys()].filter(is);
  return {
    generation: system.generation ?? null,
    running: having((unit) => isUp(system.units.get(unit))),
    failing: having((unit) => wasFailing(unit, system)),
    enabled: Object.fromEntries(
      [...system.links].flatMap(([unit, { enabledIn }]) =>
        enabledIn.length === 0 ? [] : [[unit, [...enabledIn]]],
      ),
    ),
  };
}

/** Past the switch, what is installed is the version that the interrupted run was trying, and not the one to go back to. */
export function beforeInterruption(system: SystemState): SystemState {
  const { pending, generation, paths } = system;
  if (pending?.before === undefined || pending.generation !== generation) return system;
  const { generation: previous, running, failing, enabled } = pending.before;
  const installed = previous === null ? undefined : readGeneration(paths, previous);
  // A generation that cannot be read any more is none to go back to.
  if (previous !== null && installed === undefined) return system;
  const stateOf = (unit: string): Partial<UnitState> =>
    running.includes(unit)
      ? wasStopped(system.units.get(unit), pending.stop)
        ? {}
        : { activeState: 'active', subState: 'running' }
      : failing.includes(unit)
        ? { activeState: 'failed', subState: 'failed' }
        : { activeState: 'inactive', subState: 'dead' };
  const units = new Map([...system.units].map(([unit, state]) => [unit, { ...state, ...stateOf(unit) }]));
  const links = new Map(
    [...system.links].map(([unit, link]) => [unit, { ...link, enabledIn: enabled[unit] ?? [] }]),
  );
  return { ...system, generation: previous ?? undefined, installed, units, links };
}

/** By somebody, after the run was interrupted: what ends by itself has failed, or leaves a result. */
const wasStopped = (now: UnitState | undefined, byRun: readonly string[]): boolean =>
  now?.activeState === 'inactive' && now.result === 'success' && !byRun.includes(now.name);
