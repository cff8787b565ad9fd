// [I/O] Finds the config and reads files of the project.
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import { FOREIGN_FILES } from './config-names.ts';
import { explore } from './explore.ts';
import { ConfigFault } from './fault.ts';
import type { FileProbe, ProjectFiles, ReadResult } from './sources.ts';

/** Files larger than this are no configuration; reading them would only waste memory. */
const LARGEST_FILE = 8 * 1024 * 1024;

export interface Project {
  /** The folder of the config, absolute. */
  readonly directory: string;
  readonly files: ProjectFiles;
}

/** A program that forgot its `export default` exports an object without a key. */
const holdsNothing = (config: unknown): boolean =>
  config === undefined ||
  (typeof config === 'object' &&
    config !== null &&
    Reflect.ownKeys(config).every((key) => key === Symbol.toStringTag));

/** ① Finds and evaluates the config in `from` or a folder above it. */
export async function loadProject(from: string): Promise<Checked<Project>> {
  try {
    const found = await explore(from);
    if (found === undefined) {
      const foreign = FOREIGN_FILES.find((name) => existsSync(join(from, name)));
      return fail(diagnostic('config-missing', undefined, { foreign }));
    }
    const file = found.filepath.slice(dirname(found.filepath).length + 1);
    if (holdsNothing(found.config)) return fail(diagnostic('config-empty', { file }, {}));
    const directory = dirname(found.filepath);
    return {
      value: { directory, files: filesIn(directory, file, found.config) },
      diagnostics: [],
    };
  } catch (problem) {
    if (problem instanceof ConfigFault) return fail(problem.toDiagnostic());
    throw problem;
  }
}

const fail = (problem: Checked<never>['diagnostics'][number]): Checked<never> => ({
  value: undefined,
  diagnostics: [problem],
});

/** A config's value with access to the files beside it. */
export function filesIn(directory: string, configFile: string, config: unknown): ProjectFiles {
  const inside = insideOf(directory);
  return {
    configFile,
    config,
    find: (pattern) => findFiles(directory, pattern),
    read: (file) => readSource(directory, file, inside),
    probe: (file) => probeFile(directory, file),
  };
}

function findFiles(directory: string, pattern: string): readonly string[] {
  const found = globSync([pattern], {
    cwd: directory,
    onlyFiles: true,
    dot: false,
    followSymbolicLinks: false,
    expandDirectories: false,
    fs: { readdirSync: readFolder as unknown as typeof readdirSync },
  });
  return found.map((file) => file.split(sep).join('/')).sort();
}

/** No folder is entered through a link, but a link is a file by its own name: where it leads is seen when it is read. */
const readFolder = (path: string): Dirent[] =>
  readdirSync(path, { withFileTypes: true }).map((entry) =>
    entry.isSymbolicLink()
      ? Object.assign(entry, { isFile: () => true, isSymbolicLink: () => false })
      : entry,
  );

/** Text in UTF-8 that lies inside the project, also when it is reached through a symbolic link. */
export function readSource(directory: string, file: string, inside = insideOf(directory)): ReadResult {
  const path = join(directory, file);
  const entry = look(path, lstatSync);
  const isLink = typeof entry === 'object' && entry.isSymbolicLink();
  const stats = isLink ? look(path, statSync) : entry;
  if (stats === undefined) return { missing: true };
  if (typeof stats === 'string') return { unreadable: stats };
  if (!stats.isFile()) return { unreadable: 'it is not a regular file' };
  if (stats.size > LARGEST_FILE)
    return { unreadable: `it has ${stats.size} bytes, more than ${LARGEST_FILE}` };
  if (!inside(path, isLink)) return { unreadable: 'it is a link to a file outside the project' };
  try {
    return { source: { file, text: readText(path) } };
  } catch (problem) {
    return {
      unreadable: problem instanceof TypeError ? 'it is not text in UTF-8' : (problem as Error).message,
    };
  }
}

/** Whether a file lies inside the project. Where it is no link itself, its folder decides, which is looked at once. */
function insideOf(directory: string): (path: string, isLink: boolean) => boolean {
  const folders = new Map<string, boolean>();
  const isBelow = (path: string): boolean =>
    isInside(realpathSync.native(directory), realpathSync.native(path));
  return (path, isLink) => {
    if (isLink) return isBelow(path);
    const folder = dirname(path);
    const known = folders.get(folder) ?? isBelow(folder);
    folders.set(folder, known);
    return known;
  };
}

/** Throws a TypeError where bytes are no UTF-8: only then, or where it was written, the text holds this character. */
function readText(path: string): string {
  const text = readFileSync(path, 'utf8');
  return text.includes('\uFFFD') ? UTF_8.decode(readFileSync(path)) : text;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What lies at a path, or why nobody can tell: a NUL or too long a name in it, a link that leads in circles, a forbidden folder. */
function look(path: string, ask: typeof lstatSync): Stats | string | undefined {
  try {
    return ask(path, { throwIfNoEntry: false });
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException;
    return code === 'ERR_INVALID_ARG_VALUE' ? 'its name holds a NUL character' : message.split(',')[0];
  }
}

const isInside = (directory: string, path: string): boolean => !relative(directory, path).startsWith('..');

function probeFile(directory: string, file: string): FileProbe {
  const path = join(directory, file);
  const exists = typeof look(path, statSync) === 'object';
  return { exists, executable: exists && mayExecute(path) };
}

function mayExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
