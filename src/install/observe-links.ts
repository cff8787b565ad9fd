// [I/O] Where the units of an environment are linked on a host, and what is in the way.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { UnitState } from '../systemd/service-manager.ts';
import { linkText } from './durable.ts';
import { unitLink, unitLinkTarget, wantsLink, type HostPaths } from './paths.ts';
import { wantsFolders } from './store.ts';

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

/** What lies in the `.wants` folders, by the target that they belong to. */
export const observeWants = (paths: HostPaths): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    wantsFolders(paths)
      .filter((folder) => folder.endsWith('.wants'))
      .map((folder) => [basename(folder, '.wants'), new Set(readdirSync(folder))]),
  );

/** Names in each folder in which systemd looks for units. One listing each, whatever the number of units. */
export const listUnitPath = (unitPath: readonly string[]): UnitFolders =>
  unitPath.map((folder) => ({ folder, names: new Set(existsSync(folder) ? readdirSync(folder) : []) }));

export type UnitFolders = readonly { readonly folder: string; readonly names: ReadonlySet<string> }[];

/** Whether a folder has a file of that name, or for an instance its template. */
export const isInFolder = (unit: string, there: UnitFolders): boolean =>
  [unit, ...templateOf(unit)].some((name) => there.some(({ names }) => names.has(name)));

export function observeLinks(
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
export const foreignFragment = (
  paths: HostPaths,
  { linked }: UnitLinks,
  state: UnitState | undefined,
): string | undefined => {
  const path = state?.fragmentPath ?? '';
  return path !== '' && !linked && !path.startsWith(`${paths.store}/`) && isForeign(paths, path)
    ? path
    : undefined;
};
