import { shellQuote } from '../shell-quote.ts';
import { wording } from '../entry.ts';

const list = (names: readonly string[]): string => names.join(', ');

export const installCatalog = {
  'foreign-unit': wording<{ unit: string; path: string }>({
    title: ({ unit, path }) => `${unit} already exists and is not tsm's: ${path}`,
    hint: ({ unit, path }) =>
      `if it is to be replaced: systemctl disable --now ${unit} && rm ${shellQuote(path)}`,
    about: 'A unit that tsm did not install is never overwritten and never adopted silently.',
  }),
  'foreign-store': wording<{ base: string; owner: string }>({
    title: ({ base, owner }) => `the units named ${base} on this host belong to ${owner}`,
    hint: () => 'set another "base" or "id" in the config, or take them over with --adopt',
    about: "Two projects, or two environments of one, may not take over each other's units.",
  }),
  'store-damaged': wording<{
    file: string;
    problem: string;
    environment: string;
    base: string;
    mend: readonly string[] | undefined;
    why: string;
  }>({
    title: ({ file, problem }) => `${file} ${problem}`,
    hint: ({ base, mend, why }) =>
      mend === undefined
        ? `put it back from a backup, or take the environment off and install it again: tsm uninstall @${base} (secrets stay)`
        : `put it back from a backup, or: ${mend.map(shellQuote).join(' ')} (${why}). tsm uninstall @${base} takes the environment off`,
    about:
      'A file of the store is damaged, is missing, or was written by a newer tsm. Only that environment is concerned; until it is mended only uninstall does something with it.',
  }),
  'recovery-failed': wording<{ environment: string; reason: string }>({
    title: ({ environment, reason }) =>
      `an interrupted run of @${environment} could neither be finished nor undone: ${reason}`,
    hint: ({ environment }) =>
      `mend that and run this again, or take the environment off: tsm uninstall @${environment}`,
    about:
      'Every verb that changes a host first brings an interrupted run to its end. While that does not succeed nothing else is done, since it would act on a half-done state.',
  }),
  'unit-pinned': wording<{ unit: string; path: string }>({
    title: ({ unit, path }) => `${unit} is pinned on this host by a full edit: ${path}`,
    hint: ({ path }) =>
      `put what it changes into the config, then: rm ${shellQuote(path)} && systemctl${path.startsWith('/etc/') ? '' : ' --user'} daemon-reload`,
    about:
      '`systemctl edit --full` copies a unit to /etc, where it hides the installed one. install would have no effect on it.',
  }),
  'user-differs': wording<{
    users: readonly { user: string; found: string; wanted: string }[];
    environment: string;
  }>({
    title: ({ users }) =>
      users
        .map(
          ({ user, found, wanted }) =>
            `user ${user} exists with the home ${found}, the bundle says ${wanted}`,
        )
        .join('; '),
    hint: ({ users, environment }) => {
      const homes = users.map(({ user, found }) => `'${user}': '${found}'`).join(', ');
      return `write home: { ${homes} } for ${environment} in the config and run tsm generate, or choose other users`;
    },
    about: 'sysusers never changes a user that exists, and HOME is what the host says of the user.',
  }),
  'project-not-at-root': wording<{ root: string; environment: string }>({
    title: ({ root, environment }) =>
      `the project is not at ${root}, where @${environment} runs it on its hosts`,
    hint: ({ environment }) =>
      `put it there, as a checkout or a copy; or say where it lies, as root of ${environment} in the config, and run tsm generate`,
    about:
      'Units run the files of the project where `root` says that they lie, wherever the bundle was read. Without them systemd would start nothing (status 200).',
  }),
  'working-directory-missing': wording<{ directory: string; units: readonly string[] }>({
    title: ({ directory, units }) =>
      `${list(units)} ${units.length === 1 ? 'starts' : 'start'} in ${directory}, which is no directory on this host`,
    hint: () => 'bring it here with the files in it, or mend cwd in the config and run tsm generate',
    about:
      'systemd does not start a unit whose WorkingDirectory= is missing (status 200). What the unit has systemd make for it (StateDirectory= and others) is not expected to be there.',
  }),
  'program-not-found': wording<{ program: string; unit: string; path: string }>({
    title: ({ program, unit }) => `${unit} runs ${program}, which is not on this host`,
    hint: ({ path }) => `install it, or mend PATH; the unit looks in ${path}`,
    about: 'Programs are looked up in the PATH of the unit before anything changes.',
  }),
  'required-unit-missing': wording<{ unit: string; needed: string }>({
    title: ({ unit, needed }) => `${unit} requires ${needed}, which is not on this host`,
    hint: ({ needed }) =>
      `install what brings ${needed}, or name it in After= and Wants= where it may be missing`,
    about: 'systemd does not start a unit while one that it requires exists nowhere.',
  }),
  'secret-missing': wording<{ name: string; services: readonly string[]; command: string }>({
    title: ({ name, services }) => `the secret ${name} is not set on this host; needed by ${list(services)}`,
    hint: ({ command }) => `set it first: ${command}`,
    about: 'A service that needs a secret would fail at its start, so this is said before anything changes.',
  }),
  'links-lost': wording<{ environment: string }>({
    title: ({ environment }) =>
      `no unit of @${environment} is linked on this host, so its store came from another host or a backup: what starts by itself is enabled again`,
    hint: ({ environment }) => `what shall not start here: tsm disable SERVICE @${environment}`,
    about:
      'The store remembers what was enabled where it was written. Without one link that says nothing about this host, and an install is as a first one.',
  }),
  'nothing-runs': wording<{ environment: string }>({
    title: ({ environment }) =>
      `nothing of @${environment} runs, and an install starts nothing that is stopped`,
    hint: ({ environment }) => `tsm start @${environment}`,
    about:
      'What an operator stopped stays stopped, so a deployment to it ends well without anything being in service.',
  }),
  'needs-root': wording<{ command: string }>({
    title: () => 'this needs root',
    hint: ({ command }) => `run: ${command}`,
    about:
      "System units are root's. sudo has a PATH of its own: where it does not find this tsm and this node there, the line has their absolute paths.",
  }),
  'no-systemd': wording<Record<string, never>>({
    title: () => 'systemd is not running as PID 1 here',
    hint: () =>
      "tsm try boots a throwaway systemd here; to install, run it on the host itself; for units of a user, scope: 'user' and a session of that user (systemctl --user)",
    about: 'Installing means talking to a running service manager.',
  }),
  'no-user-manager': wording<{ reason: string; user: string }>({
    title: ({ reason }) => `the service manager of this user cannot be reached: ${reason}`,
    hint: ({ user }) =>
      `log in as ${user} (machinectl shell ${user}@, or ssh), or enable lingering: sudo loginctl enable-linger ${user}`,
    about:
      "User units need the user's own service manager, which runs while the user is logged in or lingers.",
  }),
  'manager-silent': wording<{ scope: 'system' | 'user'; reason: string }>({
    title: ({ scope, reason }) =>
      `${scope === 'system' ? 'systemd' : 'the service manager of this user'} gives no answer: ${reason}`,
    hint: ({ scope }) =>
      `what runs goes on, and is not known here until it answers: systemctl${scope === 'system' ? '' : ' --user'} is-system-running`,
    about: 'States of units that nobody told are not guessed: what seems to be down may be well.',
  }),
  'lock-busy': wording<{ pid: number; command: string }>({
    title: ({ pid, command }) => `another tsm is at work here: process ${pid} (${command})`,
    hint: () => 'wait for it to end, then run this again',
    about: 'Two installs at once would undo each other. The lock ends with the process that holds it.',
  }),
  'host-failed': wording<{ what: string; message: string }>({
    title: ({ what, message }) => `${what} failed: ${message}`,
    hint: () => 'mend that and run the same command again; it goes on where it stopped',
    about: 'A step of systemd or of the file system failed while the host was being changed.',
  }),
  'generation-missing': wording<{ number: number | undefined; known: readonly number[] }>({
    title: ({ number }) =>
      number === undefined ? 'there is no generation to go back to' : `there is no generation ${number}`,
    hint: ({ known }) =>
      known.length === 0
        ? 'install a bundle first: tsm install'
        : `there are: ${list(known.map(String))}; tsm generations shows them`,
    about: 'The last ten installed states are kept for rollback.',
  }),
  'links-in-etc': wording<{ reason: string }>({
    title: ({ reason }) => `links go to /etc/systemd/system: ${reason}`,
    hint: () =>
      'nothing to do; note that a plain systemctl disable then removes the link, and the next install brings it back',
    about:
      'Units behind a mount that is not there yet are missing from the boot transaction without a word. /etc is always there.',
  }),
  'not-lingering': wording<{ user: string }>({
    title: ({ user }) => `${user} does not linger: these services stop at logout and do not start at boot`,
    hint: ({ user }) => `loginctl enable-linger ${user}`,
    about: 'The service manager of a user runs only while that user is logged in, unless lingering is on.',
  }),
  'operator-choice': wording<{ unit: string; choice: string }>({
    title: ({ unit, choice }) => `${unit} was ${choice} by the operator and is left so`,
    hint: ({ unit }) => `tsm enable, tsm start, systemctl unmask ${unit}, or systemctl revert change it`,
    about: 'What an operator stops, disables, masks or edits by plain systemctl survives every install.',
  }),
};
