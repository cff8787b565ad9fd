import { compile } from '../../../src/compile.ts';
import type { Bundle } from '../../../src/bundle/bundle.ts';
import type { Sources } from '../../../src/config/sources.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { loadLayouts } from '../../../src/unit/layouts.ts';
import { isShellCode, wantedEnv, type Given } from './definition.ts';
import { REPORTS, ROOT } from './host.ts';
import { inFile, singleQuoted } from './spelling.ts';

/** A definition under the name that its unit has. */
export interface Named {
  readonly name: string;
  readonly given: Given;
}

/** What compiling many services as one project gave. */
export interface Judged {
  readonly bundle: Bundle | undefined;
  readonly accepted: readonly Named[];
  /** Those that were refused, with the errors whose places lie in them. */
  readonly refused: readonly { readonly one: Named; readonly errors: readonly Diagnostic[] }[];
  /** Errors that belong to no service. */
  readonly lost: readonly Diagnostic[];
}

export interface ProjectOptions {
  readonly name: string;
  /** Oldest systemd that the units are for. */
  readonly systemd: number;
}

/** Compiles the services together; those with errors are taken out until the rest is accepted. */
export function judge(services: readonly Named[], options: ProjectOptions): Judged {
  const { value, diagnostics } = compile(sourcesOf(services, options), layouts, ['production']);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (value !== undefined) return { bundle: value.bundles[0], accepted: services, refused: [], lost: [] };
  const owners = errors.map((error) => ownerOf(error, services));
  const refused = services.flatMap((one) => {
    const own = errors.filter((_, index) => owners[index] === one);
    return own.length === 0 ? [] : [{ one, errors: own }];
  });
  const lost = errors.filter((_, index) => owners[index] === undefined);
  if (refused.length === 0) return { bundle: undefined, accepted: [], refused, lost };
  const rest = judge(
    services.filter((one) => !refused.some((other) => other.one === one)),
    options,
  );
  return { ...rest, refused: [...refused, ...rest.refused], lost: [...lost, ...rest.lost] };
}

const layouts = loadLayouts();

/** The service that the place of an error lies in. */
function ownerOf({ at }: Diagnostic, services: readonly Named[]): Named | undefined {
  if (at === undefined) return undefined;
  if (!('path' in at)) return services.find(({ name }) => [tsmFile(name), envFile(name)].includes(at.file));
  const [key, index] = at.path;
  return key === 'services' && typeof index === 'number' ? inlineOf(services)[index] : undefined;
}

const inlineOf = (services: readonly Named[]): readonly Named[] => services.filter(({ given }) => !given.tsm);
const tsmFile = (name: string): string => `services/${name}.tsm`;
const envFile = (name: string): string => `env/${name}.env`;

function sourcesOf(services: readonly Named[], { name, systemd }: ProjectOptions): Sources {
  const files = new Map(services.flatMap((one) => [...filesOf(one)]));
  return {
    configFile: 'tsm.config.json',
    config: {
      project: name,
      systemd,
      services: [
        ...inlineOf(services).map(inlineService),
        ...(services.some(({ given }) => given.tsm) ? ['services/*.tsm'] : []),
      ],
      environments: {
        production: { root: ROOT, restart: 'no', timeouts: { start: '5min' }, limits: { processes: 20_000 } },
      },
    },
    find: () => [...files.keys()].filter((file) => file.endsWith('.tsm')).sort(),
    read: (file) => {
      const text = files.get(file);
      return text === undefined ? { missing: true } : { source: { file, text } };
    },
    probe: () => ({ exists: true, executable: true }),
    committedPorts: () => ({ value: new Map(), diagnostics: [] }),
  };
}

function inlineService({ name, given }: Named): object {
  const { args, env, envBy, cwd, changes, description, command, form, sourced, openFiles, coreSize } = given;
  const { user, group, type, hardening } = given;
  return {
    name,
    command,
    type,
    hardening,
    ...(description === undefined ? {} : { description }),
    ...(form === 'args' ? { args } : {}),
    ...(cwd === undefined || changes ? {} : { cwd: template(cwd) }),
    ...(envBy === 'file' ? { envFile: envFile(name) } : { env: mapValues(env, template) }),
    public: Object.keys(wantedEnv(given)),
    ...(user === undefined ? {} : { user }),
    ...(group === undefined ? {} : { group }),
    ...(sourced === undefined ? {} : { source: sourced }),
    limits: {
      ...(openFiles === undefined ? {} : { openFiles }),
      ...(coreSize === undefined ? {} : { coreSize }),
    },
    pre: comparison(given),
    unit: { Service: Object.fromEntries(rawOf(given)) },
  };
}

/** `${` is the only thing that a text of the config does not say as it stands. */
const template = (text: string): string => text.replaceAll('${', '\\${');

const mapValues = (record: Readonly<Record<string, string>>, change: (text: string) => string): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** A test that fails the start unless shell code finds the variable as it was given. */
function comparison(given: Given): readonly string[] {
  // In shell code an assignment is for the one command behind it.
  const value = (isShellCode(given) ? given.env : wantedEnv(given))['E1'];
  return given.compares && value !== undefined && value.length < 60_000
    ? [`[ "$E1" = ${singleQuoted(value)} ]`]
    : [];
}

const rawOf = ({ umask, nice }: Given): readonly (readonly [string, string | number])[] => [
  ['ReadWritePaths', REPORTS],
  ...(umask === undefined ? [] : [['UMask', umask] as const]),
  ...(nice === undefined ? [] : [['Nice', nice] as const]),
];

function filesOf({ name, given }: Named): readonly (readonly [string, string])[] {
  const env = Object.entries(given.env).map(([key, value]) => `export ${key}=${given.spell(value)}\n`);
  return [
    ...(given.envBy === 'file' ? [[envFile(name), env.join('')] as const] : []),
    ...(given.tsm ? [[tsmFile(name), tsmText(name, given, env.join(''))] as const] : []),
  ];
}

function tsmText(name: string, given: Given, env: string): string {
  const { args, envBy, cwd, changes, description, command, form, sourced, openFiles, coreSize, spell } =
    given;
  const { user, group, type, hardening } = given;
  const settings: Readonly<Record<string, string | undefined>> = {
    TSM_COMMAND: inFile(command),
    TSM_TYPE: type,
    TSM_HARDENING: hardening,
    TSM_DESCRIPTION: description === undefined ? undefined : spell(description),
    TSM_ARGS: form === 'args' ? `(${args.map(spell).join(' ')})` : undefined,
    TSM_CWD: cwd === undefined || changes ? undefined : inFile(template(cwd)),
    TSM_ENV_FILE: envBy === 'file' ? envFile(name) : undefined,
    TSM_PUBLIC: inFile(Object.keys(wantedEnv(given)).join(' ')),
    TSM_USER: user,
    TSM_GROUP: group,
    TSM_SOURCE: sourced === undefined ? undefined : `(${inFile(sourced)})`,
    TSM_OPEN_FILES: openFiles?.toString(),
    TSM_CORE_SIZE: coreSize?.toString(),
    TSM_PRE_START: inFile(comparison(given).join('')),
    TSM_UNIT: `(${rawOf(given)
      .map(([key, value]) => inFile(`Service.${key}=${value}`))
      .join(' ')})`,
  };
  const lines = Object.entries(settings).map(([key, value]) =>
    value === undefined ? '' : `${key}=${value}\n`,
  );
  return lines.join('') + (envBy === 'file' ? '' : env);
}
