import { posix } from 'node:path';
import type { Definition } from '../config/decode.ts';
import type { Settings } from '../config/schema/service.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { fillTemplate } from '../config/template.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import { readEnvFile } from '../envfile/read.ts';
import { resolveOnHost } from '../unit/host-path.ts';
import { scopeOf } from './definitions.ts';
import { usesOf } from './environment.ts';
import type { Environment, EnvMap, EnvValue } from './service.ts';

/**
 * The environment of a service, later wins: variables and env of the environment, env files in order, what the
 * .tsm file exports, `env` of the service.
 */
export function assembleEnv(
  definition: Definition,
  settings: Settings,
  placeOf: (path: ConfigPath) => Place,
  environment: Environment,
  sources: ProjectFiles,
  diagnostics: Diagnostic[],
): EnvMap {
  const env = new Map<string, EnvValue>([...environment.variables, ...environment.env]);
  const files = [
    ...environment.envFile.map((written, index) => ({
      written,
      at: environment.placeOf(['envFile', index]),
    })),
    ...(settings.envFile ?? []).map((written, index) => ({ written, at: placeOf(['envFile', index]) })),
  ];
  for (const { written, at } of files) {
    const file = envFileInProject(written, environment, at, diagnostics);
    if (file !== undefined) addEnvFile(env, file, at, environment, sources, diagnostics);
  }
  if (definition.inlineEnv !== undefined) addInline(env, definition, environment, diagnostics);
  for (const variable of definition.variables.values()) {
    if (!variable.exported || variable.name.startsWith('TSM_')) continue;
    if (typeof variable.value === 'string')
      env.set(variable.name, { value: variable.value, at: variable.valueAt, uses: variable.uses });
  }
  addWritten(env, settings.env ?? {}, (key) => placeOf(['env', key]), environment, diagnostics);
  return env;
}

/** The project file behind a name: below the root, absolute host paths inside the root mapped back. */
export function envFileInProject(
  written: string,
  environment: Environment,
  at: Place,
  diagnostics: Diagnostic[],
): string | undefined {
  const { root } = environment;
  const known = new Map([...environment.variables].map(([name, { value }]) => [name, value] as const));
  const filled = fillTemplate(written, known);
  const name = 'value' in filled ? filled.value : written;
  if ('unknown' in filled)
    diagnostics.push(diagnostic('unset-in-config', at, { name: filled.unknown, known: [...known.keys()] }));
  if (root === undefined) {
    diagnostics.push(
      diagnostic('root-missing', environment.placeOf(['root']), {
        environment: environment.name,
        need: `the env file ${name}`,
      }),
    );
    return undefined;
  }
  const host = resolveOnHost(root.to, name);
  const inside = posix.relative(root.to, host);
  if (!inside.startsWith('..')) return posix.join(root.from, inside);
  diagnostics.push(diagnostic('path-outside-root', at, { value: name, root: root.to }));
  return undefined;
}

function addEnvFile(
  env: Map<string, EnvValue>,
  file: string,
  at: Place,
  environment: Environment,
  sources: ProjectFiles,
  diagnostics: Diagnostic[],
): void {
  const result = sources.read(file);
  if ('missing' in result) diagnostics.push(diagnostic('env-file-missing', at, { file }));
  else if ('unreadable' in result)
    diagnostics.push(diagnostic('unreadable-file', at, { file, reason: result.unreadable }));
  else {
    const scope = scopeOf(file, environment, undefined);
    // What the file found there, before its own assignments take the place of it.
    const before = new Map(env);
    const entries = readEnvFile(result.source, {
      ...scope,
      variables: new Map([...scope.variables, ...before]),
    });
    diagnostics.push(...entries.diagnostics);
    for (const { name, value, valueAt, uses } of entries.value ?? [])
      env.set(name, { value, at: valueAt, uses: usesOf([...uses], before) });
  }
}

/** `TSM_ENV="K=V K2=V2"`: the value is itself a line of assignments. */
function addInline(
  env: Map<string, EnvValue>,
  { inlineEnv }: Definition,
  environment: Environment,
  diagnostics: Diagnostic[],
): void {
  const at = inlineEnv?.valueAt;
  if (inlineEnv === undefined || at === undefined || typeof inlineEnv.value !== 'string') return;
  const entries = readEnvFile(
    { file: at.file, text: inlineEnv.value },
    scopeOf(at.file, environment, undefined),
  );
  diagnostics.push(...entries.diagnostics.map((one) => ({ ...one, at })));
  for (const { name, value, uses } of entries.value ?? [])
    env.set(name, { value, at, uses: new Set([...uses, ...inlineEnv.uses]) });
}

function addWritten(
  env: Map<string, EnvValue>,
  written: Record<string, string>,
  at: (key: string) => Place,
  environment: Environment,
  diagnostics: Diagnostic[],
): void {
  const before = new Map(env);
  const known = new Map([
    ['HOME', environment.home],
    ...[...before].map(([name, { value }]) => [name, value] as const),
  ]);
  for (const [name, text] of Object.entries(written)) {
    const filled = fillTemplate(text, known);
    if ('unknown' in filled)
      diagnostics.push(
        diagnostic('unset-in-config', at(name), { name: filled.unknown, known: [...known.keys()] }),
      );
    else env.set(name, { value: filled.value, at: at(name), uses: usesOf(filled.uses, before) });
  }
}
