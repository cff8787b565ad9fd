/** The world outside as a command sees it, read once in `main.ts`. Results go to `out`, everything else to `err`. */
export interface Terminal {
  readonly cwd: string;
  readonly caller: Caller;
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly columns: number;
  /** Where `err` is a terminal, its width; a pipe takes lines as they are, so that a message can be searched for. */
  readonly errColumns?: number | undefined;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** For a command that will compute for a while, once all that it needs is loaded. */
  readonly optimiseLater?: () => void;
}

/** Who runs tsm, and how to run it again. */
export interface Caller {
  readonly uid: number;
  /** The user behind sudo. */
  readonly sudoUid: number | undefined;
  readonly home: string;
  /** XDG_RUNTIME_DIR, also when sudo or ssh did not set it. */
  readonly runtime: string;
  readonly pid: number;
  /** Whether systemd runs this machine; who does not say is asked for by the one command that wants to know. */
  readonly isBooted?: boolean;
  /** Absolute paths of node and of tsm, then the words of the command line. */
  readonly command: readonly string[];
}

/** Exit codes, one meaning each, on every command. */
export const EXIT = {
  done: 0,
  wrongInput: 1,
  wrongUsage: 2,
  changesPending: 3,
  unitFailed: 4,
  refused: 5,
  /** Ended by Ctrl-C or by a request to end, as a shell counts SIGINT. */
  interrupted: 130,
} as const;
