// [I/O] Programs inside a machine, started from outside.
import { execa } from 'execa';
import { constants } from 'node:os';

export interface RunOptions {
  /** What the program reads on its standard input; default: nothing. */
  readonly input?: string;
  /** Added to PATH, HOME and LANG: nothing of the caller's environment gets in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: `/`. */
  readonly cwd?: string;
  /** Default: root. */
  readonly user?: string;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; 128 + N after signal N, as a shell counts. */
  readonly code: number;
}

/** What a login shell of root has. */
const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
};

/** The words that run `argv` inside, for a shell or a child process of this machine. */
export function enterWords(
  leader: number,
  argv: readonly string[],
  options: RunOptions = {},
): readonly string[] {
  const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup'];
  const identity = options.user === undefined ? [] : ['runuser', '-u', options.user, '--'];
  const place = ['env', '-C', options.cwd ?? '/', '--'];
  return ['nsenter', '--target', String(leader), ...namespaces, '--', ...identity, ...place, ...argv];
}

/** Runs `argv` in the namespaces of the machine's first process. Output is exact, with its final newline. */
export async function runInside(
  leader: number,
  argv: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const [program = '', ...words] = enterWords(leader, argv, options);
  const { stdout, stderr, exitCode, signal } = await execa(program, words, {
    input: options.input ?? '',
    env: { ...ENVIRONMENT, ...options.env },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { stdout, stderr, code: exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]) };
}
