import { join } from 'node:path';
import { run } from '../../src/cli.ts';
import type { Caller, Terminal } from '../../src/terminal.ts';

/** How a command line ended, with everything it printed. */
export interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Nobody in particular: these commands look at the project alone. */
const CALLER: Caller = {
  uid: 1000,
  sudoUid: undefined,
  home: '/nonexistent',
  runtime: '/nonexistent',
  pid: 1,
  command: ['node', 'tsm'],
  isBooted: false,
};

/** Runs `tsm generate @dev`, also as `cd sub && tsm …`, in this process, below `folder`. */
export async function invoke(line: string, folder: string, terminal: Partial<Terminal> = {}): Promise<Ended> {
  const [, sub = '.', words = ''] = /^(?:cd (\S+) && )?tsm ?(.*)$/.exec(line.trim()) ?? [];
  const printed = { out: '', err: '' };
  const code = await run(words.split(' ').filter(Boolean), {
    cwd: join(folder, sub),
    caller: CALLER,
    isTerminal: false,
    color: false,
    columns: 80,
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    ...terminal,
  });
  return { ...printed, code };
}
