// [I/O] Finishes or undoes what an interrupted run left, before a host verb does its own work.
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { HostPaths } from './paths.ts';
import { currentGeneration, readGeneration, readPending } from './store.ts';
import { install } from './transaction.ts';
import { uninstall } from './uninstall.ts';

export type Recovery = 'nothing' | 'finished' | 'undone';

/**
 * Before the switch an interrupted install is undone, after it finished: `current` says which. The content is that of the
 * generation in use, so this plans as any install does. The caller holds the lock.
 */
export async function recover(paths: HostPaths, manager: ServiceManager): Promise<Recovery> {
  const pending = readPending(paths);
  if (pending === undefined) return 'nothing';
  const generation = currentGeneration(paths);
  const bundle = generation === undefined ? undefined : readGeneration(paths, generation);
  if (pending.generation === null || bundle === undefined) {
    await uninstall({ paths, manager, purge: false, onAction: () => {} });
    return 'undone';
  }
  const options = { now: false, restart: [], noRestart: false };
  await install({
    bundle,
    paths,
    manager,
    options,
    adopt: true,
    settle: 0,
    verify: async () => [],
    onPlan: () => {},
    onAction: () => {},
  });
  return generation === pending.generation ? 'finished' : 'undone';
}
