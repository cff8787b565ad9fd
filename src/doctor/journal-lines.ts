// [I/O] What a service said at last, in a bounded time.
import { runBounded } from '../process/bounded.ts';
import { sinceLastStart } from '../systemd/last-start.ts';

const LINES = 60;
const PATIENCE_MILLISECONDS = 5000;
const MOST_BYTES = 4_000_000;

/** What the journal has of the last start of a unit, without when and who. */
export interface Journal {
  /** All of it in one text. */
  readonly text: string;
  /** What its own processes said, line by line; systemd's words are left out. */
  readonly own: readonly string[];
}

/** Empty where we may not read. */
export async function readJournal(unit: string, scope: 'system' | 'user'): Promise<Journal> {
  const { texts } = await runBounded({
    words: [
      'journalctl',
      scope === 'user' ? `--user-unit=${unit}` : `--unit=${unit}`,
      `--lines=${LINES}`,
      '--output=short',
      '--no-pager',
      '--quiet',
    ],
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    reads: [1],
    milliseconds: PATIENCE_MILLISECONDS,
    mostBytes: MOST_BYTES,
  });
  return ofLastStart(texts.get(1) ?? '');
}

export const NO_JOURNAL: Journal = { text: '', own: [] };

/** What an earlier run said may be mended by now, and is not why this one failed. */
export function ofLastStart(text: string): Journal {
  const lines = sinceLastStart(text.split('\n'));
  const bare = (line: string): string => line.replace(WHEN_AND_WHO, '');
  return {
    text: lines.map(bare).join('\n'),
    own: lines.filter((line) => !isBySystemd(line)).map(bare),
  };
}

/** `Nov 25 09:00:00 host program[123]: ` */
const WHEN_AND_WHO = /^\S+ +\d+ [\d:]+ \S+ ([^:]*?)(?:\[\d+\])?: /;

/** Itself, or its child that is to become the program and says so by its name in brackets: `(node)[123]`. */
const isBySystemd = (line: string): boolean => /^(?:systemd$|\()/.test(WHEN_AND_WHO.exec(line)?.[1] ?? '');
