// [I/O] Adds the workflow to a project that is there, or writes it anew.
import { join } from 'node:path';
import { loadProject } from '../config/load.ts';
import { validateConfig } from '../config/validate.ts';
import { replacedFiles } from '../scaffold/flags.ts';
import type { Folder } from '../scaffold/folder.ts';
import { workflowLayout } from '../scaffold/layout.ts';
import { surveyFolder } from '../scaffold/survey.ts';
import { formatSource, layOutTexts } from '../scaffold/texts.ts';
import type { Terminal } from '../terminal.ts';
import type { Invocation } from './entry.ts';
import { refuse } from './host.ts';
import { finish } from './scaffold.ts';

type Flags = Invocation['flags'];

/** Everything else that `tsm init` takes is of a project that is not there yet. */
const BESIDE: ReadonlySet<string> = new Set(['ci', 'force', 'yes', 'dryRun', 'json']);

/** Whether the workflow is all that is asked for, by its name or as what is replaced. */
export const wantsWorkflowAlone = (flags: Flags): boolean =>
  (flags['ci'] === true || (flags['ci'] !== false && replacesWorkflow(flags))) &&
  Object.entries(flags).every(([key, value]) => value === undefined || BESIDE.has(key));

const replacesWorkflow = (flags: Flags): boolean =>
  replacedFiles(flags).some((file) => /^(?:\.\.\/)*\.github\/workflows\/[^/]+$/.test(file));

/** The config stays as it is; it says the name. */
export async function writeWorkflow(
  directory: string,
  folder: Folder,
  flags: Flags,
  terminal: Terminal,
): Promise<number> {
  const json = flags['json'] === true;
  const project = await loadProject(directory);
  if (project.value === undefined) return refuse(project.diagnostics, terminal, json);
  const { config, configFile } = project.value.files;
  const checked = validateConfig(config, configFile);
  if (checked.value === undefined) return refuse(checked.diagnostics, terminal, json);
  const { project: name } = checked.value;
  const { tools } = surveyFolder(folder, undefined, []);
  const texts = await layOutTexts([workflowLayout({ name }, tools, folder.git?.prefix ?? '')]);
  const changes = await Promise.all(
    [...texts].map(async ([path, text]) => ({
      path,
      before: replacedFiles(flags).includes(path) ? folder.read(path) : undefined,
      text: await formatSource(text, join(directory, path), tools.usesPrettier),
    })),
  );
  const dryRun = flags['dryRun'] === true;
  const title = `${name}${dryRun ? ' would get' : ''}`;
  return finish(
    directory,
    changes,
    {
      json,
      dryRun,
      title,
      facts: { project: name },
      notes: [],
      next: changes.map(({ path }) => `git add ${path}`),
    },
    terminal,
  );
}
