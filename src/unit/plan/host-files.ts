import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { quoted } from '../../diagnostics/printable.ts';
import { homeOf } from '../../service/accounts.ts';
import { redact } from '../../service/redact.ts';
import type { ConfigPath } from '../../diagnostics/place.ts';
import type { Environment, Service } from '../../service/service.ts';
import { sysusersField, tmpfilesPath, type Encoded } from '../quote.ts';
import { validateValue } from '../values.ts';

/** Lines of a fragment in sysusers.d(5) or tmpfiles.d(5). */
export type Fragment = readonly string[];

/** What exists on every Linux host. The group of nobody has two names. */
const EXISTING = { user: new Set(['root', 'nobody']), group: new Set(['root']) };

/** sysusers.d(5): the users and groups of the services, made where they are missing. */
export function planSysusers(
  environment: Environment,
  services: readonly Service[],
  diagnostics: Diagnostic[],
): Fragment {
  const lines = new Set<string>();
  for (const { user, group } of services) {
    if (group !== undefined && group !== user && isOurs(group, environment, 'group', diagnostics))
      lines.add(`g ${group} -`);
  }
  for (const user of new Set(services.map((service) => service.user))) {
    if (user === undefined || !isOurs(user, environment, 'user', diagnostics)) continue;
    const home = homeOf(user, environment.homes);
    const gecos = field(
      sysusersField(environment.description),
      environment.description,
      environment,
      ['description'],
      diagnostics,
    );
    lines.add(
      `u ${user} - ${gecos} ${field(sysusersField(home), home, environment, ['home', user], diagnostics)} /usr/sbin/nologin`,
    );
  }
  return [...lines].sort();
}

/** tmpfiles.d(5): the home of each user that sysusers makes, which is there before the first start. */
export function planTmpfiles(
  environment: Environment,
  services: readonly Service[],
  diagnostics: Diagnostic[],
): Fragment {
  const users = new Set(
    services.flatMap(({ user }) => (user === undefined || isExisting(user, 'user') ? [] : [user])),
  );
  return [...users].sort().map((user) => {
    const home = homeOf(user, environment.homes);
    const group = user === environment.user ? (environment.group ?? user) : user;
    return `d ${field(tmpfilesPath(home), home, environment, ['home', user], diagnostics)} 0750 ${user} ${group}`;
  });
}

const isExisting = (name: string, key: 'user' | 'group'): boolean =>
  EXISTING[key].has(name) || /^\d+$/.test(name);

function isOurs(
  name: string,
  environment: Environment,
  key: 'user' | 'group',
  diagnostics: Diagnostic[],
): boolean {
  if (isExisting(name, key)) return false;
  // What systemd would not take is said of the unit.
  if (validateValue('user', name, environment.systemd) !== undefined) return false;
  if (/^[a-z_][a-z0-9_-]{0,30}$/i.test(name)) return true;
  diagnostics.push(
    diagnostic('invalid-directive-value', environment.placeOf([key]), {
      key: key === 'user' ? 'User' : 'Group',
      value: quoted(name),
      rule: 'a name has up to 31 letters, digits, "-" and "_"',
    }),
  );
  return false;
}

function field(
  encoded: Encoded,
  written: string,
  environment: Environment,
  path: ConfigPath,
  diagnostics: Diagnostic[],
): string {
  if ('text' in encoded) return encoded.text;
  diagnostics.push(
    diagnostic('cannot-encode', environment.placeOf(path), {
      key: String(path[0]),
      value: quoted(redact(written)),
      rule: encoded.refusal.rule,
    }),
  );
  return '-';
}
