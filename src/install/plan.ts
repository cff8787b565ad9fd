import type { Action, ActionPlan, UnitVerdict } from './action-plan.ts';
import { diffUnits } from './diff.ts';
import { dragAlong } from './drag.ts';
import { installLinks, isPinned } from './install-links.ts';
import { unitNames, type SystemState } from './observe.ts';
import { owedBy } from './owed.ts';
import { sameFiles, type StoredBundle } from './store.ts';
import { heldUnits, withSockets } from './triggers.ts';
import { isRunning, judge, type InstallOptions } from './verdict.ts';

export { startsByItself } from './install-links.ts';

/**
 * ⑧ The steps from a host as it is to what a bundle says. Planning again after an interrupted run gives the steps that are
 * left, since every step is planned from what is there and not from what was intended.
 */
export function planInstall(desired: StoredBundle, system: SystemState, given: InstallOptions): ActionPlan {
  const { manifest } = desired;
  const options = withOwed(given, manifest.target, system);
  const targetRuns = isRunning(manifest.target, system);
  const situation = { desired, system, options, up: targetRuns || options.now };
  const judged = diffUnits(desired, system).map((change) => judge(change, situation));
  const units = dragAlong(withSockets(judged, manifest, system), desired, system);
  const held = heldUnits(units, manifest, system);
  const same = system.installed !== undefined && sameFiles(desired, system.installed);
  const to = same ? system.generation : (system.generation ?? 0) + 1;
  const files = fileActions(desired, system, units, held, same ? undefined : to);
  const services = serviceActions(desired, units, held, options, system);
  const changesLimits = units.filter(({ verdict }) => verdict === 'limits').map(({ unit }) => unit);
  const limits: readonly Action[] =
    changesLimits.length === 0 ? [] : [{ kind: 'apply-limits', slice: manifest.slice, units: changesLimits }];
  const actions = [...files, ...limits, ...services];
  return {
    version: 1,
    environment: manifest.environment,
    base: manifest.base,
    scope: manifest.scope,
    from: system.generation,
    to,
    units,
    actions,
  };
}

/** An interrupted run's wishes are part of what the next one does. */
function withOwed(options: InstallOptions, target: string, system: SystemState): InstallOptions {
  const { start, restart } = owedBy(system);
  return {
    ...options,
    now: options.now || start.includes(target),
    restart: options.restart === 'all' ? 'all' : [...options.restart, ...restart],
  };
}

/** Everything that happens before and around the switch, up to the one daemon-reload. */
function fileActions(
  desired: StoredBundle,
  system: SystemState,
  units: readonly UnitVerdict[],
  held: readonly string[],
  number: number | undefined,
): readonly Action[] {
  const names = unitNames(desired);
  const removed = units.filter(({ verdict }) => verdict === 'stop').map(({ unit }) => unit);
  const stop = [...removed.filter((unit) => isRunning(unit, system)), ...held];
  const operatorLinks = names.flatMap((unit) => system.links.get(unit)?.operatorLink ?? []);
  const { enable, disable } = installLinks(desired, system);
  const link = names
    .filter((unit) => system.links.get(unit)?.linked !== true)
    .map((unit): Action => ({ kind: 'link', unit }));
  const unlink = removed
    .filter((unit) => system.links.get(unit)?.linked === true)
    .map((unit): Action => ({ kind: 'unlink', unit }));
  const before: readonly Action[] = [
    ...(number === undefined ? [] : [{ kind: 'write-generation', number } as const]),
    ...(needsFragment('sysusers.conf', desired, system, number) ? [{ kind: 'create-users' } as const] : []),
    ...(needsFragment('tmpfiles.conf', desired, system, number)
      ? [{ kind: 'create-directories' } as const]
      : []),
    ...(stop.length === 0 ? [] : [{ kind: 'stop', units: stop } as const]),
    ...operatorLinks.map((path): Action => ({ kind: 'remove-operator-link', path })),
    ...enable.filter((action) => isPinned(action, system)),
    ...link,
    ...(number === undefined ? [] : [{ kind: 'switch', number } as const]),
    ...unlink,
    ...enable.filter((action) => !isPinned(action, system)),
    ...disable,
  ];
  const reload =
    before.length > 0 ||
    system.pending !== undefined ||
    names.some((unit) => system.units.get(unit)?.needDaemonReload === true);
  return reload ? [...before, { kind: 'daemon-reload' }] : before;
}

function needsFragment(
  file: string,
  desired: StoredBundle,
  { installed, pending }: SystemState,
  number: number | undefined,
): boolean {
  if (!desired.files.has(file) && installed?.files.has(file) !== true) return false;
  return (
    pending !== undefined || (number !== undefined && desired.files.get(file) !== installed?.files.get(file))
  );
}

/** A start limit counts the starts of a unit that systemd knows already, restarts by us among them. */
const isKnown = (unit: string, { units }: SystemState): boolean => units.get(unit)?.loadState === 'loaded';

/** What happens to processes after the daemon-reload. systemd orders the units of one call by their dependencies. */
function serviceActions(
  { manifest }: StoredBundle,
  units: readonly UnitVerdict[],
  held: readonly string[],
  { now }: InstallOptions,
  system: SystemState,
): readonly Action[] {
  const having = (...verdicts: readonly UnitVerdict['verdict'][]): readonly string[] =>
    units.filter(({ verdict }) => verdicts.includes(verdict)).map(({ unit }) => unit);
  const restart = having('restart').filter((unit) => !held.includes(unit));
  const startTarget = now && !isRunning(manifest.target, system);
  const owed = new Set(owedBy(system).start);
  const starting = having('start').filter((unit) => !startTarget || owed.has(unit));
  const start = [...new Set([...held, ...starting, ...(startTarget ? [manifest.target] : [])])];
  const reset = [...new Set([...restart, ...having('start', 'stop-start')])].filter((unit) =>
    isKnown(unit, system),
  );
  const reload = having('reload');
  return [
    ...(reset.length === 0 ? [] : [{ kind: 'reset-failed', units: reset } as const]),
    ...(reload.length === 0 ? [] : [{ kind: 'reload', units: reload } as const]),
    ...(restart.length === 0 ? [] : [{ kind: 'restart', units: restart } as const]),
    ...(start.length === 0 ? [] : [{ kind: 'start', units: start } as const]),
  ];
}
