// [I/O] Programs and working directories that units name, looked up as systemd will.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { execWords } from '../unit/exec-words.ts';
import { parseUnit, type ParsedUnit } from '../unit/parse.ts';
import { HOME_SPECIFIER } from '../unit/refusal.ts';
import { environmentWords, plainValue, textWords } from '../unit/words.ts';
import { mayRun } from './may-run.ts';
import { homeOf, hostRoot, type HostPaths } from './paths.ts';
import { dataDirectories } from './service-data.ts';
import { serviceValue } from './service-value.ts';
import type { StoredBundle } from './store.ts';

/** What the units need of this host and do not find. What lies in a directory that is missing is not said beside it. */
export function checkPaths(bundle: StoredBundle, paths: HostPaths): readonly Diagnostic[] {
  const { files, manifest } = bundle;
  const units = Object.entries(manifest.units).map(([unit, { programs = [] }]): Needs => {
    const parsed = parseUnit(files.get(unit) ?? '');
    return {
      unit,
      directory: waitsForAnother(parsed, bundle) ? undefined : directoryOf(parsed, paths),
      programs: new Set([...programs, ...programsOf(parsed)].map((one) => onHost(one, paths))),
      path: pathOf(parsed).map((one) => onHost(one, paths)),
    };
  });
  const missing = missingDirectories(units, bundle, paths);
  const isBelow = (program: string): boolean =>
    [...missing.keys()].some((directory) => program.startsWith(`${directory}/`));
  const programs = units.flatMap(({ unit, programs: wanted, path }) =>
    [...wanted]
      .filter((program) => !isThere(program, path) && !isBelow(program))
      .map((program) => diagnostic('program-not-found', undefined, { program, unit, path: path.join(':') })),
  );
  return [...sayMissing(missing, bundle, paths), ...programs];
}

interface Needs {
  readonly unit: string;
  /** `WorkingDirectory=`, where it is to be there before the start. */
  readonly directory: string | undefined;
  readonly programs: ReadonlySet<string>;
  readonly path: readonly string[];
}

/** Working directories that are not there and that nobody makes on the way to the start, with the units that name them. */
function missingDirectories(
  units: readonly Needs[],
  bundle: StoredBundle,
  paths: HostPaths,
): ReadonlyMap<string, readonly string[]> {
  const missing = new Map<string, string[]>();
  for (const { unit, directory } of units) {
    if (directory === undefined || isDirectory(directory) || isDecidedHere(unit, paths)) continue;
    missing.set(directory, [...(missing.get(directory) ?? []), unit]);
  }
  // What is missing is rare, and reading all units once more takes its time.
  const made = missing.size === 0 ? [] : madeOnTheWay(bundle, paths);
  return new Map(
    [...missing].filter(([directory]) => !made.some((one) => `${directory}/`.startsWith(`${one}/`))),
  );
}

/** A project that is not at its root is one finding, however many units would start in it. */
function sayMissing(
  missing: ReadonlyMap<string, readonly string[]>,
  { manifest }: StoredBundle,
  paths: HostPaths,
): readonly Diagnostic[] {
  const root = manifest.root === undefined ? undefined : hostRoot(paths, manifest.root);
  const isGone = root !== undefined && !isDirectory(root);
  const ofProject = (directory: string): boolean => isGone && `${directory}/`.startsWith(`${root}/`);
  const others = [...missing].filter(([directory]) => !ofProject(directory));
  return [
    ...(others.length < missing.size
      ? [
          diagnostic('project-not-at-root', undefined, {
            root: root ?? '',
            environment: manifest.environment,
          }),
        ]
      : []),
    ...others.map(([directory, units]) =>
      diagnostic('working-directory-missing', undefined, { directory, units }),
    ),
  ];
}

/** systemd.exec(5): with a dash it may be missing, `~` is the home of the user, and what is mounted for the unit alone is not here. */
function directoryOf({ sections }: ParsedUnit, paths: HostPaths): string | undefined {
  const service = sections.get('Service');
  if (OWN_ROOT.some((key) => service?.has(key))) return undefined;
  const value = service?.get('WorkingDirectory')?.at(-1)?.value ?? '';
  const plain = plainValue(value);
  if (!('value' in plain)) return undefined;
  const directory = onHost(plain.value, paths);
  return directory.startsWith('/') ? directory.replace(/(?<=.)\/$/, '') : undefined;
}

/** `%h` as systemd will expand it. */
const onHost = (path: string, paths: HostPaths): string => path.replace(HOME_SPECIFIER, homeOf(paths));

const OWN_ROOT = ['RootDirectory', 'RootImage', 'BindPaths', 'BindReadOnlyPaths'];

/** A job of the bundle that ends before the start, or a mount that is asked for, may bring the directory. */
function waitsForAnother({ sections }: ParsedUnit, bundle: StoredBundle): boolean {
  const values = (key: string): readonly string[] =>
    (sections.get('Unit')?.get(key) ?? []).flatMap(({ value }) => value.split(/\s+/)).filter(Boolean);
  const jobs = values('After').filter((unit) => Object.hasOwn(bundle.manifest.units, unit));
  return (
    values('RequiresMountsFor').length > 0 ||
    jobs.some((unit) => serviceValue(unit, 'Type', bundle) === 'oneshot')
  );
}

/** What systemd or systemd-tmpfiles makes before the first program runs. */
const madeOnTheWay = (bundle: StoredBundle, paths: HostPaths): readonly string[] => [
  '/run',
  '/var/run',
  ...dataDirectories(bundle, paths).map(({ parent, name }) => join(parent, name)),
  ...(bundle.files.get('tmpfiles.conf') ?? '').split('\n').flatMap((line) => {
    const words = textWords(line, 'c');
    return 'value' in words && words.value[0] === 'd' ? words.value.slice(1, 2) : [];
  }),
];

/** An operator may have said on this host where a unit starts. */
function isDecidedHere(unit: string, { operator }: HostPaths): boolean {
  const folder = join(operator, `${unit}.d`);
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.conf'))
      .some((file) => /^\s*WorkingDirectory\s*=/m.test(readFileSync(join(folder, file), 'utf8')));
  } catch {
    return false;
  }
}

/** A directory that we may not look into is there. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EACCES';
  }
}

function programsOf({ sections }: ParsedUnit): readonly string[] {
  const lines = ['ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload'].flatMap(
    (key) => sections.get('Service')?.get(key) ?? [],
  );
  return lines.flatMap(({ value }) => programOf(value));
}

/** The program of an Exec line, and behind env(1) the one that env looks for. */
function programOf(value: string): readonly string[] {
  const words = execWords(value);
  const command = 'value' in words ? words.value[0] : undefined;
  if (command === undefined) return [];
  const [, behind] = command.argv;
  return command.program === '/usr/bin/env' && behind !== undefined
    ? [command.program, behind]
    : [command.program];
}

function pathOf({ sections }: ParsedUnit): readonly string[] {
  const values = sections.get('Service')?.get('Environment') ?? [];
  const assignments = values
    .map(({ value }) => environmentWords(value))
    .flatMap((words) => ('value' in words ? words.value : []));
  return (assignments.findLast(([name]) => name === 'PATH')?.[1] ?? '/usr/bin:/bin').split(':');
}

const isThere = (program: string, path: readonly string[]): boolean =>
  program.includes('/') ? mayRun(program) : path.some((folder) => mayRun(join(folder, program)));
