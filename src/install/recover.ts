// [I/O] Finishes or undoes what an interrupted run left, before a host verb does its own work.
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import { environmentOf } from './damage.ts';
import type { HostPaths } from './paths.ts';
import { readGeneration, readPending, type StoredBundle } from './store.ts';
import { install } from './transaction.ts';
import { uninstall } from './uninstall.ts';
import { currentGeneration } from './stores.ts';

/** `stuck`: the marker is still there, and the diagnostics say why. */
export interface Recovery {
  readonly outcome: 'nothing' | 'finished' | 'undone' | 'stuck';
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Before the switch an interrupted install is undone, after it finished: `current` says which. The content is that of the
 * generation in use, so this plans as any install does. The caller holds the lock.
 */
export async function recover(paths: HostPaths, manager: ServiceManager): Promise<Recovery> {
  const pending = readPending(paths);
  if (pending === undefined) return { outcome: 'nothing', diagnostics: [] };
  const environment = environmentOf(paths);
  const generation = currentGeneration(paths);
  const bundle = generation === undefined ? undefined : readGeneration(paths, generation);
  const problems =
    pending.generation === null || bundle === undefined
      ? await takeAway(paths, manager, environment)
      : await bringToEnd(bundle, paths, manager);
  // A version that does not work is gone back from, as it would have been.
  const isFinished = pending.generation !== null && currentGeneration(paths) === pending.generation;
  if (readPending(paths) === undefined)
    return { outcome: isFinished ? 'finished' : 'undone', diagnostics: [] };
  const reason = problems.length === 0 ? 'a unit failed on the way' : 'see below';
  return {
    outcome: 'stuck',
    diagnostics: problems.some(({ code }) => code === 'recovery-failed')
      ? problems
      : [diagnostic('recovery-failed', undefined, { environment, reason }), ...problems],
  };
}

async function takeAway(
  paths: HostPaths,
  manager: ServiceManager,
  environment: string,
): Promise<readonly Diagnostic[]> {
  const { ok, message } = await uninstall({ paths, manager, purge: false, onAction: () => {} });
  return ok ? [] : [diagnostic('recovery-failed', undefined, { environment, reason: message })];
}

/** What is live already needs no look at programs, users and secrets: refusing would only keep it half done. */
async function bringToEnd(
  bundle: StoredBundle,
  paths: HostPaths,
  manager: ServiceManager,
): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await install({
    bundle,
    paths,
    manager,
    options: { now: false, restart: [], noRestart: false },
    adopt: true,
    recovery: true,
    settle: 0,
    verify: async () => [],
    onPlan: () => {},
    onAction: () => {},
  });
  return diagnostics;
}
