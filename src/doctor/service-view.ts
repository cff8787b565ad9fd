import type { HostPaths } from '../install/paths.ts';
import { execWords } from '../unit/exec-words.ts';
import { parseUnit, type ParsedUnit } from '../unit/parse.ts';
import { HOME_SPECIFIER } from '../unit/refusal.ts';
import { environmentWords, pathListWords, plainValue, textWords, type Decoded } from '../unit/words.ts';
import { hiddenPlaces, type HiddenPlace, type Values } from './sandbox.ts';

/** A path that a unit names; `optional` where systemd goes on without it. */
export interface NamedPath {
  readonly path: string;
  readonly optional: boolean;
  /** The directive that names it. */
  readonly by: string;
}

/** What one service needs of its host, as its unit says with all drop-ins. */
export interface ServiceView {
  readonly unit: string;
  /** Empty: the user of the manager. */
  readonly user: string;
  readonly group: string;
  readonly moreGroups: readonly string[];
  /** A user that systemd makes for each run, or a root directory of its own: nothing of that can be looked at from outside. */
  readonly isApart: boolean;
  readonly workingDirectory: NamedPath | undefined;
  /** Where a bare program is looked for. */
  readonly searchPath: readonly string[];
  readonly programs: readonly string[];
  /** Shell files that the command sources first. */
  readonly sources: readonly string[];
  readonly envFiles: readonly NamedPath[];
  /** Directories that systemd makes for the service and gives to its user. */
  readonly ownDirectories: readonly NamedPath[];
  /** Paths of the sandbox that must be there. */
  readonly sandboxPaths: readonly NamedPath[];
  readonly hidden: HiddenPlace;
  readonly memoryMax: string | undefined;
  readonly isRestarted: boolean;
  /** Controllers of control groups that its limits need. */
  readonly controllers: readonly string[];
}

/** `text` is the unit with its drop-ins behind it. `programs` are those that the manifest knows inside shell commands. */
export function serviceView(
  unit: string,
  text: string,
  programs: readonly string[],
  paths: HostPaths,
  home: string,
): ServiceView {
  const parsed = parseUnit(text.replaceAll('%h', paths.scope === 'user' ? home : '/root'));
  const values = valuesOf(parsed, 'Service');
  const one = (key: string): string | undefined => values(key).at(-1);
  return {
    unit,
    user: one('User') ?? '',
    group: one('Group') ?? '',
    moreGroups: values('SupplementaryGroups').flatMap((value) => value.split(/\s+/)),
    isApart: /^(?:yes|true|on|1)$/.test(one('DynamicUser') ?? '') || hasOwnRoot(values),
    workingDirectory: directoryOf(one('WorkingDirectory')),
    searchPath: searchPathOf(values),
    programs: [...new Set([...programsOf(values), ...programs])],
    sources: [...new Set(values('ExecStart').flatMap(sourcesOf))],
    envFiles: values('EnvironmentFile').flatMap(envFileOf),
    ownDirectories: paths.scope === 'user' ? [] : ownDirectories(values),
    sandboxPaths: SANDBOX.flatMap((key) => values(key).flatMap((value) => pathList(value, key))),
    hidden: hiddenPlaces(values),
    memoryMax: one('MemoryMax'),
    isRestarted: !/^(?:no)?$/.test(one('Restart') ?? ''),
    controllers: [...new Set(CONTROLLERS.filter(([key]) => isLimit(one(key))).map(([, name]) => name))],
  };
}

export const valuesOf =
  ({ sections }: ParsedUnit, section: string): Values =>
  (key) => {
    const all = (sections.get(section)?.get(key) ?? []).map(({ value }) => value);
    return all.slice(all.lastIndexOf('') + 1);
  };

const CONTROLLERS = [
  ['MemoryMax', 'memory'],
  ['MemoryHigh', 'memory'],
  ['TasksMax', 'pids'],
  ['CPUQuota', 'cpu'],
] as const;

const isLimit = (value: string | undefined): boolean => value !== undefined && value !== 'infinity';

const hasOwnRoot = (values: Values): boolean =>
  ['RootDirectory', 'RootImage'].some((key) => values(key).length > 0);

/** systemd.exec(5): `~` is the home of the user, which systemd finds. */
function directoryOf(value: string | undefined): NamedPath | undefined {
  if (value === undefined) return undefined;
  const path = decoded(plainValue(value.replace(/^-/, '')));
  return path?.startsWith('/') === true
    ? { path: path.replace(/(?<=.)\/$/, ''), optional: value.startsWith('-'), by: 'WorkingDirectory=' }
    : undefined;
}

const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function searchPathOf(values: Values): readonly string[] {
  const set = values('Environment')
    .flatMap((value) => decoded(environmentWords(value)) ?? [])
    .findLast(([name]) => name === 'PATH')?.[1];
  const path = values('ExecSearchPath').join(':') || set || USUAL_PATH;
  return path.split(':').filter((folder) => folder.startsWith('/'));
}

function programsOf(values: Values): readonly string[] {
  const lines = ['ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload'].flatMap(values);
  return lines.flatMap((line) => {
    const [command] = decoded(execWords(line)) ?? [];
    if (command === undefined || command.prefixes.includes('-')) return [];
    const [, behind] = command.argv;
    const isEnv = command.program === '/usr/bin/env' && behind !== undefined && !/^-|=/.test(behind);
    return isEnv ? [command.program, behind] : [command.program];
  });
}

/** The wrapper that the command gets for `source` (unit/plan/exec.ts) looks whether it can read each file. */
function sourcesOf(line: string): readonly string[] {
  const [command] = decoded(execWords(line)) ?? [];
  const script = command?.program === '/bin/bash' ? (command.argv[2] ?? '') : '';
  return [...script.matchAll(/\[ -r ('(?:[^']|'\\'')*'|[^\s']+) \] \|\| \{ echo /g)].map(([, word = '']) =>
    word.startsWith("'") ? word.slice(1, -1).replaceAll(String.raw`'\''`, "'") : word,
  );
}

/** A pattern stands for files that nobody can name. */
function envFileOf(value: string): readonly NamedPath[] {
  const raw = value.replace(/^-/, '');
  if (/(?<!\\)[*?[]/.test(raw)) return [];
  const path = decoded(plainValue(raw))?.replaceAll(/\\(.)/g, '$1');
  return path === undefined ? [] : [{ path, optional: value.startsWith('-'), by: 'EnvironmentFile=' }];
}

/** systemd.exec(5), table 2. RuntimeDirectory= goes with each stop, so it is not looked for. */
const OWN = { StateDirectory: '/var/lib', CacheDirectory: '/var/cache', LogsDirectory: '/var/log' } as const;

const ownDirectories = (values: Values): readonly NamedPath[] =>
  Object.entries(OWN).flatMap(([key, parent]) =>
    values(key)
      .flatMap((value) => decoded(textWords(value, 'c')) ?? [])
      .map((name) => ({ path: `${parent}/${name.replace(/:.*$/, '')}`, optional: false, by: `${key}=` })),
  );

const SANDBOX = ['ReadWritePaths', 'ReadOnlyPaths', 'InaccessiblePaths'] as const;

const pathList = (value: string, key: string): readonly NamedPath[] =>
  (decoded(pathListWords(value)) ?? []).map((word) => ({
    path: word.replace(/^[-+]+/, ''),
    optional: /^\+?-/.test(word),
    by: `${key}=`,
  }));

/** Nothing for what only this host's systemd can expand. */
export function decoded<T>(value: Decoded<T>): T | undefined {
  if ('error' in value) return undefined;
  return JSON.stringify(value.value).includes(HOME_SPECIFIER) ? undefined : value.value;
}
