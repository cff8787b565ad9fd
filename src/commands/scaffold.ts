// [I/O] What `tsm init` and `tsm new` share: new texts are compiled before they are written, and said after.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCommittedPorts } from '../bundle/read.ts';
import { compile, type Compiled } from '../compile.ts';
import { filesIn } from '../config/load.ts';
import type { ProjectFiles } from '../config/sources.ts';
import type { DocumentOf } from '../documents/documents.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { inTheWay, writeFiles, type FileChange } from '../scaffold/write.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { loadLayouts } from '../unit/layouts.ts';
import { refuse } from './host.ts';
import { printDocument } from './print-document.ts';

/** Whether there is somebody to ask: what is typed is read here, and what is asked is seen. */
export const mayAsk = ({ isTerminal }: Terminal): boolean => isTerminal && process.stdin.isTTY === true;

/** How a command ends whose answers or flags were refused with this code. */
export const exitOf = (code: string): number => ENDS[code] ?? EXIT.wrongUsage;

const ENDS: Readonly<Record<string, number>> = {
  'scaffold-cancelled': EXIT.interrupted,
  'scaffold-name-taken': EXIT.wrongInput,
};

/** Compiles the project as it would be with these files. Nothing is written to it. */
export function compileWith(
  directory: string,
  configFile: string,
  config: unknown,
  changes: readonly FileChange[],
): Checked<Compiled> {
  return withStage(changes, (stage) => {
    const files = laidOver(filesIn(directory, configFile, config), filesIn(stage, configFile, config));
    const committedPorts = (outDir: string) => readCommittedPorts(directory, outDir);
    return compile({ ...files, committedPorts }, loadLayouts());
  });
}

/** Lends a folder that holds the new service files and is gone afterwards. */
function withStage<T>(changes: readonly FileChange[], use: (stage: string) => T): T {
  const stage = realpathSync(mkdtempSync(join(tmpdir(), 'tsm-scaffold-')));
  try {
    for (const { path, text } of changes.filter((one) => one.path.endsWith('.tsm'))) {
      mkdirSync(dirname(join(stage, path)), { recursive: true });
      writeFileSync(join(stage, path), text);
    }
    return use(stage);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The project as it is, with new files in front of it. */
const laidOver = (real: ProjectFiles, fresh: ProjectFiles): ProjectFiles => ({
  ...real,
  find: (pattern) => [...new Set([...real.find(pattern), ...fresh.find(pattern)])].sort(),
  read: (file) => (fresh.probe(file).exists ? fresh.read(file) : real.read(file)),
  probe: (file) => (fresh.probe(file).exists ? fresh.probe(file) : real.probe(file)),
});

/** Whether one of the patterns would find a file that is not there yet. */
export function findsFile(path: string, patterns: readonly string[]): boolean {
  return withStage([{ path, before: undefined, text: '' }], (stage) => {
    const { find } = filesIn(stage, '', undefined);
    return patterns.some((pattern) => find(pattern).includes(path));
  });
}

/** What is said after files were written, or would have been. */
export interface Outcome {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly title: string;
  /** Further facts for `--json`. */
  readonly facts: Partial<
    Pick<
      DocumentOf<'scaffold'>,
      'project' | 'environments' | 'services' | 'defaults' | 'service' | 'found' | 'environment'
    >
  >;
  readonly notes: readonly string[];
  readonly next: readonly string[];
  /** Remarks that belong to it. */
  readonly remarks?: readonly Diagnostic[];
}

/** Writes all or none, and says what and how it goes on. */
export async function finish(
  directory: string,
  changes: readonly FileChange[],
  outcome: Outcome,
  terminal: Terminal,
): Promise<number> {
  const { json, dryRun } = outcome;
  const files = inTheWay(directory, changes);
  if (files.length > 0)
    return refuse([diagnostic('scaffold-in-the-way', undefined, { files })], terminal, json);
  const failure = dryRun ? undefined : writeFiles(directory, changes);
  if (failure !== undefined) return refuse([failure], terminal, json);
  const { outcomeDocument, outcomeText } = await import('./show-scaffold.ts');
  if (json) printDocument('scaffold', outcomeDocument(changes, outcome), terminal);
  else {
    const { out, err } = outcomeText(changes, outcome, terminal.columns);
    terminal.out(out);
    terminal.err(err);
  }
  return EXIT.done;
}
