// [I/O] The files of an imported project, in the style of the folder they are written to.
import { join } from 'node:path';
import { CONFIG_NAMES } from '../config/config-names.ts';
import type { WrittenConfig } from '../config/written.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { withScripts } from '../import/argument-scripts.ts';
import type { Draft, ImportNote } from '../import/draft.ts';
import { projectName, serviceName } from '../import/names.ts';
import { withReferences } from '../import/unit-references.ts';
import { changed } from '../import/notes.ts';
import { layOut, renderConfig, type Rendered } from '../import/render.ts';
import type { Folder } from '../scaffold/folder.ts';
import { listChanges } from '../scaffold/lists.ts';
import { openFolder } from '../scaffold/open-folder.ts';
import { parsePackage } from '../scaffold/package.ts';
import { formatSource } from '../scaffold/texts.ts';
import { toolchainOf } from '../scaffold/toolchain.ts';
import { inTheWay, writeFiles, type FileChange } from '../scaffold/write.ts';

/** The config of a project that had none. */
export const WRITTEN_CONFIG = 'tsm.config.ts';

/** What becomes of a draft in a folder. */
interface PlannedProject {
  readonly project: string;
  /** The config that is there and stays as it is. */
  readonly existing: string | undefined;
  /** What that config lacks. */
  readonly additions: Rendered['additions'];
  /** How tsm becomes a dependency of the project; nothing where it is one, or nothing could be. */
  readonly add: string | undefined;
  readonly files: readonly FileChange[];
  /** What the config that is written says. */
  readonly config: WrittenConfig;
  /** What became of every setting that was found. */
  readonly told: readonly ImportNote[];
  /** What the config decides beyond the draft. */
  readonly notes: readonly ImportNote[];
}

/** Service files, a config where there is none, and with it what git and formatters must know of a bundle. */
export async function planProject(
  directory: string,
  read: Draft,
  { name, origin }: { readonly name: string | undefined; readonly origin: string },
): Promise<PlannedProject> {
  const folder = await openFolder(directory);
  const wished = name ?? read.project ?? nameOf(folder);
  const project = projectName(wished);
  const existing = CONFIG_NAMES.find((one) => one !== 'package.json' && folder.has(one));
  const draft = withScripts(withReferences(read, existing === undefined ? project : undefined));
  const { services, config, additions, notes: decided } = layOut(draft, { project, origin });
  const notes = [...renamedNotes(wished, project), ...decided];
  const { add, usesPrettier } = toolchainOf(folder, undefined);
  const files = [...services, ...(draft.scripts ?? [])].map(([path, text]) => ({
    path,
    before: undefined,
    text,
  }));
  if (existing !== undefined)
    return { project, existing, additions, add, files, config, told: draft.notes, notes: [] };
  const path = WRITTEN_CONFIG;
  const text = await formatSource(renderConfig(config), join(directory, path), usesPrettier);
  const all = [...files, { path, before: undefined, text }, ...listChanges(folder)];
  return { project, existing, additions, add, files: all, config, told: draft.notes, notes };
}

/** Units begin with the name of the project, so one of the distribution is not to be had. */
const renamedNotes = (wished: string, project: string): readonly ImportNote[] =>
  project === serviceName(wished)
    ? []
    : [
        changed(
          'project',
          project,
          `"${wished}" is a name of systemd or of the distribution; another: --name`,
        ),
      ];

/** As the package is called, else the folder. */
function nameOf(folder: Folder): string {
  const parsed = parsePackage(folder.read('package.json') ?? '', 'package.json', folder);
  return 'problem' in parsed ? folder.name : parsed.service;
}

/** Writes all or none, and over no file; lists get lines. */
export function writeAll(
  directory: string,
  changes: readonly FileChange[],
  dryRun: boolean,
): Diagnostic | undefined {
  const files = inTheWay(directory, changes);
  if (files.length > 0) return diagnostic('import-file-exists', undefined, { files });
  return dryRun ? undefined : writeFiles(directory, changes);
}
