import { wording } from '../entry.ts';

/** What `tsm check` foresees of a host that it does not see. */
const REQUIRING = new Set(['Requires', 'Requisite', 'BindsTo']);

export const foresightCatalog = {
  'account-from-host': wording<{ key: string; name: string }>({
    title: ({ key, name }) => `${key}=${name} must exist on the host: the bundle does not create it`,
    hint: ({ name }) =>
      `nothing to do where a package brings ${name}; else use the setting "user" or "group", for which tsm makes the account`,
    about:
      'tsm creates the accounts that the settings `user` and `group` name. One that only a raw directive names has to be there before the first start, or it fails with status 216 or 217.',
  }),
  'runs-as-root': wording<{ environment: string }>({
    title: ({ environment }) => `services of @${environment} run as root, since no user is said`,
    hint: () => "write user: 'root' if that is meant, or the name of a user, whom tsm creates",
    about: 'In system scope a service without a user is root, with all that a mistake in it may then do.',
  }),
  'file-not-in-project': wording<{ what: string; path: string; file: string }>({
    title: ({ what, path, file }) => `${what} ${path} will not be there: the project has no ${file}`,
    hint: () => 'mend the path; ignore this when a build or a deployment makes it on the host',
    about:
      'What lies below the root on the host is a file of the project, so a working directory, a sourced file or a file of `restartOn` that the project lacks is likely a slip.',
  }),
  'interpreter-odd': wording<{ file: string; problem: string; fix: string }>({
    title: ({ file, problem }) => `${file} cannot be started: ${problem}`,
    hint: ({ fix }) => fix,
    about:
      'The kernel reads the first line of a script literally. A program of the project whose first line does not name an interpreter fails at start with status 203.',
  }),
  'unit-from-host': wording<{ unit: string; key: string }>({
    title: ({ unit, key }) =>
      `${key}=${unit} must exist on the host: neither a bundle nor this machine has it`,
    hint: ({ key }) =>
      `nothing to do where a package of the host brings it; without it systemd ${REQUIRING.has(key) ? 'does not start what requires it' : 'ignores the name'}`,
    about:
      'systemd says nothing of an unknown unit in After= or Wants=, and starts nothing that requires one. It may come with the host; it may be a slip.',
  }),
  'unit-misspelt': wording<{ unit: string; key: string; nearest: string }>({
    title: ({ unit, key, nearest }) => `there is no unit ${unit} for ${key}= (did you mean ${nearest}?)`,
    hint: ({ nearest }) => `write ${nearest}`,
    about:
      'A raw directive names a unit that is neither in a bundle nor on this machine, and is one slip away from one that is. systemd would ignore it.',
  }),
  'ordering-cycle': wording<{ cycle: readonly string[] }>({
    title: ({ cycle }) => `units wait for each other: ${cycle.join(' → ')} (each before the next)`,
    hint: () => 'take one of the directives away; the targets of the boot have their order already',
    about:
      'Before= and After= of raw directives, with those of tsm and of the targets of the boot, close a circle. systemd would break it by leaving out one of the units.',
  }),
  'written-by-two': wording<{ path: string; one: string; other: string; why: string }>({
    title: ({ path, one, other, why }) => `${path} is written by ${one} and by ${other}: ${why}`,
    hint: () => 'give each its own, or one of them the work',
    about:
      'Two services that write one file or directory overwrite, lose or forbid each other what is in it.',
  }),
  'percent-expanded': wording<{ key: string; specifier: string; means: string }>({
    title: ({ key, specifier, means }) => `${specifier} in ${key}= is not text: systemd makes it ${means}`,
    hint: () => 'write %% for a percent sign in a raw directive; ignore this when the specifier is meant',
    about:
      'In raw directives systemd expands specifiers, which look like the fields of a date or the escapes of a URL.',
  }),
  'percent-literal': wording<{ key: string; text: string; instead: string }>({
    title: ({ key, text }) => `${text} in "${key}" stays as it is: tsm hands a percent sign on as text`,
    hint: ({ instead }) => instead,
    about:
      'Outside of raw directives a text reaches the program as it is written, so `%h` is no home directory and `%%` is two percent signs.',
  }),
  'version-manager-path': wording<{ path: string; manager: string }>({
    title: ({ path, manager }) => `${path} belongs to ${manager}, whose paths change with the next version`,
    hint: () =>
      'install the program for the whole system (/usr/bin, /usr/local/bin, /opt) and name that, or expect to mend this at each update',
    about:
      "A version manager keeps programs in a user's home, by version, behind shims that want a prepared shell. A service has no such shell, and a hardened one no home.",
  }),
  'restart-loop': wording<{ policy: string; delay: string }>({
    title: ({ policy, delay }) =>
      `a service that fails at once is started again for ever: Restart=${policy}, RestartSec=${delay}, no start limit`,
    hint: () =>
      "keep a limit (restart: { limit: { burst: 5, interval: '5min' } }), or a delay of some seconds",
    about:
      'Without a start limit and without a pause, a service that cannot start takes a CPU and fills the journal.',
  }),
};
