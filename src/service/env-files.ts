import type { Config } from '../config/schema.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { positionAt } from '../diagnostics/frame.ts';
import {
  isReadAlike,
  readAllWays,
  READERS,
  type KeyReadings,
  type Reader,
  type Reading,
} from '../envfile/readings.ts';
import { HOME_SPECIFIER } from '../unit/quote.ts';
import type { SourceText } from '../tsmfile/variable.ts';
import { findServiceFiles, scopeOf } from './definitions.ts';
import { draftServices } from './drafts.ts';
import { envFileInProject } from './env.ts';
import { resolveEnvironment } from './environment.ts';
import { secretReason } from './secrets.ts';
import type { Environment } from './service.ts';

/** A key that not all read alike, with nothing in it that must not be shown. */
export interface Difference {
  readonly environment: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly readings: Readonly<Record<Reader, Reading | { readonly hidden: 'the same' | 'another' }>>;
}

export interface EnvFileReport {
  readonly files: readonly string[];
  readonly keys: number;
  readonly differences: readonly Difference[];
}

/** The keys of a project's env files that bash, dotenv, systemd and tsm do not read alike. Needs no file to be right. */
export function compareEnvFiles(
  config: Config,
  sources: ProjectFiles,
  names: readonly string[],
): EnvFileReport {
  const judged = names.flatMap((name) => judgeFiles(filesOf(config, sources, name)));
  // What two environments read from one file in one way is shown once.
  const once = new Map<string, Difference>();
  for (const one of judged.flatMap(({ differences }) => differences)) {
    const alike = JSON.stringify({ ...one, environment: '' });
    if (!once.has(alike)) once.set(alike, one);
  }
  return {
    files: [...new Set(judged.map(({ file }) => file))],
    keys: new Set(judged.flatMap(({ keys }) => keys)).size,
    differences: [...once.values()],
  };
}

interface JudgedFile {
  readonly file: string;
  readonly keys: readonly string[];
  readonly differences: readonly Difference[];
}

/** The files of one environment in their order: each finds the variables of those before it. */
function judgeFiles(files: readonly NamedFile[]): readonly JudgedFile[] {
  const before = new Map<string, { readonly value: string }>();
  return files.map(({ environment, source, secrets, open }) => {
    const scope = scopeOf(source.file, environment, undefined);
    const keys = readAllWays(source, { ...scope, variables: new Map([...scope.variables, ...before]) });
    for (const { key, readings } of keys) if ('value' in readings.tsm) before.set(key, readings.tsm);
    const hides = hider(keys, secrets, open);
    const differences = keys
      .filter((key) => !isReadAlike(key))
      .map((one) => ({
        environment: environment.name,
        file: source.file,
        ...positionAt(source.text, one.offset),
        key: one.key,
        readings: hides(one),
      }));
    return { file: source.file, keys: keys.map(({ key }) => `${source.file}:${key}`), differences };
  });
}

interface NamedFile {
  readonly environment: Environment;
  readonly source: SourceText;
  /** Names that are declared to be secret, and to be none. */
  readonly secrets: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

/** The env files of one environment and its services, each once. */
function filesOf(config: Config, sources: ProjectFiles, name: string): readonly NamedFile[] {
  const environment = resolveEnvironment(config, name, sources.configFile).value;
  if (environment === undefined) return [];
  const shop = { config, sources, environment, diagnostics: [] };
  const layers = draftServices(findServiceFiles(config, sources).files, shop).map(({ layer }) => layer.value);
  const secrets = new Set([...environment.secrets, ...layers.flatMap((one) => one.secrets ?? [])]);
  const open = new Set([...environment.public, ...layers.flatMap((one) => one.public ?? [])]);
  const written = [...environment.envFile, ...layers.flatMap((one) => one.envFile ?? [])];
  const files = new Set(
    written.map((one) => envFileInProject(one, environment, environment.placeOf(['envFile']), [])),
  );
  return [...files].flatMap((file) => {
    const read = file === undefined ? undefined : sources.read(file);
    return read !== undefined && 'source' in read
      ? [{ environment, source: read.source, secrets, open }]
      : [];
  });
}

/** Shorter texts are in everything. */
const TELLING = 4;

/** Covers secrets: those of a secret's own key, and a reading of another that has swallowed one. */
function hider(
  keys: readonly KeyReadings[],
  declared: ReadonlySet<string>,
  open: ReadonlySet<string>,
): (one: KeyReadings) => Difference['readings'] {
  const isSecret = ({ key, readings, uses }: KeyReadings): boolean =>
    [key, ...uses].some((name) => declared.has(name)) ||
    (!open.has(key) && valuesOf(readings).some((value) => secretReason(key, value) !== undefined));
  const secret = keys.filter(isSecret);
  const names = new Set(secret.map(({ key }) => key));
  const values = secret
    .flatMap(({ readings }) => valuesOf(readings))
    .filter((value) => value.length >= TELLING);
  const tells = (value: string): boolean => values.some((one) => value.includes(one));
  return ({ key, readings, uses }) => {
    const covered = names.has(key) || [...uses].some((name) => names.has(name));
    const reference = valuesOf(readings).at(-1);
    return Object.fromEntries(
      READERS.map((reader) => {
        const reading = readings[reader];
        if (!('value' in reading)) return [reader, reading];
        if (!covered && !tells(reading.value))
          return [reader, { value: reading.value.replaceAll(HOME_SPECIFIER, '%h') }];
        return [reader, { hidden: reading.value === reference ? 'the same' : 'another' }];
      }),
    ) as Difference['readings'];
  };
}

const valuesOf = (readings: KeyReadings['readings']): readonly string[] =>
  READERS.flatMap((reader) => {
    const reading = readings[reader];
    return 'value' in reading ? [reading.value] : [];
  });
