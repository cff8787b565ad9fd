// [I/O] Takes an environment off a host, exactly what was installed.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Outcome, ServiceManager } from '../systemd/service-manager.ts';
import type { Action } from './action-plan.ts';
import { environmentOf } from './damage.ts';
import { linkText, removeEmptyDirectory, removeIfThere, syncDirectory } from './durable.ts';
import { observeSystem, type SystemState } from './observe.ts';
import { unitLink, type HostPaths } from './paths.ts';
import { dataDirectories, keptData, removeData, type Left } from './service-data.ts';
import type { DataDirectory } from './state.ts';
import { madeDirectories } from './tmpfiles.ts';
import {
  clearPending,
  listGenerations,
  readGeneration,
  removeTemporaries,
  wantsFolders,
  writePending,
  type StoredBundle,
} from './store.ts';

export interface UninstallRequest {
  readonly paths: HostPaths;
  readonly manager: ServiceManager;
  /** Secrets and data directories go too. */
  readonly purge: boolean;
  readonly onAction: (action: Action) => void;
}

export interface Uninstalled {
  readonly ok: boolean;
  readonly message: string;
  /** Units that were taken away. */
  readonly units: readonly string[];
  /** Whether secrets and data went too: asked for now, or by an interrupted run that this one finished. */
  readonly purged: boolean;
  /** Data that a purge did not take. */
  readonly left: readonly Left[];
  /** Secrets and directories of data that are still there, since no purge was asked for. */
  readonly stays: readonly string[];
  /** Homes that tsm made for users. They are the users', who stay. */
  readonly homes: readonly string[];
}

/**
 * Stops, takes `current` away, which takes every unit away at the same instant, then the links and the store. Users stay.
 * An interrupted run, of an install or of this, is taken up from whatever it left; the marker goes last. Damaged files of
 * the store do not stop it: links that lead to the store say what was installed.
 */
export async function uninstall(request: UninstallRequest): Promise<Uninstalled> {
  const { paths, manager, onAction } = request;
  const removal = await planRemoval(request);
  const { units, running, purge } = removal;
  const end = (outcome: Outcome, left: readonly Left[] = []): Uninstalled => ({
    ...outcome,
    units,
    purged: purge,
    left,
    ...whatStays(removal, paths),
  });
  if (existsSync(paths.store)) markPending(paths, removal);
  if (running.length > 0) onAction({ kind: 'stop', units: running });
  const stopped = await manager.stop(running);
  if (!stopped.ok) return end(stopped);
  removeUnits(paths, units);
  onAction({ kind: 'daemon-reload' });
  const reloaded = await manager.daemonReload();
  if (!reloaded.ok) return end(reloaded);
  await manager.resetFailed(removal.failed);
  const left = purge ? removeData(removal.data, paths) : [];
  removeStore(paths, purge, removal.directories);
  return end({ ok: true, message: '' }, left);
}

function whatStays({ purge, data, homes }: Removal, paths: HostPaths): Pick<Uninstalled, 'stays' | 'homes'> {
  const stays = purge
    ? []
    : [...[paths.secrets].filter((path) => existsSync(path)), ...keptData(data, paths)];
  return { stays, homes: homes.filter((path) => existsSync(path) && !stays.includes(path)) };
}

interface Removal {
  readonly system: SystemState;
  readonly units: readonly string[];
  readonly running: readonly string[];
  /** Units whose failure systemd would remember. */
  readonly failed: readonly string[];
  readonly directories: readonly string[];
  readonly purge: boolean;
  readonly data: readonly DataDirectory[];
  readonly homes: readonly string[];
}

async function planRemoval({ paths, manager, purge }: UninstallRequest): Promise<Removal> {
  const system = await observeSystem(paths, undefined, manager);
  const { installed, pending, state } = system;
  const found = linkedUnits(paths).filter((unit) => !system.links.has(unit));
  const states =
    found.length === 0 ? system.units : new Map([...system.units, ...(await manager.show(found))]);
  const units = [...system.links.keys(), ...found];
  const having = (pattern: RegExp): readonly string[] =>
    units.filter((unit) => pattern.test(states.get(unit)?.activeState ?? ''));
  const running = having(/^(?:active|activating|reloading|deactivating)$/);
  const bundles = installed === undefined ? keptBundles(paths) : [installed];
  return {
    system,
    units,
    running,
    failed: [...new Set([...having(/^failed$/), ...running])],
    directories: [...(state?.directories ?? []), ...(pending?.directories ?? [])],
    purge: purge || pending?.purge === true,
    data: [...(pending?.data ?? []), ...bundles.flatMap((bundle) => dataDirectories(bundle, paths))],
    homes: madeDirectories(paths),
  };
}

/** When an uninstall was interrupted, or the files of the generation in use are damaged, older ones tell what there was. */
const keptBundles = (paths: HostPaths): readonly StoredBundle[] =>
  listGenerations(paths).flatMap((number) => readGeneration(paths, number) ?? []);

/** Units whose link leads to our store, whoever made it. */
function linkedUnits(paths: HostPaths): readonly string[] {
  const folders = [...new Set([paths.links, paths.operator])].filter((folder) => existsSync(folder));
  const units = folders.flatMap((folder) =>
    readdirSync(folder).filter((name) => leadsToStore(paths, join(folder, name))),
  );
  return [...new Set(units)].filter((name) => !name.startsWith('.')).sort();
}

/** A full disk must not keep a failed first install from being taken away; its own marker is there then. */
function markPending(
  paths: HostPaths,
  { system: { installed, pending }, units, running, directories, purge, data }: Removal,
): void {
  try {
    writePending(paths, {
      format: 1,
      pid: process.pid,
      environment: installed?.manifest.environment ?? environmentOf(paths),
      generation: null,
      units: [...units],
      restart: [],
      start: [],
      stop: [...new Set([...running, ...(pending?.generation === null ? pending.stop : [])])],
      directories: [...directories],
      purge,
      data: [...data],
    });
  } catch (problem) {
    if (pending === undefined) throw problem;
  }
}

function removeUnits(paths: HostPaths, units: readonly string[]): void {
  if (removeIfThere(paths.current)) syncDirectory(paths.store);
  for (const unit of units) removeOwnLink(paths, unit);
  for (const folder of wantsFolders(paths)) removeWants(folder, units);
  for (const file of [paths.sysusers, paths.tmpfiles]) if (file !== undefined) removeIfThere(file);
  removeTemporaries(paths, units);
}

/** Links that say our store, wherever an operator's enable left them. */
function removeOwnLink(paths: HostPaths, unit: string): void {
  for (const link of [unitLink(paths, unit), join(paths.operator, unit)]) {
    if (leadsToStore(paths, link)) removeIfThere(link);
  }
}

const leadsToStore = (paths: HostPaths, link: string): boolean =>
  linkText(link)?.startsWith(`${paths.store}/`) === true;

function removeWants(folder: string, units: readonly string[]): void {
  for (const unit of units) if (linkText(join(folder, unit)) !== undefined) removeIfThere(join(folder, unit));
  if (units.includes(basename(folder).replace(/\.\w+$/, ''))) removeEmptyDirectory(folder);
}

/** The marker is the last file to go, and tells until then which folders were made. */
function removeStore(paths: HostPaths, purge: boolean, folders: readonly string[]): void {
  rmSync(paths.generations, { recursive: true, force: true });
  if (purge) rmSync(paths.secrets, { recursive: true, force: true });
  const outside = folders.filter((folder) => !`${paths.store}/`.startsWith(`${folder}/`));
  removeEmptyDirectories(outside);
  removeIfThere(paths.state);
  if (existsSync(paths.store)) clearPending(paths);
  removeEmptyDirectories([...folders, paths.store, dirname(paths.store)]);
}

/** Innermost first. */
function removeEmptyDirectories(folders: readonly string[]): void {
  for (const folder of folders.toSorted((a, b) => b.length - a.length)) removeEmptyDirectory(folder);
}
