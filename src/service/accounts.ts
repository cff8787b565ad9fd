import type { EnvironmentConfig } from '../config/schema.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { HOME_SPECIFIER } from '../unit/quote.ts';
import type { Environment, Service } from './service.ts';

/** User → home directory on the host, of those of whom the config says it. */
export type Homes = ReadonlyMap<string, string>;

/** A home that is written without a user is that of the environment's own. */
export function homesOf(user: string | undefined, written: EnvironmentConfig['home']): Homes {
  if (typeof written === 'object') return new Map(Object.entries(written));
  return new Map(user === undefined || written === undefined ? [] : [[user, written]]);
}

/** systemd sets HOME from the user database; a user that sysusers creates gets `/var/lib/<name>`. */
export function homeOf(user: string | undefined, homes: Homes): string {
  if (user === undefined) return HOME_SPECIFIER;
  return homes.get(user) ?? (user === 'root' ? '/root' : `/var/lib/${user}`);
}

/** The environment as a service that runs as another user meets it. What the environment says for all was made with its own home. */
export function asUser(environment: Environment, user: string | undefined): Environment {
  if (user === undefined || user === environment.user || environment.scope === 'user') return environment;
  return { ...environment, home: homeOf(user, environment.homes) };
}

/** The manager of a user runs everything as that user: what a service says otherwise would fail its start. */
export function checkScope({ scope }: Environment, { settings, placeOf }: Service): readonly Diagnostic[] {
  if (scope === 'system') return [];
  const raw = settings.unit?.['Service'] ?? {};
  return [
    ...(['user', 'group'] as const)
      .filter((key) => settings[key] !== undefined)
      .map((key) => diagnostic('user-in-user-scope', placeOf([key]), { key })),
    ...['User', 'Group', 'DynamicUser']
      .filter((key) => Object.hasOwn(raw, key))
      .map((key) => diagnostic('user-in-user-scope', placeOf(['unit', 'Service', key]), { key })),
  ];
}

/** A name that nobody runs as is a typo, and the home of another. */
export function checkHomes(environment: Environment, services: readonly Service[]): readonly Diagnostic[] {
  const { name, user, homes, placeOf } = environment;
  const users = [...new Set([user, ...services.map((service) => service.user)])].filter(
    (one): one is string => one !== undefined,
  );
  return [...homes.keys()]
    .filter((one) => !users.includes(one))
    .map((one) =>
      diagnostic('home-of-nobody', placeOf(['home', one]), {
        user: one,
        environment: name,
        nearest: nearest(one, users),
        users,
      }),
    );
}
