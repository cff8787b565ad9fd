// [I/O] Takes an environment off a host, exactly what was installed.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseUnit } from '../unit/parse.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Action } from './action-plan.ts';
import { linkText, removeEmptyDirectory, removeIfThere } from './durable.ts';
import { observeSystem, unitNames, wantedBy } from './observe.ts';
import { unitLink, wantsLink, type HostPaths } from './paths.ts';
import { clearPending, writePending, type StoredBundle } from './store.ts';

export interface UninstallRequest {
  readonly paths: HostPaths;
  readonly manager: ServiceManager;
  /** Secrets and data directories go too. */
  readonly purge: boolean;
  /** Folders that a run made which never came to remember them. */
  readonly directories: readonly string[];
  /** What may be linked beside what is installed: the bundle of a first install that failed. */
  readonly bundle?: StoredBundle;
  readonly onAction: (action: Action) => void;
}

export interface Uninstalled {
  readonly ok: boolean;
  readonly message: string;
  /** Units that were taken away. */
  readonly units: readonly string[];
}

/** Stops, unlinks, reloads, then removes the store. Users stay. An interrupted run is taken up again by the next. */
export async function uninstall({
  paths,
  manager,
  purge,
  directories,
  bundle,
  onAction,
}: UninstallRequest): Promise<Uninstalled> {
  const system = await observeSystem(paths, bundle, manager);
  const bundles = [bundle, system.installed].filter((one): one is StoredBundle => one !== undefined);
  const units = [...system.links.keys()];
  if (existsSync(paths.store)) markPending(paths, units, system.pending !== undefined);
  const running = units.filter((unit) =>
    /^(?:active|activating|reloading|deactivating)$/.test(system.units.get(unit)?.activeState ?? ''),
  );
  if (running.length > 0) onAction({ kind: 'stop', units: running });
  const stopped = await manager.stop(running);
  for (const one of bundles) for (const unit of unitNames(one)) removeLinks(paths, one, unit);
  for (const unit of system.pending?.units ?? []) removeOwnLink(paths, unit);
  for (const file of [paths.sysusers, paths.tmpfiles]) if (file !== undefined) removeIfThere(file);
  onAction({ kind: 'daemon-reload' });
  const reloaded = await manager.daemonReload();
  const failed = units.filter(
    (unit) => system.units.get(unit)?.activeState === 'failed' || running.includes(unit),
  );
  await manager.resetFailed(failed);
  if (!stopped.ok || !reloaded.ok)
    return { ok: false, message: `${stopped.message}${reloaded.message}`, units };
  if (purge) for (const one of bundles) removeData(one);
  removeStore(paths, purge);
  for (const folder of [...(system.state?.directories ?? []), ...directories].toSorted(
    (a, b) => b.length - a.length,
  ))
    removeEmptyDirectory(folder);
  return { ok: true, message: '', units };
}

/** A full disk must not keep a failed first install from being taken away; its own marker is there then. */
function markPending(paths: HostPaths, units: readonly string[], isMarked: boolean): void {
  try {
    writePending(paths, { format: 1, pid: process.pid, generation: null, units: [...units], restart: [] });
  } catch (problem) {
    if (!isMarked) throw problem;
  }
}

function removeLinks(paths: HostPaths, bundle: StoredBundle, unit: string): void {
  for (const target of wantedBy(bundle, unit)) {
    const link = wantsLink(paths, unit, target);
    if (linkText(link) !== undefined) removeIfThere(link);
    if (target === bundle.manifest.target) removeEmptyDirectory(link.slice(0, link.lastIndexOf('/')));
  }
  removeOwnLink(paths, unit);
}

/** Links that say our store, wherever an operator's enable left them. */
function removeOwnLink(paths: HostPaths, unit: string): void {
  for (const link of [unitLink(paths, unit), join(paths.operator, unit)]) {
    if (linkText(link)?.startsWith(`${paths.store}/`) === true) removeIfThere(link);
  }
}

function removeStore(paths: HostPaths, purge: boolean): void {
  rmSync(paths.generations, { recursive: true, force: true });
  removeIfThere(paths.current);
  removeIfThere(paths.state);
  if (purge) rmSync(paths.secrets, { recursive: true, force: true });
  if (existsSync(paths.store)) clearPending(paths);
  if (existsSync(paths.store) && readdirSync(paths.store).length === 0) removeEmptyDirectory(paths.store);
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
