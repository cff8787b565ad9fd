// [I/O] Ctrl-C, and whatever else asks a program to end, while a host is changed.
import type { Terminal } from '../terminal.ts';

/** What asks a program to end. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does `work`, which is told of the first signal and ends by itself, with what was begun undone or finished. A second one ends the process, as it would have. */
export async function interruptible<T>(
  work: (interrupt: AbortSignal) => Promise<T>,
  { err, caller }: Terminal,
  end: 'undone' | 'finished',
): Promise<T> {
  const interrupt = new AbortController();
  const release = (): void => SIGNALS.forEach((signal) => process.off(signal, onSignal));
  function onSignal(signal: NodeJS.Signals): void {
    if (interrupt.signal.aborted) {
      release();
      err('\nStopped at once. The next tsm command finishes or undoes what was begun.\n');
      process.kill(caller.pid, signal);
      return;
    }
    err(`\nInterrupted: what was begun is ${end}. Once more stops at once.\n`);
    interrupt.abort();
  }
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work(interrupt.signal);
  } finally {
    release();
  }
}
