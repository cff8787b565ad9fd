/** The world outside as a command sees it, read once in `main.ts`. Results go to `out`, everything else to `err`. */
export interface Terminal {
  readonly cwd: string;
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Exit codes, one meaning each, on every command. */
export const EXIT = {
  done: 0,
  wrongInput: 1,
  wrongUsage: 2,
  changesPending: 3,
  unitFailed: 4,
  refused: 5,
} as const;
