import { wantedBy } from '../install/observe.ts';
import type { StoredBundle } from '../install/store.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import type { EnvironmentFacts } from './facts.ts';
import { findingsOf } from './findings.ts';
import { isEnabled, membersOf, triggersOf } from './members.ts';
import { stateWord } from './results.ts';
import type { EnvironmentStatus, TargetStatus, UnitStatus } from './status.ts';

/** Facts as status says them. */
export function summarize(facts: EnvironmentFacts): EnvironmentStatus {
  const { environment, system, installed } = facts;
  return {
    environment,
    base: system.paths.base,
    scope: system.paths.scope,
    generation: installed === undefined ? null : (system.generation ?? null),
    target: installed === undefined ? null : targetStatus(installed, facts),
    units:
      installed === undefined ? [] : membersOf(installed).map((unit) => unitStatus(unit, installed, facts)),
    findings: findingsOf(facts),
  };
}

function targetStatus({ manifest }: StoredBundle, { system }: EnvironmentFacts): TargetStatus {
  const state = system.units.get(manifest.target);
  return {
    unit: manifest.target,
    state: state?.activeState ?? 'unknown',
    since: iso(state?.changedAt),
    enabled: isEnabled(manifest.target, system),
  };
}

function unitStatus(
  unit: string,
  bundle: StoredBundle,
  { system, ports, health }: EnvironmentFacts,
): UnitStatus {
  const state = system.units.get(unit);
  return {
    unit,
    service: bundle.manifest.units[unit]?.service ?? null,
    state: stateWord(state),
    loadState: state?.loadState ?? '',
    activeState: state?.activeState ?? '',
    subState: state?.subState ?? '',
    result: state?.result ?? '',
    since: iso(sinceOf(state)),
    ...usage(state),
    ports: ports.get(unit) ?? [],
    health: health.get(unit) ?? null,
    enabled: startedByOthers(unit, bundle) ? null : isEnabled(unit, system),
  };
}

function usage(
  state: UnitState | undefined,
): Pick<UnitStatus, 'pid' | 'memoryBytes' | 'cpuSeconds' | 'tasks' | 'restarts'> {
  return {
    pid: state === undefined || state.mainPid === 0 ? null : state.mainPid,
    memoryBytes: state?.memoryBytes ?? null,
    cpuSeconds: state?.cpuNanoseconds === undefined ? null : state.cpuNanoseconds / 1e9,
    tasks: state?.tasks ?? null,
    restarts: state?.restarts ?? 0,
  };
}

const startedByOthers = (unit: string, bundle: StoredBundle): boolean =>
  wantedBy(bundle, unit).length === 0 || triggersOf(unit, bundle).length > 0;

const sinceOf = (state: UnitState | undefined): number | undefined =>
  state?.activeState === 'active' ? state.activeSince : state?.changedAt;

const iso = (time: number | undefined): string | null =>
  time === undefined || time === 0 ? null : new Date(time).toISOString();
