import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { ResolvedEnvironment } from './resolve.ts';

/** What two environments, or two services, may not both claim on one host: unit names, state directories, sockets. */
export function checkHost(environments: readonly ResolvedEnvironment[]): readonly Diagnostic[] {
  const units = environments.flatMap(unitClaims);
  const states = environments.flatMap(stateClaims);
  return [
    ...conflicts(units).map(([one, other]) =>
      diagnostic(
        'unit-name-conflict',
        other.at,
        { unit: other.what, one: one.who, other: other.who },
        one.at,
      ),
    ),
    ...conflicts(states).map(([one, other]) =>
      diagnostic('state-shared', other.at, { directory: other.what, one: one.who, other: other.who }, one.at),
    ),
    ...conflicts(environments.flatMap(socketClaims)).map(([one, other]) =>
      diagnostic('socket-shared', other.at, { address: other.what, one: one.who, other: other.who }, one.at),
    ),
  ];
}

interface Claim {
  readonly what: string;
  readonly who: string;
  /** Claims of one owner never conflict. */
  readonly owner: string;
  readonly at: Place;
}

/** Pairs of claims on the same thing by different owners, upper and lower case not told apart. */
function conflicts(claims: readonly Claim[]): readonly (readonly [Claim, Claim])[] {
  const first = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    const key = claim.what.toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, claim);
    return other === undefined || other.owner === claim.owner ? [] : [[other, claim] as const];
  });
}

function unitClaims({ name, environment, services }: ResolvedEnvironment): readonly Claim[] {
  if (environment === undefined) return [];
  const at = environment.placeOf([]);
  const own = [environment.target, environment.slice].map((what) => ({
    what,
    who: `@${name}`,
    owner: `@${name}`,
    at,
  }));
  return [
    ...own,
    ...services.map((service) => ({
      what: `${service.prefix}.service`,
      who: `${service.name} in @${name}`,
      owner: `${service.name}@${name}`,
      at: service.placeOf(['name']),
    })),
  ];
}

const STATE_KEYS = {
  StateDirectory: '/var/lib',
  CacheDirectory: '/var/cache',
  LogsDirectory: '/var/log',
} as const;

/** Directories that raw directives name; those that tsm itself gives out follow the unit names. */
function stateClaims({ name, services }: ResolvedEnvironment): readonly Claim[] {
  return services.flatMap((service) =>
    Object.entries(STATE_KEYS).flatMap(([key, parent]) => {
      const written = service.settings.unit?.['Service']?.[key] ?? service.settings.hardening?.[key];
      const names = Array.isArray(written) ? written.map(String) : String(written ?? '').split(/\s+/);
      const at =
        service.settings.unit?.['Service']?.[key] === undefined
          ? service.placeOf(['hardening', key])
          : service.placeOf(['unit', 'Service', key]);
      return names.filter(Boolean).map((directory) => ({
        what: `${parent}/${directory}`,
        who: `${service.name} in @${name}`,
        owner: `@${name} ${service.user}`,
        at,
      }));
    }),
  );
}

const LISTEN_KEYS = ['ListenStream', 'ListenDatagram', 'ListenSequentialPacket', 'ListenFIFO'] as const;

/** Addresses as they are written: systemd.socket(5). Two spellings of one are for the kernel to find. */
function socketClaims({ name, services }: ResolvedEnvironment): readonly Claim[] {
  return services.flatMap((service) =>
    LISTEN_KEYS.flatMap((key) => {
      const written = service.settings.unit?.['Socket']?.[key];
      const addresses = Array.isArray(written) ? written.map(String) : [String(written ?? '')];
      return addresses.filter(Boolean).map((address) => ({
        what: `${key}=${address}`,
        who: `${service.name} in @${name}`,
        owner: `@${name} ${service.name}`,
        at: service.placeOf(['unit', 'Socket', key]),
      }));
    }),
  );
}
