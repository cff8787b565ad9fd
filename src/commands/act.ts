import { diagnostic } from '../diagnostics/diagnostic.ts';
import { observeSystem, type SystemState } from '../install/observe.ts';
import type { HostPaths } from '../install/paths.ts';
import type { StoredBundle } from '../install/store.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Terminal } from '../terminal.ts';
import { chosenFor } from './chosen.ts';
import type { Invocation } from './entry.ts';
import { refusal, refuse } from './host.ts';
import { whileLocked } from './locked.ts';
import { managerFor } from '../systemd/systemctl.ts';

/** What a verb that changes installed units works with, the lock held. */
export interface Scene {
  readonly paths: HostPaths;
  /** One unit, or all of the environment. */
  readonly unit: string | undefined;
  readonly system: SystemState;
  readonly installed: StoredBundle;
  readonly manager: ServiceManager;
  readonly terminal: Terminal;
  readonly json: boolean;
}

/** Finds what the words of the line mean, says what keeps it from being changed, then lets `work` change it under the lock. */
export async function act(invocation: Invocation, work: (scene: Scene) => Promise<number>): Promise<number> {
  const { args, flags, terminal } = invocation;
  const json = flags['json'] === true;
  const chosen = chosenFor(invocation, args[0]);
  if (chosen.value === undefined) return refuse(chosen.diagnostics, terminal, json);
  const { paths, manifest, unit } = chosen.value;
  const refused = refusal(paths.scope, terminal.caller);
  if (refused !== undefined) return refuse([refused], terminal, json);
  const manager = managerFor(paths.scope, terminal.caller);
  return whileLocked(paths, manager, terminal, json, async () => {
    const system = await observeSystem(paths, undefined, manager);
    const { installed } = system;
    if (installed !== undefined) return work({ paths, unit, system, installed, manager, terminal, json });
    // What an interrupted run left may have been undone on the way here.
    const { environment } = manifest;
    return refuse([diagnostic('not-installed', undefined, { environment, installed: [] })], terminal, json);
  });
}
