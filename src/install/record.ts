import { isUp, type UnitState } from '../systemd/service-manager.ts';
import type { ActionPlan } from './action-plan.ts';
import { recordOfRun } from './diff.ts';
import type { SystemState } from './observe.ts';
import type { UnitRecord } from './state.ts';
import { isService } from './verdict.ts';

interface Facts {
  /** The plan that was carried out, if one was. */
  readonly plan: ActionPlan | undefined;
  /** What was seen before it. */
  readonly system: SystemState;
  /** What is seen now. */
  readonly states: ReadonlyMap<string, UnitState>;
  /** What a unit that starts now runs with. */
  readonly generation: number;
}

/** What each running service was started from. A run that goes on keeps its record unless the new content is the same to it. */
export function recordRuns({ plan, system, states, generation }: Facts): Record<string, UnitRecord> {
  const pending = new Set(plan?.units.filter(({ verdict }) => verdict === 'pending').map(({ unit }) => unit));
  const records = [...states].flatMap(([unit, state]): [string, UnitRecord][] => {
    if (!isService(unit) || state.invocationId === '' || !isUp(state)) return [];
    const goesOn = system.units.get(unit)?.invocationId === state.invocationId;
    const before = recordOfRun(unit, system);
    const inputs = system.inputs.get(unit) ?? { secrets: '', files: '' };
    if (goesOn && before !== undefined && (plan === undefined || pending.has(unit))) return [[unit, before]];
    const startedFrom = goesOn && pending.has(unit) ? (system.generation ?? generation) : generation;
    return [[unit, { invocationId: state.invocationId, generation: startedFrom, ...inputs }]];
  });
  return Object.fromEntries(records);
}

/** What runs before anything is changed. A run that tsm did not start has what is installed. */
export const runsOf = (system: SystemState): Record<string, UnitRecord> =>
  recordRuns({ plan: undefined, system, states: system.units, generation: system.generation ?? 0 });
