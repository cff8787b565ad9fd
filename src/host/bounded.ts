// [I/O] A program that may be anybody's, run without a hold on us: no terminal, no time beyond what it is given.
import { execa, type Options } from 'execa';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Ended {
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  /** Both outputs together. */
  readonly output: string;
}

/** What is still in the pipe when a program has ended is there at once; whoever keeps it open longer is not waited for. */
const DRAIN_MILLISECONDS = 100;

/**
 * In a session of its own, so that it has no controlling terminal to type into, and killed with its group at the end or at the
 * time limit. A grandchild in yet another session may keep the pipe open, but not us.
 */
export async function runBounded(
  program: string,
  args: readonly string[],
  options: Pick<Options, 'cwd' | 'env' | 'gid' | 'uid'>,
  milliseconds: number,
): Promise<Ended> {
  const own = { extendEnv: false, detached: true, cleanup: false, reject: false } as const;
  const child = execa(program, [...args], { ...options, ...own, all: true, buffer: false, stdin: 'ignore' });
  let output = '';
  child.all.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | undefined>((done) => {
    child.once('exit', (code) => done(code ?? undefined));
    void child.then(({ exitCode }) => done(exitCode));
  });
  const limit = new AbortController();
  const inTime = sleep(milliseconds, 'late' as const, { signal: limit.signal }).catch(() => 'late' as const);
  const first = await Promise.race([ended, inTime]);
  const closed = new Promise((done) => child.all.once('close', done));
  if (first !== 'late') await Promise.race([closed, sleep(DRAIN_MILLISECONDS)]);
  limit.abort();
  killGroup(child.pid);
  child.all.destroy();
  return { exitCode: first === 'late' ? undefined : first, timedOut: first === 'late', output };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
