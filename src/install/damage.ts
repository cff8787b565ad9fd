// [I/O] Whether the files of a store can be read, and which of them cannot.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import { MANIFEST_FORMAT, manifestSchema } from '../bundle/manifest.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { readJudged, type Schema } from './json-file.ts';
import { generationPath, type HostPaths } from './paths.ts';
import { pendingSchema, stateSchema } from './state.ts';
import { readManifest, readPending, readState } from './store.ts';
import { currentGeneration } from './stores.ts';

interface Damage {
  readonly file: string;
  readonly problem: string;
  /** A newer tsm can read it. */
  readonly isNewer?: true;
}

interface Mend {
  /** Words of a command; nothing where only a backup or an install helps. */
  readonly mend: readonly string[] | undefined;
  readonly why: string;
}

/** What keeps tsm from knowing what a store holds; nothing when all that is there can be read. */
export function storeDamage(paths: HostPaths): Diagnostic | undefined {
  const damage =
    jsonDamage(paths.state, stateSchema, 1) ??
    jsonDamage(paths.pending, pendingSchema, 1) ??
    generationDamage(paths);
  if (damage === undefined) return undefined;
  const { base } = paths;
  const { file, problem } = damage;
  return diagnostic('store-damaged', undefined, {
    file,
    problem,
    environment: environmentOf(paths),
    base,
    ...mendOf(damage, paths),
  });
}

/** What makes the store whole again without a unit being touched, where something does. */
function mendOf({ file, isNewer }: Damage, { state, pending, generations }: HostPaths): Mend {
  if (isNewer === true) return NO_MEND;
  if (file === state)
    return {
      mend: ['rm', state],
      why: 'it says what runs and was enabled, and the next install writes it anew',
    };
  if (file === pending)
    return {
      mend: ['rm', pending],
      why: 'it says what an interrupted run was about; the next install finds out',
    };
  const [, number] = /\/(\d+)\.sha256$/.exec(file) ?? [];
  const folder = shellQuote(`${generations}/${number}`);
  return number === undefined
    ? NO_MEND
    : {
        mend: [
          'sh',
          '-c',
          `cd ${folder} && find * -type f -print0 | xargs -0 sha256sum > ../${number}.sha256`,
        ],
        why: 'the files are there, and what they should be is not known any more: tsm diff compares them with the bundle',
      };
}

const NO_MEND: Mend = { mend: undefined, why: '' };

/** The name of the environment by whichever file still says it, else the base. */
export function environmentOf(paths: HostPaths): string {
  const generation = currentGeneration(paths);
  const manifest = generation === undefined ? undefined : readManifest(paths, generation);
  const named = [manifest, readPending(paths), readState(paths)].find(
    (one) => (one?.environment ?? '') !== '',
  );
  return named?.environment ?? paths.base;
}

function generationDamage(paths: HostPaths): Damage | undefined {
  const generation = currentGeneration(paths);
  if (generation === undefined) return undefined;
  const folder = generationPath(paths, generation);
  const damage =
    jsonDamage(join(folder, MANIFEST), manifestSchema, MANIFEST_FORMAT) ?? lostFile(paths, generation);
  // Another tsm may have switched or uninstalled between the two looks.
  return currentGeneration(paths) === generation ? damage : undefined;
}

/** By what the folders list: reading a thousand files to learn that they are there takes too long for `status`. */
function lostFile(paths: HostPaths, generation: number): Damage | undefined {
  const folder = generationPath(paths, generation);
  const manifest = readManifest(paths, generation);
  if (manifest === undefined) return { file: join(folder, MANIFEST), problem: 'is missing' };
  const there = new Set([...namesIn(folder), ...namesIn(join(folder, 'env')).map((name) => `env/${name}`)]);
  const lost = manifest.files.find((file) => !there.has(file));
  if (lost !== undefined) return { file: join(folder, lost), problem: 'is missing' };
  return existsSync(`${folder}.sha256`) ? undefined : { file: `${folder}.sha256`, problem: 'is missing' };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A file that is not there is no damage. */
function jsonDamage(file: string, schema: Schema<unknown>, known: number): Damage | undefined {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    const { raw, issue } = readJudged(file, schema);
    const format = (raw as { format?: unknown } | null)?.format;
    if (typeof format === 'number' && format > known)
      return { file, problem: `has format ${format}, this tsm knows up to ${known}`, isNewer: true };
    return issue === undefined ? undefined : { file, problem: `is damaged: ${issue}` };
  } catch (problem) {
    // The file may have gone, or been replaced, since it was looked for.
    const { code = '' } = problem as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    // What is closed to us may be whole.
    if (/^E(?:ACCES|PERM)$/.test(code)) throw problem;
    return { file, problem: `cannot be read: ${(problem as Error).message}` };
  }
}
