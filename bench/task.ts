/** One command line of a contest. */
export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before each measured run, unmeasured. */
  readonly prepare?: () => void;
}

/** Two command lines that are measured in turn, so that both see the same machine. */
export interface Contest {
  readonly ours: Step;
  readonly theirs: Step;
}

/** A row of the table before it is measured. What it needs is made only when it is asked for. */
export interface Task {
  readonly what: string;
  readonly against: string;
  /** The highest ratio that is good enough; a row without one is there to be known. */
  readonly bar?: number;
  readonly runs: number;
  readonly setUp: () => Contest;
}

/** A row, measured: times in milliseconds, or megabytes, or a count. */
export interface Row {
  readonly what: string;
  readonly against: string;
  readonly bar: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly unit: 'ms' | 'MB' | '';
  readonly runs: number;
  readonly met: boolean | undefined;
}

/** A group of rows. `rows` measures those whose name is wanted. */
export interface Section {
  readonly name: string;
  readonly rows: (wanted: (what: string) => boolean) => Row[] | Promise<Row[]>;
}
