import { readPending, removeTemporaries } from '../install/store.ts';
import { recover, type Recovery } from '../install/recover.ts';
import { takeLock } from '../install/lock.ts';
import type { HostPaths } from '../install/paths.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Terminal } from '../terminal.ts';
import { refuse } from './host.ts';

/** Does `work` while no other tsm changes the environment, after what an interrupted run left was finished or undone. */
export const whileLocked = (
  paths: HostPaths,
  manager: ServiceManager,
  terminal: Terminal,
  json: boolean,
  work: () => Promise<number>,
): Promise<number> =>
  locked(paths, terminal, json, async () => {
    if (readPending(paths) === undefined) {
      // Nobody else writes here now: what is half written was left by a run that was killed before its marker stood.
      removeTemporaries(paths, []);
      return work();
    }
    const { outcome, diagnostics } = await recover(paths, manager);
    if (outcome === 'stuck') return refuse(diagnostics, terminal, json);
    terminal.err(SAYS[outcome]);
    return work();
  });

const SAYS: Readonly<Record<Exclude<Recovery['outcome'], 'stuck'>, string>> = {
  nothing: '',
  finished: 'An interrupted install was finished first.\n',
  undone: 'An interrupted run was undone first.\n',
};

/** Does `work` while no other tsm changes the environment, whatever state an interrupted run left it in. */
export async function locked(
  paths: HostPaths,
  terminal: Terminal,
  json: boolean,
  work: () => Promise<number>,
): Promise<number> {
  const { pid, command } = terminal.caller;
  const lock = await takeLock(paths.lock, { pid, command: command.slice(1).join(' ') });
  if (lock.value === undefined) return refuse(lock.diagnostics, terminal, json);
  try {
    return await work();
  } finally {
    await lock.value.release();
  }
}
