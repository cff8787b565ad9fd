// [I/O] Takes an environment off a host, exactly what was installed.
import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseUnit } from '../unit/parse.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Action } from './action-plan.ts';
import { linkText, removeEmptyDirectory, removeIfThere, syncDirectory } from './durable.ts';
import { observeSystem, unitNames, type SystemState } from './observe.ts';
import { unitLink, type HostPaths } from './paths.ts';
import { clearPending, removeTemporaries, wantsFolders, writePending, type StoredBundle } from './store.ts';

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
}

/**
 * Stops, takes `current` away, which takes every unit away at the same instant, then the links and the store. Users stay.
 * An interrupted run is taken up again by the next: the marker goes last.
 */
export async function uninstall(request: UninstallRequest): Promise<Uninstalled> {
  const { paths, manager, purge, onAction } = request;
  const system = await observeSystem(paths, undefined, manager);
  const units = [...system.links.keys()];
  const running = units.filter((unit) =>
    /^(?:active|activating|reloading|deactivating)$/.test(system.units.get(unit)?.activeState ?? ''),
  );
  const folders = [...(system.state?.directories ?? []), ...(system.pending?.directories ?? [])];
  if (existsSync(paths.store)) markPending(paths, system, running, folders);
  if (running.length > 0) onAction({ kind: 'stop', units: running });
  const stopped = await manager.stop(running);
  if (!stopped.ok) return { ...stopped, units };
  if (purge && system.installed !== undefined) removeData(system.installed);
  removeUnits(paths, units);
  onAction({ kind: 'daemon-reload' });
  const reloaded = await manager.daemonReload();
  if (!reloaded.ok) return { ...reloaded, units };
  await manager.resetFailed(
    units.filter((unit) => system.units.get(unit)?.activeState === 'failed' || running.includes(unit)),
  );
  removeStore(paths, purge, folders);
  return { ok: true, message: '', units };
}

/** A full disk must not keep a failed first install from being taken away; its own marker is there then. */
function markPending(
  paths: HostPaths,
  { installed, pending, links }: SystemState,
  running: readonly string[],
  directories: readonly string[],
): void {
  try {
    writePending(paths, {
      format: 1,
      pid: process.pid,
      environment: installed?.manifest.environment ?? pending?.environment ?? '',
      generation: null,
      units: [...links.keys()],
      restart: [],
      start: [],
      stop: [...new Set([...running, ...(pending?.generation === null ? pending.stop : [])])],
      directories: [...directories],
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
    if (linkText(link)?.startsWith(`${paths.store}/`) === true) removeIfThere(link);
  }
}

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

const DATA: Readonly<Record<string, string>> = {
  StateDirectory: '/var/lib',
  CacheDirectory: '/var/cache',
  LogsDirectory: '/var/log',
  ConfigurationDirectory: '/etc',
};

/** The directories that systemd made for the services. */
function removeData(bundle: StoredBundle): void {
  for (const unit of unitNames(bundle)) {
    const service = parseUnit(bundle.files.get(unit) ?? '').sections.get('Service');
    for (const [key, parent] of Object.entries(DATA)) {
      const names = (service?.get(key) ?? [])
        .flatMap(({ value }) => value.split(/\s+/))
        .filter((name) => /^[A-Za-z0-9][\w.@-]*$/.test(name));
      for (const name of names) rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}
