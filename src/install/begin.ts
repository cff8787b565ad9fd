// [I/O] The marker of an install, before anything of it is done.
import { dirname } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ActionPlan } from './action-plan.ts';
import { rememberBefore } from './before.ts';
import { makeDirectories, missingDirectories, removeEmptyDirectory } from './durable.ts';
import { foldersOf } from './execute.ts';
import type { SystemState } from './observe.ts';
import { owedBy } from './owed.ts';
import { runsOf } from './record.ts';
import type { InstallRequest } from './request.ts';
import type { Pending } from './state.ts';
import { clearPending, removeTemporaries, writePending, writeState } from './store.ts';
import type { InstallOptions } from './verdict.ts';

/**
 * The marker says that an install is under way; the runs that go on are recorded with what they were started from, so
 * that whoever finishes an interrupted install still knows what to restart. A disk that is full or read-only shows here.
 */
export function begin(
  plan: ActionPlan,
  { paths, options }: InstallRequest,
  system: SystemState,
): { readonly directories: readonly string[] } | { readonly problem: Diagnostic } {
  const units = [...system.links.keys()];
  const own = [dirname(paths.store), paths.store];
  const missing = [paths.store, ...foldersOf(plan, paths)].flatMap(missingDirectories);
  const directories = [...new Set([...(system.pending?.directories ?? []), ...own, ...missing])];
  try {
    makeDirectories(paths.store);
    if (system.pending !== undefined) removeTemporaries(paths, units);
    writePending(paths, { ...wishes(plan, options, system), units, directories });
    if (system.state !== undefined) writeState(paths, { ...system.state, units: runsOf(system) });
    return { directories };
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    if (system.pending === undefined) clearPending(paths);
    for (const folder of missing.toReversed()) removeEmptyDirectory(folder);
    return {
      problem: diagnostic('host-failed', undefined, {
        what: 'writing to the store',
        message: (problem as Error).message,
      }),
    };
  }
}

/** What whoever finishes or undoes this run has to know. */
function wishes(
  { environment, to, actions }: ActionPlan,
  { restart }: InstallOptions,
  system: SystemState,
): Omit<Pending, 'units' | 'directories'> {
  const unitsOf = (kind: 'start' | 'stop'): readonly string[] =>
    actions.flatMap((action) => (action.kind === kind ? action.units : []));
  const owed = owedBy(system);
  return {
    format: 1,
    pid: process.pid,
    environment,
    generation: to ?? 0,
    restart: restart === 'all' ? [...system.units.keys()] : [...restart, ...owed.restart],
    start: [...unitsOf('start')],
    stop: [...new Set([...unitsOf('stop'), ...owed.start])],
    before: rememberBefore(system),
  };
}
