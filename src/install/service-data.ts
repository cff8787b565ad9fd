// [I/O] What services keep: the directories that systemd made for them. Only a purge takes them away.
import { lstatSync, realpathSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parseUnit } from '../unit/parse.ts';
import { textWords } from '../unit/words.ts';
import { homeOf, type HostPaths } from './paths.ts';
import type { DataDirectory } from './state.ts';
import type { StoredBundle } from './store.ts';

/** A directory that a purge did not take away, and why. */
export interface Left {
  readonly path: string;
  readonly why: string;
}

/** Every directory that the services of a bundle may keep, whether or not it is there. */
export function dataDirectories({ files }: StoredBundle, paths: HostPaths): readonly DataDirectory[] {
  const sections = [...files]
    .filter(([file]) => file.endsWith('.service'))
    .map(([, text]) => parseUnit(text).sections.get('Service'));
  return Object.entries(parentsOf(paths)).flatMap(([key, parents]) =>
    sections
      .flatMap((section) => namesIn((section?.get(key) ?? []).map(({ value }) => value)))
      .flatMap((name) => parents.map((parent) => ({ ...parent, name }))),
  );
}

const pathOf = ({ parent, name }: DataDirectory): string => `${parent}/${name}`;

/** Those that are there and that a purge would take, without what lies in another of them. Services share theirs. */
export function keptData(data: readonly DataDirectory[], paths: HostPaths): readonly string[] {
  const there = data.filter((one) => isPlain(one.name) && isThere(pathOf(one)));
  const kept = there
    .filter((one) => whyLeft(pathOf(one), one.parent, foldersOf(paths)) === undefined)
    .map(pathOf);
  return [...new Set(kept)].filter((path) => !kept.some((other) => path.startsWith(`${other}/`)));
}

/** Takes them away and names what stays. A folder that holds files of tsm or of systemd itself is never taken. */
export const removeData = (data: readonly DataDirectory[], paths: HostPaths): readonly Left[] =>
  data.flatMap((one) => removeOne(one, foldersOf(paths)));

/** Where tsm and systemd keep their own files. */
const foldersOf = ({ store, links, operator }: HostPaths): readonly string[] => [store, links, operator];

/** Parent folders by directive, and where else a service's directory may be: the table of systemd.exec(5). */
function parentsOf(paths: HostPaths): Readonly<Record<string, readonly Omit<DataDirectory, 'name'>[]>> {
  if (paths.scope === 'user') return userParents(paths);
  // The part below private/ goes first: with DynamicUser= the other is a link to it.
  const both = (parent: string) => [{ parent: `${parent}/private` }, { parent }];
  return {
    StateDirectory: both('/var/lib'),
    CacheDirectory: both('/var/cache'),
    LogsDirectory: both('/var/log'),
    ConfigurationDirectory: [{ parent: '/etc' }],
  };
}

/** Before 254 a user's state and logs lay below the configuration. The shell's variables need not be the manager's. */
function userParents(paths: HostPaths): ReturnType<typeof parentsOf> {
  const home = homeOf(paths);
  const places = (variable: string, usual: string): readonly string[] => {
    const set = process.env[variable];
    return [...new Set([join(home, usual), ...(set !== undefined && isAbsolute(set) ? [set] : [])])];
  };
  const state = places('XDG_STATE_HOME', '.local/state');
  const older = join(home, '.config');
  return {
    StateDirectory: state.map((parent) => ({ parent, older })),
    CacheDirectory: places('XDG_CACHE_HOME', '.cache').map((parent) => ({ parent })),
    LogsDirectory: state.map((parent) => ({ parent: join(parent, 'log'), older: join(older, 'log') })),
    ConfigurationDirectory: places('XDG_CONFIG_HOME', '.config').map((parent) => ({ parent })),
  };
}

/** Words of all assignments after the last empty one. What follows a colon is a link to the directory. */
function namesIn(values: readonly string[]): readonly string[] {
  return values.slice(values.lastIndexOf('') + 1).flatMap((value) => {
    const words = textWords(value, 'c');
    return 'value' in words ? words.value.map((word) => word.replace(/:.*$/, '')) : [value];
  });
}

function removeOne(directory: DataDirectory, kept: readonly string[]): readonly Left[] {
  const { parent, name, older } = directory;
  const path = pathOf(directory);
  if (!isPlain(name)) return [{ path, why: 'its name is not a plain path' }];
  const before = older === undefined ? undefined : join(older, name);
  if (before === undefined || !isThere(before)) return remove(path, parent, kept);
  if (!isThere(path)) return [{ path: before, why: 'it may be somebody else’s; systemd before 254 uses it' }];
  const leadsThere = realpathSync(path) === realpathSync(before);
  return [
    ...remove(path, parent, kept),
    ...(leadsThere && older !== undefined ? remove(before, older, kept) : []),
  ];
}

/** What systemd takes as a name (path_is_normalized), but for specifiers, which only systemd can expand. */
const isPlain = (name: string): boolean =>
  !name.includes('%') &&
  !/^private(?:\/|$)/.test(name) &&
  name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');

function remove(path: string, parent: string, kept: readonly string[]): readonly Left[] {
  if (!isThere(path)) return [];
  const why = whyLeft(path, parent, kept);
  if (why !== undefined) return [{ path, why }];
  try {
    rmSync(path, { recursive: true, force: true });
    return [];
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    return [{ path, why: (problem as Error).message }];
  }
}

/** Whoever owns a folder on the way could put a link there that leads root anywhere. */
function whyLeft(path: string, parent: string, kept: readonly string[]): string | undefined {
  if (kept.some((folder) => `${folder}/`.startsWith(`${path}/`)))
    return 'tsm or systemd itself keeps its files there';
  try {
    const way = dirname(path).slice(parent.length);
    return realpathSync(dirname(path)) === realpathSync(parent) + way
      ? undefined
      : 'the way to it leads through a symbolic link';
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === undefined) throw problem;
    return (problem as Error).message;
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
