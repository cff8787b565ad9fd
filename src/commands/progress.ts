// [I/O] Which step is under way and how long each took: on a terminal in one line, elsewhere a line at the beginning of each.
import { spanText } from '../host/format.ts';
import type { Terminal } from '../terminal.ts';

export interface Progress {
  /** The last step is over, this one begins. */
  readonly step: (what: string) => void;
  /** The last step is over, or was given up. */
  readonly end: () => void;
}

export function createProgress({ isTerminal, err }: Terminal, quiet: boolean): Progress {
  let since: number | undefined;
  const end = (): void => {
    if (since !== undefined && isTerminal) err(` ${spanText(performance.now() - since)}\n`);
    since = undefined;
  };
  return {
    step(what) {
      if (quiet) return;
      end();
      err(isTerminal ? `${what} …` : `${what} …\n`);
      since = performance.now();
    },
    end,
  };
}
