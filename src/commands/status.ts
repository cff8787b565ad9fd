// [I/O] `tsm status` and `tsm list`. systemd's answer takes as long as all the rest, so it is asked before the rest is loaded.
import { askAhead } from '../host/ask-ahead.ts';
import type { Invocation } from './entry.ts';

/** `tsm status`: what runs, how it is, and what is off. */
export const status = (invocation: Invocation): Promise<number> => run(invocation, false);

/** `tsm list`: names and states. */
export const list = (invocation: Invocation): Promise<number> => run(invocation, true);

async function run(invocation: Invocation, brief: boolean): Promise<number> {
  const managerOf = askAhead(invocation.terminal.caller, invocation.environments);
  const { showRunning } = await import('./running.ts');
  return showRunning(invocation, brief, managerOf);
}
