// [I/O] What a service said at last, in a bounded time.
import { execa } from 'execa';
import { sinceLastStart } from '../host/journal.ts';

const LINES = 60;
const PATIENCE_MILLISECONDS = 5000;

/** The messages of the last start of a unit, without who said them; empty where we may not read. */
export async function journalLines(unit: string, scope: 'system' | 'user'): Promise<string> {
  const { stdout } = await execa(
    'journalctl',
    [
      scope === 'user' ? `--user-unit=${unit}` : `--unit=${unit}`,
      `--lines=${LINES}`,
      '--output=short',
      '--no-pager',
      '--quiet',
    ],
    { reject: false, stdin: 'ignore', timeout: PATIENCE_MILLISECONDS, env: { LC_ALL: 'C.UTF-8' } },
  );
  return ofLastStart(String(stdout ?? ''));
}

/** What an earlier run said may be mended by now, and is not why this one failed. */
export const ofLastStart = (text: string): string =>
  sinceLastStart(text.split('\n'))
    .map((line) => line.replace(WHEN_AND_WHO, ''))
    .join('\n');

/** `Nov 25 09:00:00 host program[123]: ` */
const WHEN_AND_WHO = /^\S+ +\d+ [\d:]+ \S+ [^:]*?(?:\[\d+\])?: /;
