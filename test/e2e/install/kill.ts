import type { Machine } from '../../../src/machine/machine.ts';
import { succeed } from '../put-into-service.ts';

/** System calls before which a run is killed: all that change files, and those that start and reap programs. */
const CALLS =
  '/^(mkdir|mkdirat|rmdir|unlink|unlinkat|rename|renameat|renameat2|symlink|symlinkat|utime|utimes|utimensat|fsync|write|pwrite64|clone|clone3|fork|vfork|wait4)$';
const MAIN = '/usr/local/lib/tsm/dist/main.cjs';
const strace = (options: readonly string[], line: string): string[] => [
  'strace', '-qq', '-e', `trace=${CALLS}`, ...options, 'node', MAIN, ...line.split(' '),
]; // prettier-ignore

/** One place in a run: before the `nth` time that the main thread makes this system call. */
export interface KillPoint {
  readonly call: string;
  readonly nth: number;
  /** What the call was about to do, for the report. */
  readonly shown: string;
}

/** Runs tsm undisturbed and gives every place where it could be killed, in order. What it does before it takes its lock changes nothing. */
export async function killPoints(machine: Machine, line: string): Promise<readonly KillPoint[]> {
  await machine.run(strace(['-o', '/run/points'], line));
  const counts = new Map<string, number>();
  const calls = (await succeed(machine, ['cat', '/run/points'])).split('\n').flatMap((shown): KillPoint[] => {
    const call = /^(\w+)\(/.exec(shown)?.[1];
    if (call === undefined) return [];
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    return [{ call, nth, shown: shown.slice(0, 100) }];
  });
  const locked = calls.findIndex(({ call }) => /^(v?fork|clone3?)$/.test(call));
  // A line on the screen and a wake-up of another thread change nothing either.
  return calls
    .slice(locked)
    .filter(({ call, shown }) => call !== 'write' || /^write\(\d\d+, "[^\\]/.test(shown));
}

/** Runs tsm and kills it there; false when it did not come there, since threads and children take their own time. */
export async function runAndKill(machine: Machine, line: string, { call, nth }: KillPoint): Promise<boolean> {
  const inject = `inject=${call}:signal=KILL:when=${nth}`;
  const { code } = await machine.run(strace(['-o', '/dev/null', '-e', inject], line));
  return code === 137;
}

/** Reloads systemd again and again at random moments, until it is told to stop. */
export async function reloadAtRandom<T>(machine: Machine, work: () => Promise<T>): Promise<T> {
  await succeed(machine, ['touch', '/run/reload-at-random']);
  const loop =
    'while [ -e /run/reload-at-random ]; do systemctl daemon-reload; sleep 0.$((RANDOM % 4))$((RANDOM % 10)); done';
  const reloading = machine.run(['bash', '-c', loop]);
  try {
    return await work();
  } finally {
    await machine.run(['rm', '-f', '/run/reload-at-random']);
    await reloading;
  }
}
