// [I/O] What would make an install fail, found before anything changes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseSystemdEnvFile } from '../envfile/systemd.ts';
import { execWords } from '../unit/exec-words.ts';
import { parseUnit, type ParsedUnit } from '../unit/parse.ts';
import { environmentWords, textWords } from '../unit/words.ts';
import { mayRun } from './may-run.ts';
import type { SystemState } from './observe.ts';
import type { HostPaths } from './paths.ts';
import type { StoredBundle } from './store.ts';

/** Every refusal that the observed host is reason for but programs, all of them at once. */
export function checkHost(bundle: StoredBundle, system: SystemState, adopt: boolean): readonly Diagnostic[] {
  return [
    ...checkOwner(bundle, system, adopt),
    ...checkLinks(bundle, system),
    ...checkUsers(bundle),
    ...checkSecrets(bundle, system.paths, Object.keys(bundle.manifest.units)),
  ];
}

/** A store under the same base may belong to another project, or to another environment of this one. */
function checkOwner(
  { manifest }: StoredBundle,
  { state, paths }: SystemState,
  adopt: boolean,
): readonly Diagnostic[] {
  if (
    state === undefined ||
    adopt ||
    (state.id === manifest.id && state.environment === manifest.environment)
  )
    return [];
  return [
    diagnostic('foreign-store', undefined, {
      base: paths.base,
      owner: `@${state.environment} of project ${state.project} (id ${state.id})`,
    }),
  ];
}

/** Units that are another's, or that an operator has pinned. */
export function checkLinks({ manifest }: StoredBundle, { links }: SystemState): readonly Diagnostic[] {
  const ours = new Set(manifest.files);
  return [...links].flatMap(([unit, { foreign, pinned }]): readonly Diagnostic[] => {
    if (!ours.has(unit)) return [];
    if (pinned !== undefined) return [diagnostic('unit-pinned', undefined, { unit, path: pinned })];
    return foreign === undefined ? [] : [diagnostic('foreign-unit', undefined, { unit, path: foreign })];
  });
}

/** sysusers leaves users alone that exist, so they must be as the bundle says. */
function checkUsers({ files }: StoredBundle): readonly Diagnostic[] {
  const lines = (files.get('sysusers.conf') ?? '').split('\n').filter((line) => line.startsWith('u '));
  const known = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => [line.split(':')[0], line.split(':')]),
  );
  return lines.flatMap((line) => {
    const [, user = '', , , home = '-', shell = '-'] = fieldsOf(line);
    const found = known.get(user);
    if (found === undefined) return [];
    const fields = [
      ['home', found[5] ?? '', home],
      ['shell', found[6] ?? '', shell],
    ] as const;
    return fields
      .filter(
        ([field, is, wanted]) => wanted !== '-' && is !== wanted && !(field === 'shell' && isNologin(is)),
      )
      .map(([field, is, wanted]) =>
        diagnostic('user-differs', undefined, { user, field, found: is, wanted }),
      );
  });
}

/** Words of a sysusers line, unquoted as sysusers.d(5) does. */
function fieldsOf(line: string): readonly string[] {
  const words = textWords(line, 'c');
  return 'value' in words ? words.value : [];
}

/** Distributions have it in several places. */
const isNologin = (shell: string): boolean => /\/(?:nologin|false)$/.test(shell);

/** Programs of all Exec lines, looked up as the unit will: absolute, or in its PATH. */
export function checkPrograms({ files, manifest }: StoredBundle): readonly Diagnostic[] {
  return Object.entries(manifest.units).flatMap(([unit, { programs = [] }]) => {
    const parsed = parseUnit(files.get(unit) ?? '');
    const path = pathOf(parsed);
    const wanted = new Set([...programs, ...programsOf(parsed)]);
    return [...wanted]
      .filter((program) => !isThere(program, path))
      .map((program) => diagnostic('program-not-found', undefined, { program, unit, path: path.join(':') }));
  });
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

/** Secrets that these units lack. One for each secret, since one command sets it for all that want it. */
export function checkSecrets(
  { manifest }: StoredBundle,
  paths: HostPaths,
  units: readonly string[],
): readonly Diagnostic[] {
  const entries = Object.entries(manifest.units);
  const wanting = (name: string): readonly string[] =>
    entries.filter(([, { secrets = [] }]) => secrets.includes(name)).map(([, { service }]) => service);
  const lacking = new Map<string, string[]>();
  for (const [unit, { secrets = [], service }] of entries) {
    if (secrets.length === 0 || !units.includes(unit)) continue;
    const there = secretsThere(join(paths.secrets, `${unit.replace(/\.service$/, '')}.env`));
    for (const name of secrets.filter((one) => !there.has(one)))
      lacking.set(name, [...(lacking.get(name) ?? []), service]);
  }
  return [...lacking].map(([name, services]) => {
    const only = services.length === 1 && wanting(name).length > 1 ? ` --service ${services[0]}` : '';
    const command = `tsm secrets set ${name}${only} @${manifest.environment}`;
    return diagnostic('secret-missing', undefined, { name, services, command });
  });
}

const secretsThere = (file: string): ReadonlyMap<string, string> =>
  existsSync(file) ? parseSystemdEnvFile(readFileSync(file, 'utf8')) : new Map();
