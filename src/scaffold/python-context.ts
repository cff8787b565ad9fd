import { lineText, type CommandLine } from './command-line.ts';
import type { Folder } from './folder.ts';
import { PORT_HERE, type Proposal } from './proposal.ts';

/** What is known of a Python project before anything is proposed. */
export interface Context {
  readonly folder: Folder;
  readonly needs: ReadonlySet<string>;
  readonly python: string;
  readonly project: string;
}

/** The service of the project, run by its Python. */
export const proposal = (
  context: Context,
  words: readonly string[],
  why: string,
  notes: readonly string[] = [],
  port?: string,
  env: CommandLine['env'] = [],
): Proposal => ({
  name: context.project,
  command: lineText({ words: [context.python, ...words], env }),
  cwd: '.',
  ...(port === undefined ? {} : { port }),
  why,
  notes,
});

export const HERE = `127.0.0.1:${PORT_HERE}`;
