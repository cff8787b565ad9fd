// [I/O] Runs a program of somebody else for a limited time. What it started ends with it.
import { execa } from 'execa';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface BoundedRequest {
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Who runs it, if not the caller. Supplementary groups go. */
  readonly identity?: { readonly uid: number; readonly gid: number };
  /** Descriptors that are read to their end; all others lead nowhere. */
  readonly reads: readonly number[];
  readonly milliseconds: number;
  /** Of each descriptor. */
  readonly mostBytes: number;
}

export interface BoundedEnd {
  /** `failed`: it could not be started. */
  readonly how: 'exited' | 'timed-out' | 'too-long' | 'failed';
  /** Nothing when a signal ended it. */
  readonly exitCode: number | undefined;
  /** What was read, by descriptor. */
  readonly texts: ReadonlyMap<number, string>;
}

/**
 * Ends with the program itself, or when its time is over: a child that it leaves behind may keep a descriptor open for as
 * long as it likes. A session of its own makes it one group to be killed, and gives it no terminal to type into (TIOCSTI).
 */
export async function runBounded(request: BoundedRequest): Promise<BoundedEnd> {
  const { words, cwd, env, identity = {}, reads, milliseconds, mostBytes } = request;
  const [program = '', ...args] = words;
  const kindOf = (descriptor: number): 'pipe' | 'ignore' => (reads.includes(descriptor) ? 'pipe' : 'ignore');
  const others = Array.from({ length: Math.max(0, Math.max(...reads) - 2) }, (_, index) => kindOf(index + 3));
  const stdio = ['ignore' as const, kindOf(1), kindOf(2), ...others] as const;
  // Its own end is waited for here, and nothing that keeps a descriptor open.
  const own = { detached: true, buffer: false, reject: false, cleanup: false, extendEnv: false } as const;
  const child = execa(program, args, { cwd, env, stdio, ...identity, ...own });
  child.catch(() => undefined);
  const streams = reads.map((descriptor) => collect(child.stdio[descriptor] as Readable, mostBytes));
  const kill = (): void => killGroup(child);
  const stopWatching = onInterrupt(kill);
  const limit = timer(milliseconds);
  const { how, exitCode } = await Promise.race([
    ending(child),
    limit.over.then(() => ({ how: 'timed-out' as const, exitCode: undefined })),
    ...streams.map(({ tooLong }) => tooLong.then(() => ({ how: 'too-long' as const, exitCode: undefined }))),
  ]);
  limit.cancel();
  kill();
  if (how === 'exited') await rest(streams);
  stopWatching();
  child.unref();
  for (const { stream } of streams) stream.destroy();
  const isTooLong = streams.some(({ size }) => size() > mostBytes);
  return {
    how: how === 'exited' && isTooLong ? 'too-long' : how,
    exitCode,
    texts: new Map(streams.map(({ text }, index) => [reads[index] ?? 0, text()])),
  };
}

interface Collected {
  readonly stream: Readable;
  readonly text: () => string;
  readonly size: () => number;
  readonly closed: Promise<void>;
  readonly tooLong: Promise<void>;
}

function collect(stream: Readable, mostBytes: number): Collected {
  const chunks: Buffer[] = [];
  let size = 0;
  let onTooLong = (): void => undefined;
  const tooLong = new Promise<void>((done) => (onTooLong = done));
  const closed = new Promise<void>((done) => stream.on('close', done));
  stream
    .on('error', () => undefined)
    .on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) onTooLong();
      else chunks.push(chunk);
    });
  const text = (): string => Buffer.concat(chunks).toString('utf8');
  return { stream, text, size: () => size, closed, tooLong };
}

type Ending = Pick<BoundedEnd, 'how' | 'exitCode'>;

const ending = (child: ChildProcess): Promise<Ending> =>
  new Promise((done) => {
    child.on('error', () => done({ how: 'failed', exitCode: undefined }));
    child.on('exit', (code) => done({ how: 'exited', exitCode: code ?? undefined }));
  });

/** What was written before the end is in the pipe already, so one more turn of the event loop has all of it. */
const LAST_WORDS_MILLISECONDS = 200;

async function rest(streams: readonly Collected[]): Promise<void> {
  const limit = timer(LAST_WORDS_MILLISECONDS);
  const turn = limit.over.then(() => new Promise<void>((done) => setImmediate(done)));
  await Promise.race([Promise.all(streams.map(({ closed }) => closed)), turn]);
  limit.cancel();
}

function timer(milliseconds: number): { readonly over: Promise<void>; readonly cancel: () => void } {
  let cancel = (): void => undefined;
  const over = new Promise<void>((done) => {
    const running = setTimeout(done, milliseconds);
    cancel = () => clearTimeout(running);
  });
  return { over, cancel };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A session of its own does not get what is typed at ours. */
function onInterrupt(kill: () => void): () => void {
  const interrupt = (signal: NodeJS.Signals): void => {
    kill();
    stop();
    process.kill(process.pid, signal);
  };
  const stop = (): void => SIGNALS.forEach((signal) => process.off(signal, interrupt));
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  return stop;
}
