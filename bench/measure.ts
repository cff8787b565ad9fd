import { execaSync } from 'execa';

/** One thing to measure: a command line for `node`, started in `cwd`. */
export interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Runs before each measured run, unmeasured. */
  readonly prepare?: () => void;
}

/** Times in milliseconds. `ratio` is the median of run ÷ `node -e 0` measured directly before it. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly fastest: number;
  readonly node: number;
  readonly ratio: number;
}

/** Measures every case once per round after one warm-up round, each beside a `node -e 0` of its own. */
export function measure(cases: readonly Case[], rounds: number): Figure[] {
  for (const each of cases) runPair(each);
  const pairs = Array.from({ length: rounds }, () => cases.map(runPair));
  return cases.map(({ name }, index) =>
    toFigure(
      name,
      pairs.map((round) => round[index]!),
    ),
  );
}

interface Pair {
  readonly node: number;
  readonly run: number;
}

function runPair({ args, cwd, prepare }: Case): Pair {
  prepare?.();
  const node = milliseconds(['-e', '0'], cwd);
  return { node, run: milliseconds(args, cwd) };
}

function milliseconds(args: readonly string[], cwd: string): number {
  const start = process.hrtime.bigint();
  execaSync(process.execPath, args, { cwd, stdin: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const toFigure = (name: string, pairs: readonly Pair[]): Figure => ({
  name,
  median: median(pairs.map(({ run }) => run)),
  fastest: Math.min(...pairs.map(({ run }) => run)),
  node: median(pairs.map(({ node }) => node)),
  ratio: median(pairs.map(({ node, run }) => run / node)),
});

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
