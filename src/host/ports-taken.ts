// [I/O] Ports that somebody else has when units are about to want them.
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ActionPlan, UnitVerdict } from '../install/action-plan.ts';
import type { SystemState } from '../install/observe.ts';
import type { StoredBundle } from '../install/store.ts';
import { freeing, holdersOf } from './listening.ts';
import { isHeldForIt } from './members.ts';

const STARTING: ReadonlySet<UnitVerdict['verdict']> = new Set(['start', 'restart', 'stop-start']);

/** What the plan starts would meet. A unit of the environment itself gives its port back, or keeps it for itself. */
export function portsTaken(
  bundle: StoredBundle,
  { units }: ActionPlan,
  system: SystemState,
): readonly Diagnostic[] {
  const wanted = units.flatMap(({ unit, verdict }) => {
    const { port } = bundle.manifest.units[unit] ?? {};
    return port === undefined || !STARTING.has(verdict) ? [] : [{ unit, port }];
  });
  if (wanted.length === 0) return [];
  const holders = holdersOf(new Set(wanted.map(({ port }) => port)));
  return wanted.flatMap(({ unit, port }) => {
    const holder = holders.get(port);
    if (holder === undefined || system.units.has(holder.unit ?? '') || isHeldForIt(unit, bundle, system))
      return [];
    const { pid, name } = holder;
    const { words, ends } = freeing(holder);
    const data = { unit, port, holder: name, pid, command: words.join(' '), ends };
    return [diagnostic('port-taken', undefined, data)];
  });
}
