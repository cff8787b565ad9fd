// [I/O] Which environments a host has, and what kind of host it is.
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import type { Manifest } from '../bundle/manifest.ts';
import { manifestSchema } from '../bundle/manifest.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Trust } from './open-bundle.ts';
import { hostPaths, storeRoot, type HostContext, type HostPaths } from './paths.ts';
import { currentGeneration, readGeneration, readPending } from './store.ts';

/** An environment that is installed, or whose install was interrupted. */
export interface Installed {
  readonly paths: HostPaths;
  /** Absent when an install never came to its switch. */
  readonly manifest: Manifest | undefined;
  readonly interrupted: boolean;
  /** The environment as its marker names it, when no manifest does any more. */
  readonly environment: string;
}

/** Stores of the system and of the calling user, by base. */
export function findInstalled(caller: {
  readonly home: string;
  readonly runtime: string;
}): readonly Installed[] {
  return (['system', 'user'] as const).flatMap((scope) => {
    const context: HostContext = {
      scope,
      home: caller.home,
      runtime: caller.runtime,
      localLibAtBoot: isLocalLibAtBoot(),
    };
    return folders(storeRoot(context)).flatMap((base) => {
      const paths = hostPaths(context, base);
      const generation = currentGeneration(paths);
      const pending = readPending(paths);
      const manifest = generation === undefined ? undefined : readGeneration(paths, generation)?.manifest;
      const interrupted = pending !== undefined || isBare(paths);
      const environment = manifest?.environment ?? pending?.environment ?? base;
      return manifest === undefined && !interrupted ? [] : [{ paths, manifest, interrupted, environment }];
    });
  });
}

/** A store without anything that an install or a secret leaves: its last or first step was interrupted. */
const isBare = (paths: HostPaths): boolean =>
  ![paths.current, paths.state, paths.secrets].some(
    (path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  );

function folders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Links behind a mount of their own are not there yet when systemd builds the boot transaction. */
export function isLocalLibAtBoot(): boolean {
  const device = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.dev;
  const local = device('/usr/local/lib') ?? device('/usr/local') ?? device('/usr');
  return local === device('/') || local === device('/usr');
}

/** What an interrupted first install or uninstall left, of the environment of that name or of any. */
export const findLeftovers = (all: readonly Installed[], name: string | undefined): readonly Installed[] =>
  all.filter(
    ({ manifest, paths, environment }) =>
      manifest === undefined && (name === undefined || name === environment || name === paths.base),
  );

/** What was asked for by name, alias or base; else the only one, else the default. */
export function chooseInstalled(all: readonly Installed[], name: string | undefined): Checked<Installed> {
  const named = all.filter((one): one is Installed & { manifest: Manifest } => one.manifest !== undefined);
  const choices = named.map(({ manifest, paths }) =>
    named.filter((one) => one.manifest.environment === manifest.environment).length > 1
      ? paths.base
      : manifest.environment,
  );
  const fits =
    name === undefined
      ? named
      : named.filter(({ manifest, paths }) =>
          [manifest.environment, ...manifest.aliases, paths.base].includes(name),
        );
  if (fits.length === 1 && fits[0] !== undefined) return { value: fits[0], diagnostics: [] };
  const [standard, ...others] = fits.filter(({ manifest }) => manifest.default);
  if (name === undefined && standard !== undefined && others.length === 0)
    return { value: standard, diagnostics: [] };
  const problem =
    fits.length === 0
      ? diagnostic('not-installed', undefined, { environment: name, installed: choices })
      : diagnostic('environment-ambiguous', undefined, { choices });
  return { value: undefined, diagnostics: [problem] };
}

/** A bundle that lies in the project. */
export interface FoundBundle {
  readonly folder: string;
  readonly environment: string;
  readonly aliases: readonly string[];
  readonly isDefault: boolean;
}

/** Bundles as `*\/tsm.json` below `systemd/` in this folder or one above. The name of a bundle's folder means nothing. */
export function findBundles(from: string): readonly FoundBundle[] {
  for (let at = realpathSync(from); ; at = dirname(at)) {
    const found = [at, join(at, 'systemd')]
      .flatMap((parent) => folders(parent).map((name) => join(parent, name)))
      .flatMap(peek);
    const here = [...peek(at), ...found];
    if (here.length > 0 || at === '/') return here;
  }
}

/** Only to know which bundle is meant; what it says is checked when it is opened. */
function peek(folder: string): readonly FoundBundle[] {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return [];
  try {
    const {
      environment,
      aliases,
      default: isDefault,
    } = manifestSchema.partial().parse(JSON.parse(readFileSync(path, 'utf8')));
    return [
      { folder, environment: environment ?? '', aliases: aliases ?? [], isDefault: isDefault ?? false },
    ];
  } catch {
    return [
      { folder, environment: folder.slice(folder.lastIndexOf('/') + 1), aliases: [], isDefault: false },
    ];
  }
}

export function chooseBundle(all: readonly FoundBundle[], name: string | undefined): Checked<FoundBundle> {
  const fits =
    name === undefined
      ? all
      : all.filter(({ environment, aliases }) => environment === name || aliases.includes(name));
  if (fits.length === 1 && fits[0] !== undefined) return { value: fits[0], diagnostics: [] };
  const [standard, ...others] = fits.filter(({ isDefault }) => isDefault);
  if (name === undefined && standard !== undefined && others.length === 0)
    return { value: standard, diagnostics: [] };
  const found = all.map(({ environment }) => environment);
  const problem: Diagnostic =
    fits.length === 0
      ? diagnostic('bundle-missing', undefined, { environment: name, found })
      : diagnostic('environment-ambiguous', undefined, { choices: found });
  return { value: undefined, diagnostics: [problem] };
}

/** Whether systemd is PID 1: sd_booted(3). */
export const isBooted = (): boolean => existsSync('/run/systemd/system');

/** Root, and the user who called sudo with the groups that are that user's alone. */
export function trustOf(uid: number, sudoUid: number | undefined): Trust | undefined {
  if (uid !== 0) return undefined;
  const groups = new Set([0]);
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const own = users.find(([, , id]) => Number(id) === sudoUid);
  const [, , , primary] = own ?? [];
  const group = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, , id]) => id === primary);
  const shared =
    users.filter(([, , , gid]) => gid === primary).length > 1 ||
    (group?.[3] ?? '').split(',').some((member) => member !== '' && member !== own?.[0]);
  if (primary !== undefined && !shared) groups.add(Number(primary));
  return { owners: new Set(sudoUid === undefined ? [0] : [0, sudoUid]), groups };
}
