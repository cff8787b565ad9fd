import { MANIFEST, type Bundle } from './bundle/bundle.ts';
import type { Manifest } from './bundle/manifest.ts';
import { readCommittedPorts } from './bundle/read.ts';
import { locateDiagnostics } from './commands/show-diagnostics.ts';
import { assumeHost } from './compare/assumed-host.ts';
import { compile as compileSources, type Compiled } from './compile.ts';
import { loadProject as findProject } from './config/load.ts';
import type { Sources } from './config/sources.ts';
import type { Checked, Diagnostic } from './diagnostics/diagnostic.ts';
import { diagnostic } from './diagnostics/diagnostic.ts';
import type { Located } from './diagnostics/print.ts';
import type { ActionPlan } from './install/action-plan.ts';
import { bundleFoldersAt } from './install/bundle-folders.ts';
import { openBundle } from './install/open-bundle.ts';
import { planInstall as planOn } from './install/plan.ts';
import type { StoredBundle } from './install/store.ts';
import { loadLayouts } from './unit/layouts.ts';

/** A project that was found. */
export interface Project {
  /** The folder of the config, absolute. */
  readonly directory: string;
  readonly sources: Sources;
}

/** What an install is asked beside the bundle. Nothing of it is needed. */
export interface PlanOptions {
  /** What the host runs now, untouched by anybody. Nothing: a host that has never had it. */
  readonly installed?: Bundle | StoredBundle | undefined;
  /** Start the target, too: `--now`. */
  readonly now?: boolean;
  /** Services to restart although nothing about them changed, by their names, or all that run or have failed: `--restart`. */
  readonly restart?: 'all' | readonly string[];
  /** Restart nothing: `--no-restart`. */
  readonly noRestart?: boolean;
}

/**
 * Finds the config in `folder` or a folder above it, and runs it, since it is a program. Reads the committed manifests, too,
 * for ports that were given out.
 *
 * A mistake of the user's is a diagnostic and the value is missing then; nothing is thrown for it.
 */
export async function loadProject(folder: string): Promise<Checked<Project>> {
  const { value: found, diagnostics } = await findProject(folder);
  if (found === undefined) return { value: undefined, diagnostics };
  const { directory, files } = found;
  const committedPorts: Sources['committedPorts'] = (outDir) => readCommittedPorts(directory, outDir);
  return { value: { directory, sources: { ...files, committedPorts } }, diagnostics };
}

/**
 * What `tsm generate` would write: sources → config → services → units → bundles. Synchronous; reads files of the project
 * through `sources` alone, and writes nothing. The same sources give the same bytes.
 *
 * `environments` are names or aliases without the `@`; none means all. When anything asked for is wrong there is no value, and
 * `diagnostics` has all mistakes of the stage. A value may come with warnings.
 */
export const compile = (sources: Sources, environments: readonly string[] = []): Checked<Compiled> =>
  compileSources(sources, loadLayouts(), environments);

/**
 * Reads the bundle in `folder`, as `tsm install` does: once, every file that the manifest lists and none beside. Who owns the
 * files is not looked at, so this is no reason to run what it says as root.
 */
export function readBundle(folder: string): Checked<StoredBundle> {
  const known = bundleFoldersAt(folder);
  const [at] = known;
  return at === undefined || known.length > 1
    ? {
        value: undefined,
        diagnostics: [diagnostic('bundle-not-at-path', undefined, { path: folder, known })],
      }
    : openBundle(at, undefined);
}

/**
 * What a host would do to run `bundle`: a verdict with a reason per unit, and the steps in their order. Pure; the host is
 * assumed to run `options.installed` as it was generated. What a host that is there would do says
 * `tsm install --dry-run --json`, in the same shape.
 */
export function planInstall(bundle: Bundle | StoredBundle, options: PlanOptions = {}): ActionPlan {
  const { installed, now = false, restart = [], noRestart = false } = options;
  const desired = stored(bundle);
  const { scope, base } = desired.manifest;
  const host = assumeHost(scope, base, installed === undefined ? undefined : stored(installed));
  return planOn(desired, host, { now, restart, noRestart });
}

/** A bundle as it will be read again. */
const stored = (bundle: Bundle | StoredBundle): StoredBundle =>
  'manifest' in bundle
    ? bundle
    : { manifest: JSON.parse(bundle.files.get(MANIFEST) ?? '') as Manifest, files: bundle.files };

/** Diagnostics with message, hint, line and column, as `--json` prints them. `directory` is that of the project. */
export const explain = (diagnostics: readonly Diagnostic[], directory: string): Promise<readonly Located[]> =>
  locateDiagnostics(diagnostics, directory);
