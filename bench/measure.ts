import { execaSync } from 'execa';
import type { Contest, Row, Step, Task } from './task.ts';

/** Measures both command lines of a task in turn, after a warm-up. The ratio is the median over the pairs. */
export function measure(task: Task): Row {
  const { what, against, bar, runs } = task;
  process.stderr.write(`bench: ${what}\n`);
  const contest = task.setUp();
  runPair(contest);
  const pairs = Array.from({ length: runs }, () => runPair(contest));
  const ratio = median(pairs.map(({ ours, theirs }) => ours / theirs));
  return {
    what,
    against,
    bar: bar === undefined ? '' : `<= ${bar}x`,
    ours: median(pairs.map(({ ours }) => ours)),
    theirs: median(pairs.map(({ theirs }) => theirs)),
    ratio,
    unit: 'ms',
    runs,
    met: bar === undefined ? undefined : ratio <= bar,
  };
}

function runPair({ ours, theirs }: Contest): { readonly ours: number; readonly theirs: number } {
  return { theirs: milliseconds(theirs), ours: milliseconds(ours) };
}

function milliseconds(step: Step): number {
  step.prepare?.();
  const start = process.hrtime.bigint();
  runStep(step);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Certificates of this machine are no part of anybody's start: a Node that is told of some reads all of them first, for longer than it takes itself. */
const PLAIN = { NODE_EXTRA_CA_CERTS: '' };

/** Runs a command line once, with nothing of it shown. */
export function runStep({ command, args, cwd, env = {} }: Step): string {
  return execaSync(command, args, { cwd, env: { ...PLAIN, ...env }, stdin: 'ignore' }).stdout;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
