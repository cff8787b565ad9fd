import type { Terminal } from '../terminal.ts';

/** What a command is called with. */
export interface Invocation {
  /** Environments named with `@` on the line, in order, without the `@`. */
  readonly environments: readonly string[];
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
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
  /** Words that look like options are the command's own to judge, since one could be a value that must not be repeated. */
  readonly discreet?: true;
  /** How many environments it takes: one where nothing is said. */
  readonly environments?: 'none' | 'many';
  readonly load: () => Promise<{ run: (invocation: Invocation) => Promise<number> }>;
}

/** Commands under a common word. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly verbs: readonly CommandEntry[];
}

/** The option of every command that reports. */
export const json = ['--json', 'print one JSON document instead of text'] as const;
