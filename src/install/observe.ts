// [I/O] ⑥ The host as it is, in a fixed number of calls: one `show` of all units, and what the file system says.
import { parseUnit } from '../unit/parse.ts';
import { notFound, type ServiceManager, type UnitState } from '../systemd/service-manager.ts';
import { observeInputs, type Inputs } from './inputs.ts';
import {
  foreignFragment,
  isInFolder,
  listUnitPath,
  observeLinks,
  observeWants,
  type UnitFolders,
  type UnitLinks,
} from './observe-links.ts';
import type { HostPaths } from './paths.ts';
import type { Pending, StoreState } from './state.ts';
import { readGeneration, readPending, readState, type StoredBundle } from './store.ts';
import { currentGeneration } from './stores.ts';

export interface SystemState {
  readonly paths: HostPaths;
  readonly units: ReadonlyMap<string, UnitState>;
  readonly links: ReadonlyMap<string, UnitLinks>;
  readonly generation: number | undefined;
  readonly installed: StoredBundle | undefined;
  readonly state: StoreState | undefined;
  readonly pending: Pending | undefined;
  /** Not a single unit of the store is linked, although nothing was interrupted: it was brought from elsewhere. */
  readonly isWithoutLinks: boolean;
  readonly inputs: ReadonlyMap<string, Inputs>;
  /** Bundles that running units were started from, by generation. */
  readonly started: ReadonlyMap<number, StoredBundle>;
}

/** Looks at everything that concerns the units of `desired` and of what is installed. */
export async function observeSystem(
  paths: HostPaths,
  desired: StoredBundle | undefined,
  manager: ServiceManager,
): Promise<SystemState> {
  const generation = currentGeneration(paths);
  const installed = generation === undefined ? undefined : readGeneration(paths, generation);
  const pending = readPending(paths);
  const bundles = [desired, installed].filter((one): one is StoredBundle => one !== undefined);
  const names = [...new Set([...bundles.flatMap(unitNames), ...(pending?.units ?? [])])].sort();
  const there = listUnitPath(paths.unitPath);
  const asked = statesOf(names, there, manager);
  // While systemd answers, which takes as long as all the rest.
  const wants = observeWants(paths);
  const seen = new Map(names.map((unit) => [unit, observeLinks(paths, unit, wants, there)]));
  const isWithoutLinks = pending === undefined && hasNoLink(installed, seen);
  const isHalfRemoved = pending?.generation === null && generation === undefined;
  const state = stateThatHolds(readState(paths), isWithoutLinks || isHalfRemoved);
  const units = await asked;
  const ours = new Set([...(installed === undefined ? [] : unitNames(installed)), ...(pending?.units ?? [])]);
  return {
    paths,
    units,
    links: new Map(
      [...seen].map(([unit, links]) => {
        const loaded = ours.has(unit) ? undefined : foreignFragment(paths, links, units.get(unit));
        return [unit, loaded === undefined ? links : { ...links, foreign: links.foreign ?? loaded }];
      }),
    ),
    generation,
    installed,
    state,
    pending,
    isWithoutLinks,
    inputs: new Map(
      (desired ?? installed) === undefined
        ? []
        : serviceNames(desired ?? installed).map((unit) => [
            unit,
            observeInputs(paths, unit, desired ?? installed, state?.units[unit]),
          ]),
    ),
    started: startedBundles(paths, state, generation, installed),
  };
}

/** systemd is not asked for names that it neither has in memory nor would find in a folder: it looks for each anew, slowly. */
async function statesOf(
  names: readonly string[],
  there: UnitFolders,
  manager: ServiceManager,
): Promise<ReadonlyMap<string, UnitState>> {
  const absent = names.filter((name) => !isInFolder(name, there));
  if (absent.length === 0) return manager.show(names);
  const [inMemory, unitPath] = await Promise.all([manager.inMemory(absent), manager.unitPath()]);
  const folders = listUnitPath(unitPath);
  const unknown = new Set(absent.filter((name) => !inMemory.has(name) && !isInFolder(name, folders)));
  const known = await manager.show(names.filter((name) => !unknown.has(name)));
  // In the order of the names, which is that of the state file.
  return new Map(
    names.flatMap((name) => {
      const state = unknown.has(name) ? notFound(name) : known.get(name);
      return state === undefined ? [] : [[name, state] as const];
    }),
  );
}

/**
 * An interrupted uninstall took links away that no operator had touched, and stopped everything. A store without a single link
 * was brought from another host, or from a backup.
 */
const stateThatHolds = (state: StoreState | undefined, hasLostLinks: boolean): StoreState | undefined =>
  state !== undefined && hasLostLinks ? { ...state, enabled: [], units: {} } : state;

const hasNoLink = (installed: StoredBundle | undefined, links: ReadonlyMap<string, UnitLinks>): boolean =>
  installed !== undefined &&
  unitNames(installed).every((unit) => {
    const { linked, enabledIn = [] } = links.get(unit) ?? {};
    return linked !== true && enabledIn.length === 0;
  });

/** Every unit file of a bundle. */
export const unitNames = ({ manifest }: Pick<StoredBundle, 'manifest'>): readonly string[] =>
  manifest.files.filter((file) => !file.includes('/') && !file.endsWith('.conf'));

const serviceNames = (bundle: StoredBundle | undefined): readonly string[] =>
  Object.keys(bundle?.manifest.units ?? {});

/** The `[Install]` section's `WantedBy=`. */
export function wantedBy({ files }: StoredBundle, unit: string): readonly string[] {
  const text = files.get(unit) ?? '';
  // The section stands last in what tsm writes, and most of a unit is not worth reading for one line.
  const at = text.indexOf('[Install]');
  if (at === -1) return [];
  const values =
    parseUnit(text.slice(text.lastIndexOf('\n', at) + 1))
      .sections.get('Install')
      ?.get('WantedBy') ?? [];
  return values.flatMap(({ value }) => value.split(/\s+/)).filter(Boolean);
}

function startedBundles(
  paths: HostPaths,
  state: StoreState | undefined,
  generation: number | undefined,
  installed: StoredBundle | undefined,
): ReadonlyMap<number, StoredBundle> {
  const numbers = new Set(Object.values(state?.units ?? {}).map((unit) => unit.generation));
  const started = new Map<number, StoredBundle>();
  for (const number of numbers) {
    const bundle = number === generation ? installed : readGeneration(paths, number);
    if (bundle !== undefined) started.set(number, bundle);
  }
  return started;
}
