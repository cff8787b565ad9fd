import type { Command } from '../../service/command.ts';

/** What running a program of some kind asks of its unit. */
export interface Runtime {
  readonly name: string;
  /** Compiles while it runs, so it needs memory that is writable and executable. */
  readonly jit: boolean;
  /** Some of its programs answer SIGTERM by exiting with 128 + 15, which is a clean stop. */
  readonly exits143: boolean;
}

const UNKNOWN: Runtime = { name: 'unknown', jit: true, exits143: false };
const SHELL: Runtime = { name: 'shell', jit: true, exits143: true };

const RUNTIMES: readonly (readonly [RegExp, Runtime])[] = [
  [
    /^(?:node|nodejs|npm|npx|pnpm|yarn|bun|bunx|deno|tsx|ts-node)$/,
    { name: 'node', jit: true, exits143: true },
  ],
  [/^(?:java|kotlin|scala)$/, { name: 'jvm', jit: true, exits143: true }],
  [/^python(?:\d+(?:\.\d+)?)?$/, { name: 'python', jit: false, exits143: false }],
  [/^(?:bash|sh|dash|zsh)$/, SHELL],
];

/** Told from the program's file name; what is not known is treated as needing the most. */
export function runtimeOf(command: Command): Runtime {
  if (command.kind === 'shell') return SHELL;
  const program = command.words[0]?.split('/').at(-1) ?? '';
  return RUNTIMES.find(([name]) => name.test(program))?.[1] ?? UNKNOWN;
}
