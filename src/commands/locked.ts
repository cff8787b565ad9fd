import { readPending } from '../install/store.ts';
import { recover } from '../install/recover.ts';
import { takeLock } from '../install/lock.ts';
import type { HostPaths } from '../install/paths.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Terminal } from '../terminal.ts';
import { refuse } from './host.ts';

/** Does `work` while no other tsm changes the environment, after what an interrupted run left was finished or undone. */
export async function whileLocked(
  paths: HostPaths,
  manager: ServiceManager,
  terminal: Terminal,
  json: boolean,
  work: () => Promise<number>,
): Promise<number> {
  const { pid, command } = terminal.caller;
  const lock = await takeLock(paths.lock, { pid, command: command.slice(1).join(' ') });
  if (lock.value === undefined) return refuse(lock.diagnostics, terminal, json);
  try {
    await recoverFirst(paths, manager, terminal);
    return await work();
  } finally {
    await lock.value.release();
  }
}

const SAYS = {
  nothing: '',
  finished: 'An interrupted install was finished first.\n',
  undone: 'An interrupted run was undone first.\n',
} as const;

async function recoverFirst(paths: HostPaths, manager: ServiceManager, { err }: Terminal): Promise<void> {
  if (readPending(paths) !== undefined) err(SAYS[await recover(paths, manager)]);
}
