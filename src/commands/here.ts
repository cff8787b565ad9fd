// [I/O] Where one stands, by the files that are there alone: no config is evaluated, no program is run.
import { existsSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';
import { CONFIG_NAMES, FOREIGN_FILES } from '../config/config-names.ts';
import { rememberedAt } from '../trace/trace.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { knownNames, type KnownNames } from './known-names.ts';

/** What is there of a project and of this host. */
interface Standing {
  /** From here. */
  readonly config: string | undefined;
  /** What another tool starts, where there is no config yet. */
  readonly foreign: string | undefined;
  readonly bundles: readonly KnownNames[];
  /** By folder of a bundle: a source that was changed after it was written. */
  readonly newer: ReadonlyMap<string, string>;
  readonly installed: readonly KnownNames[];
  readonly isBooted: boolean;
}

/** `tsm` alone: what is there, and the next command. */
export function here({ cwd, caller, out }: Terminal): number {
  const known = knownNames(cwd, caller.home);
  const config = findConfig(cwd);
  const bundles = known.filter(({ isInstalled }) => !isInstalled);
  const standing: Standing = {
    config,
    foreign: findForeign(cwd),
    bundles,
    newer: config === undefined ? new Map() : newerSources(resolve(cwd, config), bundles),
    installed: known.filter(({ isInstalled }) => isInstalled),
    isBooted: caller.isBooted ?? existsSync('/run/systemd/system'),
  };
  out(`${describe(standing).join('\n')}\n\nNext: ${nextCommand(standing)}\nAll commands: tsm help\n`);
  return EXIT.done;
}

/** Times are not content: what a run of generate found to be the same is not older, however young its sources are. */
function newerSources(config: string, bundles: readonly KnownNames[]): ReadonlyMap<string, string> {
  const project = realpathSync(dirname(config));
  const checked = rememberedAt(project) ?? 0;
  return new Map(
    bundles.flatMap(({ folder, sources }) => {
      const written = Math.max(checked, timeOf(join(folder, MANIFEST)));
      // A service file that is new or gone changes the folder.
      const folders = new Set(sources.filter((one) => one.endsWith('.tsm')).map((one) => dirname(one)));
      const all = [basename(config), ...sources, ...[...folders].map((one) => `${one}/`)];
      const newer = all.find((one) => timeOf(join(project, one)) > written + CHECKOUT);
      return newer === undefined ? [] : [[folder, newer] as const];
    }),
  );
}

/** Milliseconds in which git may write all files of a commit. */
const CHECKOUT = 2000;

const timeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function describe(standing: Standing): readonly string[] {
  const { config, bundles, newer, installed, isBooted } = standing;
  const width = Math.max(0, ...[...bundles, ...installed].map((one) => nameOf(one).length));
  const row = (one: KnownNames, text: string): string => `${nameOf(one).padEnd(width)}  ${text}`;
  const nothing = isBooted ? 'nothing is installed' : 'systemd is not running here';
  return [
    ...rows('Config', [config ?? 'none here, or in a folder above']),
    ...rows(
      'Bundles',
      bundles.length === 0 ? ['none'] : bundles.map((one) => row(one, bundleText(one, newer))),
    ),
    ...rows(
      'Host',
      installed.length === 0 ? [nothing] : installed.map((one) => row(one, hostText(one, bundles))),
    ),
  ];
}

const rows = (title: string, texts: readonly string[]): readonly string[] =>
  texts.map((text, index) => `${(index === 0 ? title : '').padEnd(9)}${text}`);

const nameOf = ({ environments: [name = ''] }: KnownNames): string => `@${name}`;

const bundleText = ({ folder, from }: KnownNames, newer: Standing['newer']): string =>
  newer.has(folder) ? `${from}, older than ${newer.get(folder)}` : from;

function hostText(one: KnownNames, bundles: readonly KnownNames[]): string {
  if (isUnderWay(one))
    return `generation ${basename(readlinkSync(one.folder))}, an install is under way or was interrupted`;
  const bundle = bundles.find(({ base }) => base === one.base);
  const differs = bundle !== undefined && isDifferent(bundle, one) ? ', not as the bundle says' : '';
  return `generation ${basename(readlinkSync(one.folder))}${differs}`;
}

/** Its marker stands beside what is in service. */
const isUnderWay = ({ folder }: KnownNames): boolean => existsSync(join(dirname(folder), 'pending.json'));

/** The first that fits. */
function nextCommand({ config, foreign, bundles, newer, installed, isBooted }: Standing): string {
  const half = installed.find(isUnderWay);
  if (half !== undefined) return `tsm doctor ${nameOf(half)}`;
  const [bundle] = [...bundles.filter(({ isDefault }) => isDefault), ...bundles];
  if (bundle === undefined && config !== undefined) return 'tsm generate';
  if (bundle === undefined) return installed.length > 0 ? 'tsm status' : firstCommand(foreign);
  if (newer.size > 0) return 'tsm generate';
  const stale = bundles.find((one) =>
    installed.some((other) => other.base === one.base && isDifferent(one, other)),
  );
  if (stale !== undefined && isBooted) return `tsm install ${nameOf(stale)} --dry-run`;
  if (installed.length > 0) return 'tsm status';
  return isBooted
    ? `tsm install ${nameOf(bundle)} --dry-run`
    : `tsm try ${nameOf(bundle)}, commit, and on the host: tsm install ${nameOf(bundle)}`;
}

/** Where there is no project yet. */
export const firstCommand = (foreign: string | undefined): string =>
  foreign === undefined ? 'tsm init' : `tsm import ${foreign}`;

export const findForeign = (cwd: string): string | undefined =>
  FOREIGN_FILES.find((name) => existsSync(join(cwd, name)));

const isDifferent = (bundle: KnownNames, installed: KnownNames): boolean =>
  [...bundle.files, MANIFEST].some((path) => textOf(bundle, path) !== textOf(installed, path));

function textOf({ folder }: KnownNames, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return undefined;
  }
}

export function findConfig(cwd: string): string | undefined {
  for (let at = resolve(cwd); ; at = dirname(at)) {
    const name = CONFIG_NAMES.find((one) => isConfig(join(at, one)));
    if (name !== undefined) return relative(cwd, join(at, name));
    if (at === dirname(at)) return undefined;
  }
}

/** A package.json is one only when it says so. */
function isConfig(path: string): boolean {
  if (basename(path) !== 'package.json') return existsSync(path);
  try {
    return Object.hasOwn(JSON.parse(readFileSync(path, 'utf8')) as object, 'tsm');
  } catch {
    return false;
  }
}
