// [I/O] Everything that status tells of the environments of a host, with one `systemctl show` per scope.
import { existsSync } from 'node:fs';
import type { Installed } from '../install/hosts.ts';
import { lackingSecrets } from '../install/checks.ts';
import { observeSystem, unitNames, type SystemState } from '../install/observe.ts';
import type { HostPaths } from '../install/paths.ts';
import { readManifest, readPending, type StoredBundle } from '../install/store.ts';
import type { ServiceManager, UnitState } from '../systemd/service-manager.ts';
import type { EnvironmentFacts } from './facts.ts';
import { newerThanProcess, newestFiles } from './freshness.ts';
import { givenEnv } from './given-env.ts';
import { notLingering } from './linger.ts';
import { portsOf, socketsFor } from './ports.ts';
import { probe } from './probe.ts';
import { silentMounts, type SilentMount } from './silent-mounts.ts';
import { currentGeneration } from '../install/stores.ts';

export interface GatherRequest {
  readonly installed: readonly Installed[];
  readonly managerOf: (scope: 'system' | 'user') => ServiceManager;
  readonly uid: number;
  readonly home: string;
  /** Names and states only: no look at ports, files or health. */
  readonly brief: boolean;
  readonly probe: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export async function gather(request: GatherRequest): Promise<readonly EnvironmentFacts[]> {
  const { installed, managerOf, brief } = request;
  const silent = brief ? [] : await silentMounts();
  const answers = new Map<string, Promise<ReadonlyMap<string, UnitState>>>();
  for (const scope of new Set(installed.map(({ paths }) => paths.scope))) {
    const names = installed
      .filter(({ paths }) => paths.scope === scope)
      .flatMap(({ paths }) => namesOf(paths));
    const answer = managerOf(scope).show([...new Set(names)].sort());
    // It is waited for further down, where its failure is heard of.
    answer.catch(() => {});
    answers.set(scope, answer);
  }
  return Promise.all(
    installed.map((one) =>
      gatherOne(one, answers.get(one.paths.scope) ?? Promise.resolve(new Map()), request, silent),
    ),
  );
}

function namesOf(paths: HostPaths): readonly string[] {
  const generation = currentGeneration(paths);
  const manifest = generation === undefined ? undefined : readManifest(paths, generation);
  return [...(manifest === undefined ? [] : unitNames({ manifest })), ...(readPending(paths)?.units ?? [])];
}

async function gatherOne(
  { paths, manifest }: Installed,
  answer: Promise<ReadonlyMap<string, UnitState>>,
  { managerOf, installed: all, uid, home, brief, probe: ask, now }: GatherRequest,
  silent: readonly SilentMount[],
): Promise<EnvironmentFacts> {
  const asked: ServiceManager = {
    ...managerOf(paths.scope),
    // Everything was asked about already.
    inMemory: async (units) => new Set(units),
    unitPath: async () => [],
    show: async (units) => {
      const states = await answer;
      return new Map(
        units.flatMap((unit) => (states.has(unit) ? [[unit, states.get(unit) as UnitState]] : [])),
      );
    },
  };
  const observing = observeSystem(paths, undefined, asked);
  // While systemd answers, which takes as long as all the rest.
  // Files of a service, which may lie there, are left alone.
  const isBlind = silent.length > 0;
  const newest = brief || isBlind || manifest === undefined ? new Map() : newestFiles(paths, manifest, home);
  const sockets = brief || manifest === undefined ? [] : socketsFor(manifest);
  const system = await observing;
  const bundle = system.installed;
  const environment = manifest?.environment ?? paths.base;
  const twice = all.filter((one) => one.manifest?.environment === environment).length > 1;
  return {
    environment,
    name: twice ? paths.base : environment,
    system,
    installed: bundle,
    ports: bundle === undefined || brief ? new Map() : portsOf(bundle, system, sockets),
    missingSecrets: bundle === undefined || brief ? new Map() : missingSecrets(bundle, paths),
    newer: newerThanProcess(newest, system),
    health: bundle === undefined || !ask || isBlind ? new Map() : await healthOf(bundle, system, uid),
    notLingering: notLingering(paths.scope),
    silent,
    busy:
      system.pending !== undefined && existsSync(`/proc/${system.pending.pid}`)
        ? system.pending.pid
        : undefined,
    now,
    sudo: paths.scope === 'system' && uid !== 0,
  };
}

function missingSecrets({ manifest }: StoredBundle, paths: HostPaths): EnvironmentFacts['missingSecrets'] {
  return new Map(
    Object.entries(manifest.units).flatMap(([unit, { secrets = [] }]) => {
      const lacking = lackingSecrets(unit, secrets, paths);
      return lacking.length === 0 ? [] : [[unit, lacking] as const];
    }),
  );
}

async function healthOf(
  bundle: StoredBundle,
  { units, paths }: SystemState,
  uid: number,
): Promise<ReadonlyMap<string, string>> {
  const { manifest } = bundle;
  const mayBecomeUser = uid === 0 || manifest.scope === 'user';
  const asked = Object.entries(manifest.units).map(async ([unit, { health }]) => {
    const state = units.get(unit);
    if (health === undefined || state?.activeState !== 'active') return [];
    const { mainPid } = state;
    const said = await probe({ health, mainPid, mayBecomeUser, env: givenEnv(unit, bundle, paths) });
    return [[unit, said] as const];
  });
  return new Map((await Promise.all(asked)).flat());
}
