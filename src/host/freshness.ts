// [I/O] Whether files of a service are newer than the process that runs them.
import { readdirSync, readFileSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../bundle/manifest.ts';
import type { SystemState } from '../install/observe.ts';
import { generationPath, type HostPaths } from '../install/paths.ts';
import { currentGeneration } from '../install/stores.ts';
import { execWords } from '../unit/exec-words.ts';
import { parseUnit } from '../unit/parse.ts';

export interface NewerFile {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** Enough for the code of a service; a larger tree is looked at in part. */
const MOST_ENTRIES = 5000;
const DEEPEST = 8;

/** What packages, builds, editors and services themselves write is not the service's code. */
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
  'docs',
]);

/** Data and logs change while a service runs; these do not. */
const CODE =
  /\.(?:[cm]?[jt]sx?|py|rb|php|pl|lua|sh|bash|jar|class|so|node|wasm|exs?|beam|erl|rs|go|html?|css|ejs|hbs|njk|tmpl|sql|ya?ml|toml)$|^(?:package|package-lock)\.json$/;

/** What it says reaches a service through its unit. */
const CONFIG = /^tsm\.config\./;

/** The newest file of code of each service, by unit. Below the environment's root alone: what lies elsewhere belongs to the system. */
export function newestFiles(
  paths: HostPaths,
  manifest: Manifest,
  home: string,
): ReadonlyMap<string, NewerFile> {
  const generation = currentGeneration(paths);
  if (manifest.root === undefined || generation === undefined) return new Map();
  const root = manifest.root.replace('%h', home);
  const newest = createNewest();
  const found = Object.keys(manifest.units).flatMap((unit) => {
    const text = readIfAllowed(join(generationPath(paths, generation), unit)).replaceAll('%h', home);
    const files = placesOf(text)
      .filter((path) => isBelow(path, root))
      .flatMap((path) => newest(path) ?? []);
    const [file] = files.toSorted((a, b) => b.modified - a.modified);
    return file === undefined ? [] : [[unit, file] as const];
  });
  return new Map(found);
}

/** Those of them that are newer than the process that runs them. */
export const newerThanProcess = (
  newest: ReadonlyMap<string, NewerFile>,
  { units }: Pick<SystemState, 'units'>,
): ReadonlyMap<string, NewerFile> =>
  new Map(
    [...newest].filter(([unit, { modified }]) => {
      const state = units.get(unit);
      // systemd tells the start in whole seconds.
      return state?.activeState === 'active' && state.mainPid !== 0 && modified >= state.mainStartedAt + 1000;
    }),
  );

/** Remembers what it was asked about, since services share directories. */
function createNewest(): (path: string) => NewerFile | undefined {
  const known = new Map<string, NewerFile | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, newestBelow(path));
    return known.get(path);
  };
}

const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** The working directory, and every absolute path that the command names. */
function placesOf(unitText: string): readonly string[] {
  const service = parseUnit(unitText).sections.get('Service');
  const directory = service?.get('WorkingDirectory')?.at(-1)?.value.replace(/^-/, '');
  const words = (service?.get('ExecStart') ?? []).flatMap(({ value }) => {
    const parsed = execWords(value);
    return 'value' in parsed ? parsed.value.flatMap(({ program, argv }) => [program, ...argv]) : [];
  });
  return [
    ...new Set([
      ...(directory === undefined ? [] : [directory]),
      ...words.filter((word) => /^\/[^\n]*$/.test(word)),
    ]),
  ];
}

/** The newest code file below a directory, or the file itself. */
function newestBelow(path: string): NewerFile | undefined {
  const stat = statIfAllowed(path);
  if (stat === undefined) return undefined;
  if (!stat.isDirectory()) return { path, modified: stat.mtimeMs };
  let best: NewerFile | undefined;
  let left = MOST_ENTRIES;
  const waiting = [{ folder: path, depth: 0 }];
  for (let next = waiting.shift(); next !== undefined && left > 0; next = waiting.shift()) {
    for (const entry of entriesOf(next.folder).slice(0, left)) {
      left -= 1;
      const full = join(next.folder, entry.name);
      if (entry.isDirectory() && next.depth < DEEPEST && !isSkipped(entry.name))
        waiting.push({ folder: full, depth: next.depth + 1 });
      if (!entry.isFile() || !CODE.test(entry.name) || CONFIG.test(entry.name)) continue;
      const modified = statIfAllowed(full)?.mtimeMs ?? 0;
      if (modified > (best?.modified ?? 0)) best = { path: full, modified };
    }
  }
  return best;
}

/** Whoever is not root may not look everywhere. */
function statIfAllowed(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function readIfAllowed(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const isSkipped = (name: string): boolean => name.startsWith('.') || SKIPPED.has(name);

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
