import { describe, expect, test } from 'vitest';
import { runBounded, type BoundedRequest } from '../../src/process/bounded.ts';

const run = (script: string, more: Partial<BoundedRequest> = {}): ReturnType<typeof runBounded> =>
  runBounded({
    words: ['/bin/bash', '-c', script],
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    reads: [1],
    milliseconds: 60_000,
    mostBytes: 1024 * 1024,
    ...more,
  });

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A killed process that init has not collected yet is none. */
const isGone = async (pid: number): Promise<boolean> => {
  for (let left = 100; left > 0 && isAlive(pid); left--) await new Promise((done) => setTimeout(done, 20));
  return !isAlive(pid);
};

describe('a program that runs for a limited time', () => {
  test('regression: a child that keeps the pipe open held up the answer until it ended', async () => {
    const { how, exitCode, texts } = await run('sleep 300 & echo "$!"');
    expect({ how, exitCode }).toEqual({ how: 'exited', exitCode: 0 });
    expect(await isGone(Number(texts.get(1)))).toBe(true);
  });

  test('regression: a child in a session of its own held up the answer until it ended', async () => {
    const { how, texts } = await run('setsid bash -c \'echo "$$"; exec sleep 300\' & sleep 0.3');
    expect(how).toBe('exited');
    process.kill(Number(texts.get(1)), 'SIGKILL');
  });

  test('regression: a child outlived the time limit of its parent', async () => {
    const { how, texts } = await run('sleep 300 & echo "$!"; wait', { milliseconds: 500 });
    expect(how).toBe('timed-out');
    expect(await isGone(Number(texts.get(1)))).toBe(true);
  });

  test('regression: it had the terminal of whoever called it', async () => {
    const { texts } = await run('ps -o sid=,pid=,tty= -p $$');
    expect(texts.get(1)).toMatch(/^\s*(\d+)\s+\1\s+\?\s*$/);
  });

  test('all that was written arrives, on each descriptor, however it ends', async () => {
    const { exitCode, texts } = await run('head -c 900000 /dev/zero | tr "\\0" x; echo b >&3; exit 7', {
      reads: [1, 3],
    });
    expect(exitCode).toBe(7);
    expect([texts.get(1)?.length, texts.get(3)]).toEqual([900_000, 'b\n']);
  });

  test('too much, and a program that is not there', async () => {
    expect((await run('yes', { mostBytes: 1000 })).how).toBe('too-long');
    expect((await run('', { words: ['/no/such/program'] })).how).toBe('failed');
  });
});
