// [I/O] ⑨ Carries out a plan, step by step, and says what really happened.
import { utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Action, ActionPlan } from './action-plan.ts';
import { makeDirectories, removeIfThere, replaceLink, syncDirectory, writeDurable } from './durable.ts';
import { limitsApplied } from './limits.ts';
import { unitLink, unitLinkTarget, wantsLink, type HostPaths } from './paths.ts';
import { directoriesFor } from './tmpfiles.ts';
import { switchTo, writeGeneration, type StoredBundle } from './store.ts';
import type { Outcome, ServiceManager } from '../systemd/service-manager.ts';

/** How one action ended. */
export interface ActionOutcome {
  readonly action: Action;
  readonly ok: boolean;
  readonly message: string;
}

export interface Execution {
  readonly outcomes: readonly ActionOutcome[];
  /** Folders that were made on the way. */
  readonly directories: readonly string[];
  /** Units whose new limits did not take effect without a restart. */
  readonly restarted: readonly string[];
}

interface Site {
  readonly paths: HostPaths;
  readonly bundle: StoredBundle;
  readonly manager: ServiceManager;
  readonly directories: string[];
  readonly restarted: string[];
}

/** Stops at the first step that changes files and fails; processes that fail are looked at afterwards, all together. */
export async function executeActions(
  plan: ActionPlan,
  bundle: StoredBundle,
  paths: HostPaths,
  manager: ServiceManager,
  onAction: (action: Action) => void,
  interrupt?: AbortSignal,
): Promise<Execution> {
  const site: Site = { paths, bundle, manager, directories: [], restarted: [] };
  const outcomes: ActionOutcome[] = [];
  for (const action of plan.actions) {
    if (interrupt?.aborted === true) break;
    onAction(action);
    const { ok, message } = await executeOne(action, site);
    outcomes.push({ action, ok, message });
    if (!ok && !TOLERATED.has(action.kind)) break;
  }
  return { outcomes, directories: site.directories, restarted: site.restarted };
}

/** Their failure shows in the state of the units, which decides. */
const TOLERATED: ReadonlySet<Action['kind']> = new Set([
  'stop',
  'reset-failed',
  'reload',
  'restart',
  'start',
]);

/** Folders that the steps of a plan make where they are not there yet. */
export function foldersOf({ actions }: ActionPlan, paths: HostPaths): readonly string[] {
  const folders = actions.flatMap((action): (string | undefined)[] => {
    if (action.kind === 'link') return [paths.links];
    if (action.kind === 'enable') return [dirname(wantsLink(paths, action.unit, action.in))];
    if (action.kind === 'create-users') return paths.sysusers === undefined ? [] : [dirname(paths.sysusers)];
    if (action.kind === 'create-directories')
      return paths.tmpfiles === undefined ? [] : [dirname(paths.tmpfiles)];
    return [];
  });
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

const DONE: Outcome = { ok: true, message: '' };

async function executeOne(action: Action, site: Site): Promise<Outcome> {
  try {
    return await perform(action, site);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    return { ok: false, message: (problem as Error).message };
  }
}

function perform(action: Action, site: Site): Promise<Outcome> | Outcome {
  const { paths, bundle, manager, directories } = site;
  switch (action.kind) {
    case 'write-generation':
      writeGeneration(paths, action.number, bundle);
      return DONE;
    case 'create-users':
      return writeFragment(paths.sysusers, bundle.files.get('sysusers.conf'), site, manager.createUsers);
    case 'create-directories':
      return writeFragment(paths.tmpfiles, directoriesFor(paths, bundle), site, manager.createDirectories);
    case 'remove-operator-link':
      removeIfThere(action.path);
      return DONE;
    case 'link':
      directories.push(...makeDirectories(paths.links));
      replaceLink(unitLink(paths, action.unit), unitLinkTarget(paths, action.unit));
      return DONE;
    case 'switch':
      return commit(paths, action.number);
    case 'unlink':
      removeIfThere(unitLink(paths, action.unit));
      syncDirectory(paths.links);
      return DONE;
    case 'enable':
      return enable(action.unit, action.in, site);
    case 'disable':
      removeIfThere(wantsLink(paths, action.unit, action.in));
      return DONE;
    case 'daemon-reload':
      return manager.daemonReload();
    case 'apply-limits':
      return applyLimits(action, site);
    case 'reset-failed':
      return manager.resetFailed(action.units);
    default:
      return manager[action.kind](action.units);
  }
}

/** The one step that counts. systemd remembers what it saw in a folder, so the folder of links is touched after it. */
function commit(paths: HostPaths, number: number): Outcome {
  switchTo(paths, number);
  touch(paths.links);
  return DONE;
}

/** A read-only /usr keeps its times; the daemon-reload that follows reads the units themselves in any case. */
function touch(folder: string): void {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EROFS') throw problem;
  }
}

function enable(unit: string, target: string, { paths, directories }: Site): Outcome {
  const link = wantsLink(paths, unit, target);
  directories.push(...makeDirectories(dirname(link)));
  replaceLink(link, unitLink(paths, unit));
  return DONE;
}

async function writeFragment(
  path: string | undefined,
  text: string | undefined,
  { directories }: Site,
  apply: (path: string) => Promise<Outcome>,
): Promise<Outcome> {
  if (path === undefined) return DONE;
  if (text === undefined) {
    removeIfThere(path);
    return DONE;
  }
  directories.push(...makeDirectories(dirname(path)));
  writeDurable(path, text);
  return apply(path);
}

/** systemd writes changed limits when it next starts something in the slice; some versions keep the old ones until a restart. */
async function applyLimits(
  { slice, units }: Extract<Action, { kind: 'apply-limits' }>,
  { manager, bundle, restarted }: Site,
): Promise<Outcome> {
  await manager.touchSlice(slice);
  const states = await manager.show(units);
  const stale = units.filter(
    (unit) =>
      unit.endsWith('.service') &&
      !limitsApplied(bundle.files.get(unit) ?? '', states.get(unit)?.controlGroup ?? ''),
  );
  if (stale.length === 0) return DONE;
  restarted.push(...stale);
  return manager.restart(stale);
}
