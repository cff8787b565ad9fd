// [I/O] The store on a host: generations, the link to the current one, what is remembered.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import { manifestSchema, type Manifest } from '../bundle/manifest.ts';
import {
  makeDirectories,
  removeIfThere,
  replaceLink,
  syncDirectory,
  temporaryOf,
  writeDurable,
  writeSynced,
} from './durable.ts';
import { currentGeneration } from './stores.ts';
import { readJudged, type Schema } from './json-file.ts';
import { generationPath, type HostPaths } from './paths.ts';
import { pendingSchema, stateSchema, type Pending, type StoreState } from './state.ts';

/** A bundle as its files and what its manifest says, wherever it was read from. */
export interface StoredBundle {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, string>;
}

/** Whether two bundles are the same to the byte. */
export const sameFiles = (a: StoredBundle, b: StoredBundle): boolean =>
  a.files.size === b.files.size && [...a.files].every(([path, text]) => b.files.get(path) === text);

/** Generations that are kept for rollback. */
const KEPT = 10;

/** Numbers of all generations that are whole, oldest first: the list of hashes is what is written last. */
export function listGenerations(paths: HostPaths): readonly number[] {
  if (!existsSync(paths.generations)) return [];
  return readdirSync(paths.generations)
    .flatMap((name) => /^(\d+)\.sha256$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** The bundle of a generation, or nothing when it is not there, not whole or damaged. */
export function readGeneration(paths: HostPaths, number: number): StoredBundle | undefined {
  const folder = generationPath(paths, number);
  const manifest = readManifest(paths, number);
  if (manifest === undefined || !existsSync(hashList(paths, number))) return undefined;
  const files = new Map<string, string>();
  for (const path of [MANIFEST, ...manifest.files]) {
    const text = readText(join(folder, path));
    if (text === undefined) return undefined;
    files.set(path, text);
  }
  return { manifest, files };
}

/** What a generation says of itself, also when other files of it are damaged. */
export const readManifest = (paths: HostPaths, number: number): Manifest | undefined =>
  readJson(join(generationPath(paths, number), MANIFEST), manifestSchema);

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    return undefined;
  }
}

/** When a generation was written, in milliseconds since 1970. */
export const generationTime = (paths: HostPaths, number: number): number =>
  lstatSync(hashList(paths, number), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A generation is never edited; whether someone did shows by its list of hashes. */
export function isIntact(paths: HostPaths, number: number, { files }: StoredBundle): boolean {
  const path = hashList(paths, number);
  return existsSync(path) && readFileSync(path, 'utf8') === hashText(files);
}

/** Files of a generation that are not as they were written. */
export function editedFiles(paths: HostPaths, number: number, { files }: StoredBundle): readonly string[] {
  const written = new Set((readText(hashList(paths, number)) ?? '').split('\n'));
  return [...files].filter(([path, text]) => !written.has(hashLine(path, text))).map(([path]) => path);
}

/** Whether a bundle is, to the byte, what `current` leads to. */
export function isInService(bundle: StoredBundle, paths: HostPaths): boolean {
  const generation = currentGeneration(paths);
  return generation !== undefined && isIntact(paths, generation, bundle);
}

/** Writes a bundle as a generation of its own, all of it on disk before this returns. What is there under the number was never finished. */
export function writeGeneration(paths: HostPaths, number: number, { files }: StoredBundle): void {
  const folder = generationPath(paths, number);
  removeGeneration(paths, number);
  makeDirectories(join(folder, 'env'));
  for (const [path, text] of files) writeSynced(join(folder, path), text);
  syncDirectory(join(folder, 'env'));
  syncDirectory(folder);
  writeDurable(hashList(paths, number), hashText(files));
}

/** The commit of an install. */
export const switchTo = (paths: HostPaths, number: number): void =>
  replaceLink(paths.current, `generations/${number}`);

/**
 * Drops all but the last generations up to the current one; those that running units were started from stay. What never came
 * into use, or is half written, was left by an interrupted run and goes, too.
 */
export function pruneGenerations(paths: HostPaths, current: number, inUse: ReadonlySet<number>): void {
  const last = listGenerations(paths).filter((number) => number <= current);
  const kept = new Set([...last.slice(-KEPT), ...inUse, current]);
  for (const name of readdirSync(paths.generations)) {
    const number = Number(/^(\d+)(?:\.sha256)?$/.exec(name)?.[1]);
    if (Number.isNaN(number)) removeIfThere(join(paths.generations, name));
    else if (!kept.has(number)) removeGeneration(paths, number);
  }
}

/** Its list of hashes goes first: without it nothing takes the rest for a generation. */
export function removeGeneration(paths: HostPaths, number: number): void {
  removeIfThere(hashList(paths, number));
  rmSync(generationPath(paths, number), { recursive: true, force: true });
}

const hashList = (paths: HostPaths, number: number): string => join(paths.generations, `${number}.sha256`);

/** The format of sha256sum(1), so that `sha256sum -c` checks a generation by hand. */
const hashText = (files: ReadonlyMap<string, string>): string =>
  [...files]
    .map(([path, text]) => `${hashLine(path, text)}\n`)
    .sort()
    .join('');

const hashLine = (path: string, text: string): string =>
  `${createHash('sha256').update(text).digest('hex')}  ${path}`;

/** Whether a run was killed before its marker stood. */
export const isMarkerHalfWritten = (paths: HostPaths): boolean => existsSync(temporaryOf(paths.pending));

/** What a run that was killed had made and not yet put in its place. */
export function removeTemporaries(paths: HostPaths, units: readonly string[]): void {
  const files = [paths.current, paths.state, paths.pending, paths.sysusers, paths.tmpfiles];
  const links = [paths.links, ...wantsFolders(paths)].flatMap((folder) =>
    units.map((unit) => join(folder, unit)),
  );
  for (const path of [...files, ...links]) if (path !== undefined) removeIfThere(temporaryOf(path));
}

/** Folders of links that start one unit with another, whoever made them. */
export function wantsFolders({ operator }: HostPaths): readonly string[] {
  if (!existsSync(operator)) return [];
  return readdirSync(operator)
    .filter((name) => /\.(?:wants|requires)$/.test(name))
    .map((name) => join(operator, name));
}

/** Nothing when it is not there or damaged; `storeDamage` tells one from the other, and every verb asks it first. */
export const readState = (paths: HostPaths): StoreState | undefined => readJson(paths.state, stateSchema);
export const writeState = (paths: HostPaths, state: StoreState): void =>
  writeDurable(paths.state, `${JSON.stringify(state, null, 2)}\n`);
/**
 * Folders that installs of other environments made and that this one uses too. Whoever is uninstalled last takes them
 * away, so each remembers them; a folder goes only when it is empty.
 */
export function sharedDirectories(paths: HostPaths): readonly string[] {
  const parent = dirname(paths.store);
  // A damaged store of another environment concerns that one alone.
  const others = readdirSync(parent).map((name) => join(parent, name, 'state.json'));
  return others.flatMap((path) => readJson(path, stateSchema)?.directories ?? []);
}

export const readPending = (paths: HostPaths): Pending | undefined => readJson(paths.pending, pendingSchema);
export const writePending = (paths: HostPaths, pending: Pending): void =>
  writeDurable(paths.pending, `${JSON.stringify(pending)}\n`);
export const clearPending = (paths: HostPaths): void => {
  if (removeIfThere(paths.pending)) syncDirectory(paths.store);
};

function readJson<T>(path: string, schema: Schema<T>): T | undefined {
  try {
    return readJudged(path, schema).data;
  } catch {
    return undefined;
  }
}
