// [I/O] What a service said at last, in a bounded time.
import { execa } from 'execa';

const LINES = 60;
const PATIENCE_MILLISECONDS = 5000;

/** The messages of the last lines about a unit, without who said them; empty where we may not read. */
export async function journalLines(unit: string, scope: 'system' | 'user'): Promise<string> {
  const { stdout } = await execa(
    'journalctl',
    [
      scope === 'user' ? `--user-unit=${unit}` : `--unit=${unit}`,
      `--lines=${LINES}`,
      '--output=cat',
      '--no-pager',
      '--quiet',
    ],
    { reject: false, stdin: 'ignore', timeout: PATIENCE_MILLISECONDS, env: { LC_ALL: 'C.UTF-8' } },
  );
  return String(stdout ?? '');
}
