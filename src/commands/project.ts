// [I/O] The project that a command is run in.
import { realpathSync } from 'node:fs';
import { readCommittedPorts } from '../bundle/read.ts';
import { compile, type Compiled } from '../compile.ts';
import { loadProject, readSource, type Project } from '../config/load.ts';
import type { ReadResult, Sources } from '../config/sources.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import type { Terminal } from '../terminal.ts';
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
  return {
    directory,
    compiled: { value: compiled.value, diagnostics: [...diagnostics, ...compiled.diagnostics] },
    sources,
  };
}

/** Diagnostics with line, column and frame, looked up in the project's files. */
export async function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  directory: string,
): Promise<readonly Located[]> {
  if (diagnostics.length === 0) return [];
  const { locateAll } = await import('../diagnostics/print.ts');
  const { locate } = await import('../config/locate.ts');
  const { redact } = await import('../service/redact.ts');
  const texts = new Map<string, string | undefined>();
  const read = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, textOf(readSource(directory, file)));
    return texts.get(file);
  };
  return locateAll(diagnostics, { read, locate, redact });
}

/** Shows diagnostics on `err`, worst first. */
export async function showDiagnostics(located: readonly Located[], { err, color }: Terminal): Promise<void> {
  if (located.length === 0) return;
  const { printDiagnostics } = await import('../diagnostics/print.ts');
  const { palette } = await import('./palette.ts');
  err(printDiagnostics(located, palette(color)));
  err(summary(located));
}

function summary(located: readonly Located[]): string {
  const count = (severity: string): number => located.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors === 0) return '';
  return `\n${errors} error${errors === 1 ? '' : 's'}${warnings === 0 ? '' : `, ${warnings} warning${warnings === 1 ? '' : 's'}`}. Nothing was changed.\n`;
}

/** What may be read may be shown: no device, no file outside the project. */
const textOf = (result: ReadResult): string | undefined =>
  'source' in result ? result.source.text : undefined;
