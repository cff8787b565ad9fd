// [I/O] The project that a command is run in.
import { realpathSync } from 'node:fs';
import { leftBundles, readCommittedPorts } from '../bundle/read.ts';
import { compile, type Compiled } from '../compile.ts';
import { loadProject, type Project } from '../config/load.ts';
import type { Sources } from '../config/sources.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { loadLayouts } from '../unit/layouts.ts';

/** A project that was found, with what compiling it gave. */
export interface CompiledProject {
  /** Folder of the config, absolute; the folder of the command when there is no config. */
  readonly directory: string;
  readonly compiled: Checked<Compiled>;
  readonly sources: Sources | undefined;
}

/** Finds the project above `cwd` and compiles the environments named, or all. */
export async function compileProject(cwd: string, environments: readonly string[]): Promise<CompiledProject> {
  const here = realpathSync(cwd);
  return compileLoaded(await loadProject(here), here, environments);
}

/** The same of a project that was looked for in `here`. */
export function compileLoaded(
  { value: project, diagnostics }: Checked<Project>,
  here: string,
  environments: readonly string[],
): CompiledProject {
  if (project === undefined)
    return { directory: here, compiled: { value: undefined, diagnostics }, sources: undefined };
  const { directory, files } = project;
  const sources = { ...files, committedPorts: (outDir: string) => readCommittedPorts(directory, outDir) };
  const compiled = compile(sources, loadLayouts(), environments);
  const left = compiled.value === undefined ? [] : leftOf(directory, compiled.value);
  return {
    directory,
    compiled: { value: compiled.value, diagnostics: [...diagnostics, ...compiled.diagnostics, ...left] },
    sources,
  };
}

const leftOf = (directory: string, { config }: Compiled): readonly Diagnostic[] =>
  leftBundles(
    directory,
    config.outDir ?? 'systemd',
    config.id ?? config.project,
    Object.keys(config.environments),
  );
