import { parseUnit } from '../unit/parse.ts';
import type { UnitVerdict } from './action-plan.ts';
import type { SystemState } from './observe.ts';
import type { StoredBundle } from './store.ts';
import { isRunning, isService } from './verdict.ts';

/**
 * Running units that `Requires=` one which restarts: systemd restarts them along, so the plan says so, and they are watched
 * like the others.
 */
export function dragAlong(
  verdicts: readonly UnitVerdict[],
  desired: StoredBundle,
  system: SystemState,
): readonly UnitVerdict[] {
  const restarting = new Set(verdicts.filter(({ verdict }) => isRestart(verdict)).map(({ unit }) => unit));
  const dragged = verdicts.map((one): UnitVerdict => {
    if (isRestart(one.verdict) || !isService(one.unit) || !isRunning(one.unit, system)) return one;
    const cause = requiredBy(one.unit, desired).find((unit) => restarting.has(unit));
    return cause === undefined
      ? one
      : { ...one, verdict: 'restart', reason: `it requires ${cause}, which restarts` };
  });
  const grew = dragged.some(({ unit, verdict }) => isRestart(verdict) && !restarting.has(unit));
  return grew ? dragAlong(dragged, desired, system) : verdicts;
}

const isRestart = (verdict: UnitVerdict['verdict']): boolean =>
  verdict === 'restart' || verdict === 'stop-start';

const requiredBy = (unit: string, { files }: StoredBundle): readonly string[] =>
  (
    parseUnit(files.get(unit) ?? '')
      .sections.get('Unit')
      ?.get('Requires') ?? []
  ).flatMap(({ value }) => value.split(/\s+/));
