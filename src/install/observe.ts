// [I/O] ⑥ The host as it is, in a fixed number of calls: one `show` of all units, and what the file system says.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseUnit } from '../unit/parse.ts';
import type { ServiceManager, UnitState } from '../systemd/service-manager.ts';
import { linkText } from './durable.ts';
import { observeInputs, type Inputs } from './inputs.ts';
import { unitLink, unitLinkTarget, wantsLink, type HostPaths } from './paths.ts';
import type { Pending, StoreState } from './state.ts';
import {
  currentGeneration,
  readGeneration,
  readPending,
  readState,
  wantsFolders,
  type StoredBundle,
} from './store.ts';

/** Where a unit of ours is linked, and what an operator has put in its way. */
export interface UnitLinks {
  /** Our link is there and says what it should. */
  readonly linked: boolean;
  /** A file or link of another owner that systemd would take instead, or that we would overwrite. */
  readonly foreign: string | undefined;
  /** A copy that `systemctl edit --full` made. */
  readonly pinned: string | undefined;
  readonly masked: boolean;
  /** A link to the store that `systemctl enable` or `link` made, which pins a generation. */
  readonly operatorLink: string | undefined;
  /** Units below whose `.wants` it has a link, whoever made it. */
  readonly enabledIn: readonly string[];
  /** Those of them whose link is not ours. */
  readonly pinnedIn: readonly string[];
}

export interface SystemState {
  readonly paths: HostPaths;
  readonly units: ReadonlyMap<string, UnitState>;
  readonly links: ReadonlyMap<string, UnitLinks>;
  readonly generation: number | undefined;
  readonly installed: StoredBundle | undefined;
  readonly state: StoreState | undefined;
  readonly pending: Pending | undefined;
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
  const state = stateThatHolds(readState(paths), pending, generation);
  const bundles = [desired, installed].filter((one): one is StoredBundle => one !== undefined);
  const names = [...new Set([...bundles.flatMap(unitNames), ...(pending?.units ?? [])])].sort();
  const asked = manager.show(names);
  // While systemd answers, which takes as long as all the rest.
  const wants = observeWants(paths);
  const there = listUnitPath(paths);
  const seen = new Map(names.map((unit) => [unit, observeLinks(paths, unit, wants, there)]));
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
    inputs: new Map(
      (desired ?? installed) === undefined
        ? []
        : serviceNames(desired ?? installed).map((unit) => [
            unit,
            observeInputs(paths, unit, desired ?? installed),
          ]),
    ),
    started: startedBundles(paths, state, generation, installed),
  };
}

/** An interrupted uninstall took links away that no operator had touched, and stopped everything. */
const stateThatHolds = (
  state: StoreState | undefined,
  pending: Pending | undefined,
  generation: number | undefined,
): StoreState | undefined =>
  state !== undefined && pending?.generation === null && generation === undefined
    ? { ...state, enabled: [], units: {} }
    : state;

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

/** What lies in the `.wants` folders, by the target that they belong to. */
const observeWants = (paths: HostPaths): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    wantsFolders(paths)
      .filter((folder) => folder.endsWith('.wants'))
      .map((folder) => [basename(folder, '.wants'), new Set(readdirSync(folder))]),
  );

/** Names in each folder in which systemd looks for units. One listing each, whatever the number of units. */
const listUnitPath = ({ unitPath }: HostPaths): UnitFolders =>
  unitPath.map((folder) => ({ folder, names: new Set(existsSync(folder) ? readdirSync(folder) : []) }));

type UnitFolders = readonly { readonly folder: string; readonly names: ReadonlySet<string> }[];

function observeLinks(
  paths: HostPaths,
  unit: string,
  wants: ReadonlyMap<string, ReadonlySet<string>>,
  there: UnitFolders,
): UnitLinks {
  const operator = join(paths.operator, unit);
  const operatorText = paths.operator === paths.links ? undefined : linkText(operator);
  const isFile =
    paths.operator !== paths.links && lstatSync(operator, { throwIfNoEntry: false })?.isFile() === true;
  const own = linkText(unitLink(paths, unit));
  const linked = own === unitLinkTarget(paths, unit);
  const enabledIn = [...wants].flatMap(([target, names]) => (names.has(unit) ? [target] : []));
  return {
    linked,
    foreign: foreignFile(paths, unit, there, linked, isFile && linked ? operator : undefined),
    pinned: isFile && linked ? operator : undefined,
    masked: operatorText === '/dev/null' || linkText(join('/run/systemd/system', unit)) === '/dev/null',
    operatorLink: operatorText?.startsWith(`${paths.store}/`) === true ? operator : undefined,
    enabledIn,
    pinnedIn: enabledIn.filter(
      (target) => linkText(wantsLink(paths, unit, target)) !== unitLink(paths, unit),
    ),
  };
}

/**
 * A unit of that name which is not ours, anywhere systemd would find one: a file of its own, or for an instance its
 * template. A mask is the operator's, not another's unit.
 */
function foreignFile(
  paths: HostPaths,
  unit: string,
  there: UnitFolders,
  linked: boolean,
  pinned: string | undefined,
): string | undefined {
  return [unit, ...templateOf(unit)]
    .flatMap((name) => there.flatMap(({ folder, names }) => (names.has(name) ? [join(folder, name)] : [])))
    .filter((path) => path !== pinned && !(linked && path === unitLink(paths, unit)))
    .find((path) => isForeign(paths, path));
}

function isForeign(paths: HostPaths, path: string): boolean {
  const text = linkText(path);
  if (text !== undefined) return text !== '/dev/null' && !text.startsWith(`${paths.store}/`);
  return existsSync(path);
}

/** The file that systemd loads for an instance without a file of its own. */
const templateOf = (unit: string): readonly string[] =>
  /^[^@]+@[^@]/.test(unit) && !/^[^@]+@\.[^.]+$/.test(unit) ? [unit.replace(/@.*(?=\.)/, '@')] : [];

/** What systemd has loaded under the name of a unit that was never ours: an alias, or a file in a folder of its own. */
const foreignFragment = (
  paths: HostPaths,
  { linked }: UnitLinks,
  state: UnitState | undefined,
): string | undefined => {
  const path = state?.fragmentPath ?? '';
  return path !== '' && !linked && !path.startsWith(`${paths.store}/`) && isForeign(paths, path)
    ? path
    : undefined;
};

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
