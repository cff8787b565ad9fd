import type { Manifest } from '../bundle/manifest.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { chooseBundle, findBundles, projectIds } from '../install/find-bundle.ts';
import { chooseInstalled, findInstalled } from '../install/hosts.ts';
import { trustOf } from '../install/trust.ts';
import { openBundle } from '../install/open-bundle.ts';
import type { HostPaths } from '../install/paths.ts';
import type { Terminal } from '../terminal.ts';
import { pathsFor } from './host.ts';

/** One unit that wants secrets. */
export interface SecretUser {
  readonly unit: string;
  readonly service: string;
  readonly names: readonly string[];
}

/** Whose secrets are meant, and where they lie. */
export interface SecretScope {
  readonly manifest: Manifest;
  readonly paths: HostPaths;
  readonly isInstalled: boolean;
  /** By service. What is installed and what the bundle in this folder wants next, together. */
  readonly users: readonly SecretUser[];
}

/** What is installed, joined by the bundle in the project: before a first install, and when a branch brings a new secret. */
export function findSecretScope(environments: readonly string[], terminal: Terminal): Checked<SecretScope> {
  const [name] = environments;
  const { cwd, caller } = terminal;
  const all = findInstalled(caller);
  const chosen = chooseInstalled(all, name, projectIds(cwd));
  if (chosen.diagnostics.some(({ code }) => code === 'environment-ambiguous' || code === 'store-damaged'))
    return { value: undefined, diagnostics: chosen.diagnostics };
  const installed = chosen.value?.manifest;
  const bundles = findBundles(cwd);
  const found = chooseBundle(bundles, name ?? installed?.environment);
  const opened =
    found.value === undefined
      ? undefined
      : openBundle(found.value.folder, trustOf(caller.uid, caller.sudoUid));
  const next = opened?.value?.manifest;
  if (installed !== undefined && chosen.value !== undefined) {
    const manifests = next !== undefined && isSameStore(installed, next) ? [installed, next] : [installed];
    return scope(installed, manifests, chosen.value.paths, true);
  }
  if (next !== undefined) return scope(next, [next], pathsFor(next.scope, next.base, caller), false);
  if (opened !== undefined) return { value: undefined, diagnostics: opened.diagnostics };
  if (found.diagnostics.some(({ code }) => code === 'environment-ambiguous'))
    return { value: undefined, diagnostics: found.diagnostics };
  const known = [
    ...all.flatMap(({ manifest }) => manifest?.environment ?? []),
    ...bundles.map((one) => one.environment),
  ];
  return fail(
    diagnostic('secret-no-environment', undefined, { environment: name, known: [...new Set(known)].sort() }),
  );
}

const fail = (problem: Diagnostic): Checked<never> => ({ value: undefined, diagnostics: [problem] });

const isSameStore = (a: Manifest, b: Manifest): boolean =>
  a.id === b.id && a.base === b.base && a.scope === b.scope;

const scope = (
  manifest: Manifest,
  manifests: readonly Manifest[],
  paths: HostPaths,
  isInstalled: boolean,
): Checked<SecretScope> => ({
  value: { manifest, paths, isInstalled, users: secretUsers(manifests) },
  diagnostics: [],
});

/** Units that want secrets by any of the manifests. */
export function secretUsers(manifests: readonly Manifest[]): readonly SecretUser[] {
  const users = new Map<string, SecretUser>();
  for (const { units } of manifests)
    for (const [unit, { service, secrets = [] }] of Object.entries(units)) {
      const names = [...new Set([...(users.get(unit)?.names ?? []), ...secrets])].sort();
      if (names.length > 0) users.set(unit, { unit, service, names });
    }
  return [...users.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

/** Those that want the secret `name`, only `service` when given; why there are none, without repeating what may be a value. */
export function usersOf(
  name: string,
  service: string | undefined,
  { users, manifest }: SecretScope,
): Checked<readonly SecretUser[]> {
  const named = users.filter((user) => service === undefined || [user.service, user.unit].includes(service));
  if (service !== undefined && named.length === 0)
    return fail(
      diagnostic('secret-service-unknown', undefined, { service, known: users.map((user) => user.service) }),
    );
  const fits = named.filter(({ names }) => names.includes(name));
  if (fits.length > 0) return { value: fits, diagnostics: [] };
  const known = [...new Set(named.flatMap(({ names }) => names))].sort();
  const near = nearest(name, known);
  const where = service === undefined ? `@${manifest.environment}` : `${service} of @${manifest.environment}`;
  return fail(
    diagnostic('secret-unknown', undefined, {
      name: near === undefined ? undefined : name,
      where,
      near,
      known,
    }),
  );
}
