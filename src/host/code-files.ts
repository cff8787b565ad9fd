// [I/O] Files of code below a folder, as far as a service may have them loaded.
import { readdirSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isCode } from './runtimes.ts';

/** A file, and when it was changed: milliseconds since 1970. */
export interface ChangedFile {
  readonly path: string;
  readonly modified: number;
}

/** Enough for the code of a service; a larger tree is looked at in part. */
const MOST_ENTRIES = 5000;
const DEEPEST = 8;

/** What packages, builds, editors and services write, what people run by hand, and what is served as it lies there. */
const SKIPPED = new Set([
  'node_modules',
  '__pycache__',
  'cache',
  'log',
  'logs',
  'tmp',
  'temp',
  'data',
  'var',
  'uploads',
  'coverage',
  'target',
  'venv',
  'test',
  'tests',
  '__tests__',
  'spec',
  'e2e',
  'fixtures',
  'docs',
  'examples',
  'scripts',
  'migrations',
  'public',
  'static',
  'assets',
]);

/** Settings of tools, tests, declarations: a running service has no use for them. */
const FOR_TOOLS =
  /^(?:\.|test_|conftest\.py$|setup\.py$|[Gg]runtfile\.|[Gg]ulpfile\.)|\.(?:config|conf|test|spec|d)\.\w+$|_test\.\w+$/;

/** The code below a folder; remembers what it was asked about, since services share folders. */
export function createCodeFiles(): (folder: string) => readonly ChangedFile[] {
  const known = new Map<string, readonly ChangedFile[]>();
  return (folder) => {
    const found = known.get(folder) ?? codeBelow(folder);
    known.set(folder, found);
    return found;
  };
}

function codeBelow(top: string): readonly ChangedFile[] {
  const found: ChangedFile[] = [];
  let left = MOST_ENTRIES;
  const waiting = [{ folder: top, depth: 0 }];
  for (let next = waiting.shift(); next !== undefined && left > 0; next = waiting.shift()) {
    for (const entry of entriesOf(next.folder).slice(0, left)) {
      left -= 1;
      const path = join(next.folder, entry.name);
      if (entry.isDirectory() && next.depth < DEEPEST && !isSkipped(entry.name))
        waiting.push({ folder: path, depth: next.depth + 1 });
      if (!entry.isFile() || !isCode(entry.name) || FOR_TOOLS.test(entry.name)) continue;
      found.push({ path, modified: modifiedAt(path) });
    }
  }
  return found;
}

const isSkipped = (name: string): boolean => name.startsWith('.') || SKIPPED.has(name);

/** Whether looking below `top` does not come to a file, though it lies there. */
export const isOutOfTheWay = (path: string, top: string): boolean =>
  relative(top, dirname(path)).split('/').some(isSkipped);

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Whoever is not root may not look everywhere; 0 then. */
export function modifiedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
