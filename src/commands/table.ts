import type { Terminal } from '../terminal.ts';

/** What a command is called with. */
export interface Invocation {
  /** Environments named with `@` on the line, in order, without the `@`. */
  readonly environments: readonly string[];
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly terminal: Terminal;
}

/** One verb: how it is typed, what help says, and where its code is. Code is loaded when the verb is used. */
export interface CommandEntry {
  readonly name: string;
  /** Arguments as commander writes them. */
  readonly args: string;
  readonly summary: string;
  readonly options: readonly (readonly [flags: string, meaning: string])[];
  readonly example: string;
  readonly load: () => Promise<{ run: (invocation: Invocation) => Promise<number> }>;
}

const json = ['--json', 'print one JSON document instead of text'] as const;

/** Every command. Help, completions and the manual page are made from this table. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'generate',
    args: '',
    summary: 'write the bundles of all environments, or of those named',
    options: [
      ['--check', 'write nothing; exit 3 when a bundle is not what the sources say'],
      ['--diff', 'show what changes, line by line'],
      json,
    ],
    example: 'tsm generate @dev --diff',
    load: () => import('./generate.ts'),
  },
  {
    name: 'check',
    args: '',
    summary: 'check everything that can be known without a host',
    options: [json],
    example: 'tsm check @production',
    load: () => import('./check.ts'),
  },
  {
    name: 'schema',
    args: '',
    summary: 'print the JSON Schema of the config, for editors',
    options: [],
    example: 'tsm schema > tsm.schema.json',
    load: () => import('./schema.ts'),
  },
];
