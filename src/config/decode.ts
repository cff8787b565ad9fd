import { distance } from 'fastest-levenshtein';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place, Span } from '../diagnostics/place.ts';
import type { Variable } from '../tsmfile/variable.ts';
import type { Layer } from './layers.ts';
import type { Settings } from './schema/service.ts';
import { isSetting, TSM_BOOKKEEPING, TSM_SETTINGS, TSM_SPECIAL, type Reading } from './tsm-settings.ts';
import { validateSettings } from './validate.ts';

/** A service as one source defines it, in one environment. */
export interface Definition {
  readonly name: string;
  readonly layer: Layer<Settings>;
  /** `TSM_DEPS`: services of the project, or programs that must exist. */
  readonly deps: readonly string[];
  /** Exported variables, and everything else that was assigned, for tracing secrets. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Inline `K=V` pairs of `TSM_ENV`. */
  readonly inlineEnv: Variable | undefined;
  readonly sources: readonly string[];
  /** The .tsm file, when it is one. */
  readonly file: string | undefined;
}

/** The variables of a .tsm file (and its overlay) as settings of a service, each with its place. */
export function decodeTsm(
  variables: ReadonlyMap<string, Variable>,
  file: string,
  sources: readonly string[],
): Checked<Definition> {
  const raw: Record<string, unknown> = {};
  const places = new Map<string, Span>();
  const names = new Map<string, string>();
  const diagnostics = [...misspelt(variables), ...bookkeeping(variables)];
  for (const variable of variables.values()) {
    const setting = Object.hasOwn(TSM_SETTINGS, variable.name) ? TSM_SETTINGS[variable.name] : undefined;
    if (setting === undefined || isUnset(variable)) continue;
    const value = READINGS[setting.reading](variable);
    if (value === undefined) diagnostics.push(invalid(variable, setting.reading));
    else put(raw, setting.path, value);
    places.set(setting.path.join('.'), variable.valueAt);
    names.set(setting.path.join('.'), variable.name);
  }
  for (const [key, setting] of Object.entries(NAMING)) {
    const at = variables.get(key)?.valueAt;
    if (at !== undefined && !places.has(setting)) places.set(setting, at);
  }
  const env = envSetting(variables);
  if (env?.files !== undefined) {
    raw['envFile'] = env.files;
    places.set('envFile', env.variable.valueAt);
  }
  const placeOf = placesOf(places, file);
  const settings = validateSettings(raw, placeOf, (path) => names.get(path.join('.')));
  diagnostics.push(...settings.diagnostics);
  if (settings.value === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return { value: undefined, diagnostics };
  const definition: Definition = {
    name: text(variables.get('TSM_NAME')) ?? nameOfFile(file),
    layer: { value: settings.value, placeOf },
    deps: words(variables.get('TSM_DEPS')),
    variables,
    inlineEnv: env?.files === undefined ? env?.variable : undefined,
    sources,
    file,
  };
  return { value: definition, diagnostics };
}

/** What is read by hand and has a place all the same. */
const NAMING = { TSM_NAME: 'name', TSM_DEPS: 'depends' };

/** `services/api@production.tsm` → `api`. */
export function nameOfFile(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.tsm$/, '');
  return name.split('@')[0] ?? name;
}

/** `services/api@production.tsm` → `production`. */
export const overlayOf = (file: string): string | undefined => /@([^/]*)\.tsm$/.exec(file)?.[1];

const READINGS: Record<Reading, (variable: Variable) => unknown> = {
  text: (variable) => text(variable),
  boolean: (variable) => BOOLEANS[(text(variable) ?? '').toLowerCase()],
  names: (variable) => words(variable),
  list: (variable) => (typeof variable.value === 'string' ? words(variable) : variable.value),
  code: (variable) => (typeof variable.value === 'string' ? variable.value : [...variable.value]),
  restart: (variable) => ({ true: 'on-failure', false: 'no' })[String(READINGS.boolean(variable))],
  directives: (variable) =>
    directives(typeof variable.value === 'string' ? variable.value.split('\n') : variable.value),
};

const BOOLEANS: Record<string, boolean> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
};

const EXPECTED: Partial<Record<Reading, string>> = {
  text: 'one value, not a list',
  boolean: 'true or false',
  restart: 'true or false',
  directives: 'Section.Key=value, one a line or one an element',
};

function invalid(variable: Variable, reading: Reading): Diagnostic {
  const found = typeof variable.value === 'string' ? JSON.stringify(variable.value) : 'a list';
  return diagnostic('invalid-value', variable.valueAt, {
    key: variable.name,
    found,
    expected: EXPECTED[reading] ?? 'another value',
  });
}

/** `TSM_CWD=""` says nothing, but an empty port is a wish for any. */
const isUnset = ({ name, value }: Variable): boolean => value === '' && name !== 'TSM_PORT';

const text = (variable: Variable | undefined): string | undefined =>
  typeof variable?.value === 'string' ? variable.value : undefined;

function words(variable: Variable | undefined): readonly string[] {
  if (variable === undefined) return [];
  return typeof variable.value === 'string' ? variable.value.split(/[\s,]+/).filter(Boolean) : variable.value;
}

/** `Service.Nice=5` lines as sections. */
function directives(lines: readonly string[]): Record<string, Record<string, string[]>> | undefined {
  const unit: Record<string, Record<string, string[]>> = {};
  for (const line of lines.map((one) => one.trim()).filter(Boolean)) {
    const [, section, key, value] = /^(\w+)\.(\w+)=(.*)$/s.exec(line) ?? [];
    if (section === undefined || key === undefined || value === undefined) return undefined;
    ((unit[section] ??= {})[key] ??= []).push(value);
  }
  return unit;
}

/** The three keys for the environment: `none`, paths, an environment's name, or `K=V` pairs. */
function envSetting(
  variables: ReadonlyMap<string, Variable>,
): { variable: Variable; files: readonly string[] | undefined } | undefined {
  const variable =
    variables.get('TSM_ENV_FILES') ?? variables.get('TSM_ENV_FILE') ?? variables.get('TSM_ENV');
  if (variable === undefined) return undefined;
  const value = text(variable)?.trim() ?? '';
  if (/^[A-Za-z_]\w*=/.test(value)) return { variable, files: undefined };
  const files = words(variable).filter((one) => one !== 'none');
  return { variable, files: files.map((one) => (ENVIRONMENT_NAMES.has(one) ? `env/${one}.env` : one)) };
}

/** Tetra's own names of environments, which stand for `env/<name>.env`. */
const ENVIRONMENT_NAMES = new Set(['local', 'dev', 'staging', 'prod', 'production']);

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', ...rest] = path;
  if (rest.length === 0) target[first] = value;
  else put((target[first] ??= {}) as Record<string, unknown>, rest, value);
}

/** The nearest setting above a path; a setting nobody wrote is the whole file. */
function placesOf(places: ReadonlyMap<string, Span>, file: string): (path: ConfigPath) => Place {
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const found = places.get(path.slice(0, length).join('.'));
      if (found !== undefined) return found;
    }
    return { file };
  };
}

function bookkeeping(variables: ReadonlyMap<string, Variable>): readonly Diagnostic[] {
  const keys = TSM_BOOKKEEPING.filter((key) => variables.has(key));
  const first = keys[0] === undefined ? undefined : variables.get(keys[0]);
  return first === undefined ? [] : [diagnostic('bookkeeping-ignored', first.at, { keys })];
}

function misspelt(variables: ReadonlyMap<string, Variable>): readonly Diagnostic[] {
  const known = [...Object.keys(TSM_SETTINGS), ...TSM_SPECIAL];
  return [...variables.values()].flatMap((variable) => {
    if (!variable.name.startsWith('TSM_') || isSetting(variable.name)) return [];
    const nearest = known.find((one) => isOneSlip(variable.name, one));
    return nearest === undefined
      ? []
      : [diagnostic('setting-misspelt', variable.at, { key: variable.name, nearest })];
  });
}

const sorted = (name: string): string => [...name].sort().join('');

/** One letter too many, too few or wrong, two swapped, or another case. */
function isOneSlip(written: string, known: string): boolean {
  if (distance(written, known) <= 1 || written.toUpperCase() === known) return true;
  return (
    written.length === known.length && distance(written, known) === 2 && sorted(written) === sorted(known)
  );
}
