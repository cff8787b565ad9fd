// [I/O] What would make an install fail, found before anything changes.
import { readFileSync } from 'node:fs';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { parseSystemdEnvFile } from '../envfile/systemd.ts';
import { textWords } from '../unit/words.ts';
import { isUp } from '../systemd/service-manager.ts';
import { readTable } from './account-table.ts';
import type { ActionPlan } from './action-plan.ts';
import type { SystemState } from './observe.ts';
import { secretFile, type HostPaths } from './paths.ts';
import type { StoredBundle } from './store.ts';

/** Every refusal that the observed host is reason for but paths that units name, all of them at once. */
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

/** Whoever deploys to an environment that is stopped may think that it runs now. On a first install the last line says it. */
export function checkRunning(plan: ActionPlan, { installed, units }: SystemState): readonly Diagnostic[] {
  const starts = plan.actions.some(({ kind }) => kind === 'start');
  const services = [...units].filter(([unit]) => !unit.endsWith('.slice'));
  return installed === undefined || starts || services.some(([, state]) => isUp(state))
    ? []
    : [diagnostic('nothing-runs', undefined, { environment: plan.environment })];
}

/** Links and what was enabled are made anew then, as on a first install. */
export const checkOrigin = (plan: ActionPlan, { isWithoutLinks }: SystemState): readonly Diagnostic[] =>
  isWithoutLinks ? [diagnostic('links-lost', undefined, { environment: plan.environment })] : [];

/** Units that are another's, or that an operator has pinned. */
export function checkLinks({ manifest }: StoredBundle, { links }: SystemState): readonly Diagnostic[] {
  const ours = new Set(manifest.files);
  return [...links].flatMap(([unit, { foreign, pinned }]): readonly Diagnostic[] => {
    if (!ours.has(unit)) return [];
    if (pinned !== undefined) return [diagnostic('unit-pinned', undefined, { unit, path: pinned })];
    return foreign === undefined ? [] : [diagnostic('foreign-unit', undefined, { unit, path: foreign })];
  });
}

/** sysusers leaves users alone that exist, so they must have the home that the bundle was made with. */
function checkUsers({ files, manifest }: StoredBundle): readonly Diagnostic[] {
  const lines = (files.get('sysusers.conf') ?? '').split('\n').filter((line) => line.startsWith('u '));
  const homes = new Map(readTable('/etc/passwd').map(([user, , , , , home]) => [user, home]));
  const users = lines.flatMap((line) => {
    const [, user = '', , , wanted = '-'] = fieldsOf(line);
    const found = homes.get(user);
    return found === undefined || wanted === '-' || found === wanted || isOfDistribution(user, wanted)
      ? []
      : [{ user, found, wanted }];
  });
  // One for all of them, since the config says all homes in one place.
  return users.length === 0
    ? []
    : [diagnostic('user-differs', undefined, { users, environment: manifest.environment })];
}

/** Nobody asked for the home that tsm gives to users which it makes, and these have one of their own. */
const isOfDistribution = (user: string, home: string): boolean =>
  OF_DISTRIBUTION.has(user) && home === `/var/lib/${user}`;

/** Accounts of base systems and of servers that distributions package. */
const OF_DISTRIBUTION = new Set(
  'daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc ftp http nginx apache postgres mysql redis'.split(
    ' ',
  ),
);

/** Words of a sysusers line, unquoted as sysusers.d(5) does. */
function fieldsOf(line: string): readonly string[] {
  const words = textWords(line, 'c');
  return 'value' in words ? words.value : [];
}

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
  for (const [unit, { secrets = [], service }] of entries.filter(([one]) => units.includes(one))) {
    for (const name of lackingSecrets(unit, secrets, paths))
      lacking.set(name, [...(lacking.get(name) ?? []), service]);
  }
  return [...lacking].map(([name, services]) => {
    const only = services.length === 1 && wanting(name).length > 1 ? ` --service ${services[0]}` : '';
    const command = `tsm secrets set ${name}${only} @${manifest.environment}`;
    return diagnostic('secret-missing', undefined, { name, services, command });
  });
}

/** Those of a unit's secrets that this host does not have; none that we may not look at. */
export function lackingSecrets(
  unit: string,
  secrets: readonly string[],
  paths: HostPaths,
): readonly string[] {
  if (secrets.length === 0) return [];
  try {
    const there = parseSystemdEnvFile(readFileSync(secretFile(paths, unit), 'utf8'));
    return secrets.filter((name) => !there.has(name));
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'ENOENT' ? secrets : [];
  }
}
