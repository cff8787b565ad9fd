import { posix } from 'node:path';
import type { Config, EnvironmentConfig } from '../config/schema.ts';
import { fillTemplate } from '../config/template.ts';
import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import { sliceName, unitName, type NamedUnit } from '../unit/name.ts';
import { HOME_SPECIFIER } from '../unit/quote.ts';
import type { UnitName } from '../unit/unit.ts';
import { homeOf, homesOf } from './accounts.ts';
import { sayOfSecrets } from './taint.ts';
import type { Environment, EnvMap, EnvValue, Root } from './service.ts';

const DEFAULT_PATH = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];
const DEFAULT_SYSTEMD = 247;

/** One environment of the config with every default filled in and every `${NAME}` expanded. */
export function resolveEnvironment(config: Config, name: string, file: string): Checked<Environment> {
  const written = config.environments[name] as EnvironmentConfig;
  const diagnostics: Diagnostic[] = [];
  const placeOf = (path: ConfigPath): Place => ({ file, path: ['environments', name, ...path] });
  const scope = written.scope ?? 'system';
  const base = written.base ?? (name === 'production' ? config.project : `${config.project}-${name}`);
  const user = scope === 'user' ? undefined : (written.user ?? 'root');
  const homes = homesOf(user, written.home);
  const home = homeOf(user, homes);
  const variables = fillAll(
    written.variables ?? {},
    new Map([['HOME', home]]),
    (key) => placeOf(['variables', key]),
    diagnostics,
  );
  const known = new Map([['HOME', home], ...[...variables].map(([key, { value }]) => [key, value] as const)]);
  const env = fillAll(written.env ?? {}, known, (key) => placeOf(['env', key]), diagnostics);
  const environment: Environment = {
    name,
    aliases: written.aliases ?? [],
    isDefault:
      config.default === name ||
      (config.default !== undefined && (written.aliases ?? []).includes(config.default)),
    project: config.project,
    id: config.id ?? config.project,
    description: written.description ?? `${config.description ?? config.project} (@${name})`,
    base,
    target: checkName(unitName(base, 'target'), base, placeOf(['base']), diagnostics),
    slice: checkName(sliceName(config.project, name), name, placeOf([]), diagnostics),
    scope,
    systemd: written.systemd ?? config.systemd ?? DEFAULT_SYSTEMD,
    user,
    group: scope === 'user' ? undefined : (written.group ?? groupOf(user)),
    home,
    homes,
    root: resolveRoot(written, known, placeOf, diagnostics),
    path: fillList(written.path ?? DEFAULT_PATH, known, placeOf(['path']), diagnostics),
    variables,
    env,
    envFile: written.envFile ?? [],
    secrets: written.secrets ?? [],
    public: written.public ?? [],
    store: scope === 'user' ? `${HOME_SPECIFIER}/.config/tsm/${base}` : `/etc/tsm/${base}`,
    maxExposure: written.maxExposure,
    sliceLimits: written.limits?.slice ?? {},
    placeOf,
  };
  if (scope === 'user')
    for (const key of ['user', 'group'] as const)
      if (written[key] !== undefined)
        diagnostics.push(diagnostic('user-in-user-scope', placeOf([key]), { key }));
  return checked(environment, sayOfSecrets(diagnostics, environment.secrets));
}

/** The group of a user's name; that of nobody is called nogroup on some hosts, where systemd takes the user's own. */
export const groupOf = (user: string | undefined): string | undefined =>
  user === 'nobody' ? undefined : user;

function checkName(named: NamedUnit, name: string, at: Place, diagnostics: Diagnostic[]): UnitName {
  if ('name' in named) return named.name;
  diagnostics.push(diagnostic('unit-name-invalid', at, { name, problem: named.problem }));
  return '' as UnitName;
}

function fillAll(
  written: Record<string, string>,
  known: ReadonlyMap<string, string>,
  at: (key: string) => Place,
  diagnostics: Diagnostic[],
): EnvMap {
  const filled = new Map<string, EnvValue>();
  const visible = new Map(known);
  for (const [key, text] of Object.entries(written)) {
    const result = fillTemplate(text, visible);
    if ('unknown' in result) {
      diagnostics.push(
        diagnostic('unset-in-config', at(key), { name: result.unknown, known: [...visible.keys()] }),
      );
      continue;
    }
    filled.set(key, { value: result.value, at: at(key), uses: usesOf(result.uses, filled) });
    visible.set(key, result.value);
  }
  return filled;
}

function fillList(
  written: readonly string[],
  known: ReadonlyMap<string, string>,
  at: Place,
  diagnostics: Diagnostic[],
): readonly string[] {
  return written.map((text) => {
    const filled = fillTemplate(text.replace(/^~(?=\/|$)/, '${HOME}'), known);
    if ('value' in filled) return filled.value;
    diagnostics.push(diagnostic('unset-in-config', at, { name: filled.unknown, known: [...known.keys()] }));
    return text;
  });
}

/** Names that a value was made from, also through others. */
export function usesOf(names: readonly string[], map: EnvMap): ReadonlySet<string> {
  return new Set(names.flatMap((name) => [name, ...(map.get(name)?.uses ?? [])]));
}

function resolveRoot(
  written: EnvironmentConfig,
  known: ReadonlyMap<string, string>,
  placeOf: (path: ConfigPath) => Place,
  diagnostics: Diagnostic[],
): Root | undefined {
  if (written.root === undefined) return undefined;
  const filled = fillTemplate(written.root.to.replace(/^(?:~|%h)(?=\/|$)/, '${HOME}'), known);
  const to = 'value' in filled ? filled.value : written.root.to;
  const from = posix.normalize(written.root.from).replace(/(?<=.)\/$/, '');
  if ('unknown' in filled)
    diagnostics.push(
      diagnostic('unset-in-config', placeOf(['root']), { name: filled.unknown, known: [...known.keys()] }),
    );
  else if (!isPlainAbsolute(to))
    diagnostics.push(diagnostic('path-not-absolute', placeOf(['root']), { key: 'root', value: to }));
  if (from.startsWith('..') || from.startsWith('/'))
    diagnostics.push(diagnostic('root-outside-project', placeOf(['root']), { value: from }));
  return { from, to: to.replace(/(?<=.)\/$/, '') };
}

/** Absolute, without `.` and `..`; in user scope it may begin in the home directory. */
export const isPlainAbsolute = (path: string): boolean =>
  (path.startsWith('/') || `${path}/`.startsWith(`${HOME_SPECIFIER}/`)) &&
  !path.split('/').some((part) => part === '..' || part === '.');
