// [I/O] Which environments a host has.
import { existsSync, lstatSync } from 'node:fs';
import type { Manifest } from '../bundle/manifest.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { environmentOf, storeDamage } from './damage.ts';
import type { HostPaths } from './paths.ts';
import { storesOf, type Caller, currentGeneration } from './stores.ts';
import { readManifest, readPending } from './store.ts';

/** An environment that is installed, or whose install was interrupted. */
export interface Installed {
  readonly paths: HostPaths;
  /** Absent when an install never came to its switch. */
  readonly manifest: Manifest | undefined;
  readonly interrupted: boolean;
  /** The environment as its marker names it, when no manifest does any more. */
  readonly environment: string;
  /** What of its store cannot be read; nothing but an uninstall goes on then. Without a manifest. */
  readonly damage?: Diagnostic | undefined;
}

/** Stores of the system and of the calling user, by base. */
export const findInstalled = (caller: Caller): readonly Installed[] =>
  storesOf(caller).flatMap((paths) => {
    const damage = storeDamage(paths);
    const environment = environmentOf(paths);
    if (damage !== undefined)
      return [{ paths, manifest: undefined, interrupted: false, environment, damage }];
    const generation = currentGeneration(paths);
    const pending = readPending(paths);
    const manifest = generation === undefined ? undefined : readManifest(paths, generation);
    const interrupted = pending !== undefined || isBare(paths);
    return manifest === undefined && !interrupted ? [] : [{ paths, manifest, interrupted, environment }];
  });

/** Stores in which an uninstall left secrets and nothing else, or in which secrets wait for a first install. */
export const findKeptSecrets = (caller: Caller): readonly HostPaths[] =>
  storesOf(caller).filter(
    (paths) => existsSync(paths.secrets) && ![paths.current, paths.pending].some(isThere),
  );

/** A store without anything that an install or a secret leaves: its last or first step was interrupted. */
const isBare = (paths: HostPaths): boolean => ![paths.current, paths.state, paths.secrets].some(isThere);

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** What an interrupted first install or uninstall left, of the environment of that name or of any. */
export const findLeftovers = (all: readonly Installed[], name: string | undefined): readonly Installed[] =>
  all.filter(
    (one) =>
      one.manifest === undefined && one.damage === undefined && (name === undefined || isNamed(one, name)),
  );

/** Stores that cannot be read, of the environment of that name. */
export const findDamaged = (all: readonly Installed[], name: string | undefined): readonly Installed[] =>
  all.filter((one) => one.damage !== undefined && (name === undefined || isNamed(one, name)));

const isNamed = ({ environment, paths }: Installed, name: string): boolean =>
  name === environment || name === paths.base;

/**
 * What was asked for by name, alias or base; else the only one, else the default of its project. `here` are the ids of the projects in
 * the folder of the command: a verb without a name never means another project's services there, and a name that two have
 * means the one here.
 */
export function chooseInstalled(
  all: readonly Installed[],
  name: string | undefined,
  here: readonly string[],
): Checked<Installed> {
  const known = all.filter(isKnown);
  const named = known.filter((one) => name === undefined || namesOf(one).includes(name));
  const own = named.filter(({ manifest }) => here.includes(manifest.id));
  const fits = name === undefined && here.length > 0 ? own : own.length > 0 ? own : named;
  const chosen = theOne(fits, name);
  if (chosen !== undefined) return { value: chosen, diagnostics: [] };
  const damage = findDamaged(all, name).flatMap((one) => one.damage ?? []);
  if (fits.length === 0 && damage.length > 0) return { value: undefined, diagnostics: damage };
  const problem =
    fits.length === 0
      ? diagnostic('not-installed', undefined, { environment: name, installed: choicesOf(known) })
      : diagnostic('environment-ambiguous', undefined, { choices: choicesOf(fits) });
  return { value: undefined, diagnostics: [problem] };
}

type Known = Installed & { manifest: Manifest };

const isKnown = (one: Installed): one is Known => one.manifest !== undefined;

const namesOf = ({ manifest, paths }: Known): readonly string[] => [
  manifest.environment,
  ...manifest.aliases,
  paths.base,
];

/** The default counts among environments of one project. */
function theOne(fits: readonly Known[], name: string | undefined): Known | undefined {
  const projects = new Set(fits.map(({ manifest }) => manifest.id));
  const standard =
    name === undefined && projects.size === 1 ? fits.filter(({ manifest }) => manifest.default) : [];
  return fits.length === 1 ? fits[0] : standard.length === 1 ? standard[0] : undefined;
}

/** What to type for each: the base where two have one name. */
const choicesOf = (known: readonly Known[]): readonly string[] =>
  known.map(({ manifest, paths }) =>
    known.filter((one) => one.manifest.environment === manifest.environment).length > 1
      ? paths.base
      : manifest.environment,
  );
