// [I/O] Whether code of a service is newer than the process that runs it.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Manifest } from '../bundle/manifest.ts';
import type { SystemState } from '../install/observe.ts';
import { generationPath, type HostPaths } from '../install/paths.ts';
import { currentGeneration } from '../install/stores.ts';
import { isBelow } from './below.ts';
import { createCodeFiles, isOutOfTheWay, modifiedAt, type ChangedFile } from './code-files.ts';
import { isEntry, runtimesOf } from './runtimes.ts';
import { startedWith, type Started } from './started.ts';

export type NewerFile = ChangedFile;

/** What it says reaches a service through its unit. */
const CONFIG = /(?:^|\/)tsm\.config\.\w+$/;

/**
 * The newest file of code of each service, by unit: those that its command names, and what its runtime may load from around
 * them. Below the environment's root alone: what lies elsewhere belongs to the system. Rather too few than one that it does not use.
 */
export function newestFiles(
  paths: HostPaths,
  manifest: Manifest,
  home: string,
): ReadonlyMap<string, NewerFile> {
  const generation = currentGeneration(paths);
  if (manifest.root === undefined || generation === undefined) return new Map();
  const root = manifest.root.replace('%h', home);
  const services = Object.keys(manifest.units).map((unit) => {
    const text = readIfAllowed(join(generationPath(paths, generation), unit)).replaceAll('%h', home);
    return [unit, startedWith(text)] as const;
  });
  const codeBelow = createCodeFiles();
  const found = services.flatMap(([unit, started]) => {
    const others = services.filter(([other]) => other !== unit).flatMap(([, { files }]) => files);
    const files = [
      ...started.files.map((path) => ({ path, modified: modifiedAt(path) })),
      ...loaded(started, root, codeBelow).filter(({ path }) => !others.includes(path)),
    ].filter(({ path }) => isBelow(path, root) && !CONFIG.test(path));
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

/** What the runtime of a service may have loaded besides what the command names; nothing of a program that needs none. */
function loaded(
  { directory, programs, files }: Started,
  root: string,
  codeBelow: (folder: string) => readonly ChangedFile[],
): readonly ChangedFile[] {
  const runtimes = runtimesOf(programs, files);
  const beside = runtimes
    .flatMap((one) => one.beside ?? [])
    .map((name) => join(directory, name))
    .map((path) => ({ path, modified: modifiedAt(path) }))
    .filter(({ modified }) => modified > 0);
  const code = placesOf(directory, files.filter(isEntry))
    .filter((place) => isBelow(place, root))
    .flatMap(codeBelow)
    .filter(({ path }) => runtimes.some((one) => one.code.test(path)));
  return [...code, ...beside];
}

/** Where builds put what is run: what it was made from lies beside it, and is not. */
const BUILT = /^(?:dist|build|out|\.output|\.next)(?=\/)/;

/** The working directory, or the folder of built files in it that an entry is in; and where else an entry lies. */
function placesOf(directory: string, entries: readonly string[]): readonly string[] {
  const built = entries.flatMap((path) => BUILT.exec(relative(directory, path)) ?? []);
  const main = built.length > 0 ? built.map((name) => join(directory, name)) : [directory];
  const apart = entries.filter(
    (path) => !main.some((top) => isBelow(path, top)) || isOutOfTheWay(path, directory),
  );
  const near = apart.map((path) => dirname(path)).filter((folder) => !main.includes(folder));
  return [...new Set([...main, ...near])];
}

function readIfAllowed(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
