// [I/O] Brings a bundle on disk to what it should be.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { MANIFEST } from './bundle.ts';
import type { BundleChanges } from './compare.ts';

/**
 * Brings the bundle on disk to what it should be. New texts are staged first, so that a full disk changes nothing; then
 * each is renamed into place, the manifest last, and what is stale goes. Files are not synced: git has them or makes them again.
 * An interrupt waits until it is over.
 */
export function writeChanges(project: string, outDir: string, all: readonly BundleChanges[]): Checked<true> {
  const pending = all.filter(({ files }) => files.length > 0);
  if (pending.length === 0) return { value: true, diagnostics: [] };
  let stage: string | undefined;
  process.on('SIGINT', wait).on('SIGTERM', wait).on('SIGHUP', wait);
  try {
    mkdirSync(join(project, outDir), { recursive: true });
    removeOldStages(join(project, outDir));
    stage = mkdtempSync(join(project, outDir, STAGE));
    for (const changes of pending) stageFiles(join(stage, changes.environment), changes);
    for (const changes of pending)
      moveFiles(join(stage, changes.environment), join(project, changes.directory), changes);
    return { value: true, diagnostics: [] };
  } catch (problem) {
    return { value: undefined, diagnostics: [cannotWrite(problem, project)] };
  } finally {
    if (stage !== undefined) removeStage(stage);
    process.off('SIGINT', wait).off('SIGTERM', wait).off('SIGHUP', wait);
  }
}

const wait = (): void => undefined;

const STAGE = '.tsm-stage-';

/** What was moved away as a whole has left an empty folder, and Node takes a while to load what removes more. */
function removeStage(stage: string): void {
  try {
    rmdirSync(stage);
  } catch {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** A killed run leaves its stage behind. */
function removeOldStages(directory: string): void {
  for (const name of readdirSync(directory))
    if (name.startsWith(STAGE)) rmSync(join(directory, name), { recursive: true, force: true });
}

function stageFiles(stage: string, { files }: BundleChanges): void {
  mkdirSync(join(stage, 'env'), { recursive: true });
  for (const { path, after } of files) if (after !== undefined) writeFileSync(join(stage, path), after);
}

/** A bundle that is not there yet takes its place as a whole. */
function moveFiles(stage: string, directory: string, { files }: BundleChanges): void {
  if (!existsSync(directory)) return renameSync(stage, directory);
  mkdirSync(join(directory, 'env'), { recursive: true });
  const written = files.filter(({ after }) => after !== undefined);
  const manifestLast = [
    ...written.filter(({ path }) => path !== MANIFEST),
    ...written.filter(({ path }) => path === MANIFEST),
  ];
  for (const { path } of manifestLast) renameSync(join(stage, path), join(directory, path));
  for (const { path, after } of files) if (after === undefined) removeFile(directory, path);
}

function removeFile(directory: string, path: string): void {
  rmSync(join(directory, path), { force: true });
  if (dirname(path) !== '.' && readdirSync(join(directory, dirname(path))).length === 0)
    rmdirSync(join(directory, dirname(path)));
}

function cannotWrite(problem: unknown, project: string): Diagnostic {
  const { code, message, path } = problem as NodeJS.ErrnoException;
  if (code === undefined) throw problem;
  return diagnostic('cannot-write', undefined, {
    path: path === undefined ? 'the bundle' : path.replace(`${project}/`, ''),
    problem: message.replace(`${project}/`, ''),
  });
}
