import { execa } from 'execa';
import { resolve } from 'node:path';

export const tetraFolder = resolve(import.meta.dirname, '../../examples/tetra');

/** A program of the sample that was started for a test, in its own process group. */
export interface Program {
  readonly output: () => string;
  /** Sends SIGTERM, waits for the end and gives exit code or signal. */
  readonly stop: () => Promise<{ exitCode: number | undefined; signal: string | undefined; output: string }>;
}

/** Starts `words` in `examples/tetra/<cwd>` with no environment but PATH and `env`. */
export function start(
  words: readonly [string, ...string[]],
  cwd: string,
  env: Record<string, string>,
): Program {
  const [program, ...args] = words;
  const child = execa(program, args, {
    cwd: resolve(tetraFolder, cwd),
    env: { PATH: process.env['PATH'], ...env },
    extendEnv: false,
    all: true,
    reject: false,
    forceKillAfterDelay: false,
    timeout: 30_000,
  });
  let seen = '';
  child.all.on('data', (chunk: Buffer) => (seen += chunk.toString()));
  return {
    output: () => seen,
    async stop() {
      child.kill('SIGTERM');
      const { exitCode, signal, all } = await child;
      return { exitCode, signal, output: all };
    },
  };
}

/** Tries `probe` until it gives a value. The test's own time-out ends a hopeless wait. */
export async function eventually<T>(probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const value = await Promise.resolve(probe()).catch(() => undefined);
    if (value !== undefined && value !== false) return value;
    await new Promise((passed) => setTimeout(passed, 50));
  }
}

/** The answer of a server that may still be starting. */
export const get = (url: string): Promise<Response> => eventually(() => fetch(url));
