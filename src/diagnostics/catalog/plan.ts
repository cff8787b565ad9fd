import { wording } from '../entry.ts';

export const planCatalog = {
  'cannot-encode': wording<{ key: string; value: string; rule: string }>({
    title: ({ key, value, rule }) => `${key}= cannot carry ${value}: ${rule}`,
    hint: () => 'change the value; tsm writes it exactly or not at all',
    about:
      'systemd has no way to write this value for this key. tsm refuses it rather than write something else.',
  }),
  'invalid-directive-value': wording<{ key: string; value: string; rule: string }>({
    title: ({ key, value, rule }) => `${key}= does not take ${value}: ${rule}`,
    hint: () => 'mend the value; systemd would only warn in the journal and run without it',
    about:
      'systemd drops most values that it cannot read and runs the unit without them, so tsm checks each value first.',
  }),
  'limit-tiny': wording<{ key: string; value: string }>({
    title: ({ key, value }) => `${key}=${value} are bytes, with which no program starts`,
    hint: ({ value }) =>
      `write ${value}M for megabytes, ${value}G for gigabytes, or ${value}B if bytes are meant`,
    about:
      'systemd takes a bare number for bytes, so a forgotten unit makes a limit that kills the service at its start.',
  }),
  'unknown-section': wording<{ section: string; known: readonly string[] }>({
    title: ({ section }) => `there is no unit section [${section}]`,
    hint: ({ known }) => `sections are ${known.join(', ')}`,
    about: 'A raw `unit:` block names a section that no unit of tsm has. Upper and lower case matter.',
  }),
  'unknown-directive': wording<{ section: string; key: string; nearest: string | undefined }>({
    title: ({ section, key, nearest }) =>
      `[${section}] has no directive ${key}=${nearest === undefined ? '' : ` (did you mean ${nearest}?)`}`,
    hint: ({ nearest }) =>
      nearest === undefined ? 'look it up in systemd.directives(7)' : `write ${nearest}`,
    about: 'systemd ignores keys that it does not know, so a slip in a raw directive would go unnoticed.',
  }),
  'deprecated-directive': wording<{ key: string; instead: string }>({
    title: ({ key }) => `${key}= is deprecated`,
    hint: ({ instead }) => `use ${instead}`,
    about: 'systemd still reads this key, or pretends to, and will stop doing so.',
  }),
  'directive-too-new': wording<{ key: string; value: string | undefined; since: number; minimum: number }>({
    title: ({ key, value, since, minimum }) =>
      `${key}=${value ?? ''} needs systemd ${since}, the units must run on ${minimum}`,
    hint: ({ since }) => `remove it, or raise "systemd" to ${since} if no host is older`,
    about:
      'The config says the oldest systemd that the units must run on. That one would ignore the directive, which has no equivalent.',
  }),
  'directive-downgraded': wording<{ key: string; since: number; minimum: number; says: string }>({
    title: ({ key, since, minimum, says }) =>
      `${key}= needs systemd ${since} and is written for ${minimum} without it: ${says}`,
    hint: ({ since }) => `nothing to do; raise "systemd" to ${since} if no host is older`,
    about:
      'A newer directive has an equivalent on the oldest systemd that the units must run on, or a loss that leaves a working service.',
  }),
  'directive-owned': wording<{ key: string; setting: string }>({
    title: ({ key }) => `${key}= is written by tsm itself and cannot be set as a raw directive`,
    hint: ({ setting }) => `use ${setting}`,
    about:
      'Some directives hold the units of an environment together. A raw value for them would break install, rollback or the target.',
  }),
  'restart-oneshot': wording<{ service: string; policy: string }>({
    title: ({ service, policy }) =>
      `"${service}" ends by itself (oneshot) and cannot have restart "${policy}"`,
    hint: () => "write restart: 'on-failure', or type: 'exec' for a program that stays",
    about: 'systemd refuses to load a oneshot service that would be started again after it succeeded.',
  }),
  'health-oneshot': wording<{ service: string }>({
    title: ({ service }) => `"${service}" ends by itself (oneshot), so there is nothing to ask for health`,
    hint: () => 'remove the health check, or change the type',
    about: 'A health check polls a running service.',
  }),
  'health-url': wording<{ url: string; problem: string }>({
    title: ({ url, problem }) => `${url} is no URL to ask for health: ${problem}`,
    hint: () => 'write for example http://127.0.0.1:${TSM_PORT}/health',
    about: "A health URL is asked with curl on the host, from the service's own sandbox.",
  }),
  'home-protected': wording<{ path: string; what: string; value: string }>({
    title: ({ path, what, value }) =>
      `${what} ${path} cannot be seen by the service: ProtectHome=${value} hides /home, /root and /run/user`,
    hint: () => "move it elsewhere, or set hardening: { preset: 'strict', ProtectHome: 'read-only' }",
    about:
      'With ProtectHome= a program or working directory below a home directory fails at start with status 203 or 200.',
  }),
  'port-needs-capability': wording<{ port: number; user: string }>({
    title: ({ port, user }) =>
      `user ${user} may not listen on port ${port}: below 1024 that takes a capability`,
    hint: () =>
      "use a port from 1024 up behind a proxy, or add unit: { Service: { AmbientCapabilities: 'CAP_NET_BIND_SERVICE', CapabilityBoundingSet: 'CAP_NET_BIND_SERVICE' } }",
    about:
      'Ports below 1024 need a capability that ordinary users do not have, and that the strict sandbox takes from root.',
  }),
  'restarts-for-ever': wording<{ burst: number; delay: string; interval: string }>({
    title: ({ burst, delay, interval }) =>
      `${burst} restarts with ${delay} between them take longer than ${interval}, so systemd never gives up`,
    hint: () => 'lengthen limit.interval, or write limit: false if that is meant',
    about:
      'A start limit counts starts within an interval. When the pauses alone fill the interval, the limit never bites.',
  }),
  'path-entry-invalid': wording<{ entry: string }>({
    title: ({ entry }) => `PATH may not hold "${entry}"`,
    hint: () => 'list absolute folders only; the unit has no current folder to look in',
    about: 'The PATH of a unit is written out and never inherited, so every entry is an absolute path.',
  }),
};
