import { wording } from '../entry.ts';

const list = (names: readonly string[]): string => names.join(', ');

/** The first few of many. */
const some = (names: readonly string[]): string =>
  names.length > 3 ? `${list(names.slice(0, 3))} and ${names.length - 3} more` : list(names);

export const trialCatalog = {
  'try-missing': wording<{ programs: readonly string[]; command: string | undefined }>({
    title: ({ programs }) => `tsm try needs ${list(programs)}, not on this machine`,
    hint: ({ command }) =>
      command === undefined ? 'install what your distribution calls systemd-container' : `run: ${command}`,
    about: 'A throwaway machine is a private copy of this one, booted by `systemd-nspawn`.',
  }),
  'try-impossible': wording<{ reason: string }>({
    title: ({ reason }) => `no throwaway machine can be booted here: ${reason}`,
    hint: () =>
      'run it on the machine itself, in a virtual machine, or in a container that may mount and make namespaces (docker run --privileged)',
    about:
      'The kernel or systemd refused a step of making the machine; what it said is in the title. Nothing was left behind.',
  }),
  'try-secrets-file': wording<{ file: string; problem: string }>({
    title: ({ file, problem }) => `${file}: ${problem}`,
    hint: () => 'write NAME=value lines, with quotes as in bash; leave a secret out to get a placeholder',
    about: '`--secrets` takes the secrets of a trial from a file; they are set inside the machine only.',
  }),
  'try-older-systemd': wording<{ wanted: number; found: number }>({
    title: ({ wanted, found }) =>
      `the config is written for systemd ${wanted}, and this machine boots systemd ${found}`,
    hint: () =>
      'try it on a host with that systemd, too: its newer directives are replaced here by older ones',
    about:
      'The throwaway machine is a copy of this one and has its systemd, which refuses what it does not know yet. So the units are written for it, as if the config said its version.',
  }),
  'try-stale-bundle': wording<{ directory: string; environment: string; files: number; isNew: boolean }>({
    title: ({ directory, files, isNew }) =>
      isNew
        ? `${directory} is not there yet; what is tried is what the sources say`
        : `${files === 1 ? 'a file' : `${files} files`} of ${directory} differ${files === 1 ? 's' : ''} from what the sources say, which is what is tried`,
    hint: ({ environment }) => `tsm generate @${environment}`,
    about: '`tsm try` takes the working tree as it is. `tsm install` reads the committed bundle.',
  }),
  'try-stand-in': wording<{ path: string; file: string }>({
    title: ({ path, file }) => `${path} is not on this machine: ${file} stands in for it`,
    hint: ({ path }) => `the real host needs ${path}`,
    about:
      'A service sources a file of the host that is not here. A file of the same name at the top of the tree is put there, inside the throwaway machine only.',
  }),
  'try-copied-to-root': wording<{ root: string }>({
    title: ({ root }) =>
      `inside, the project is at ${root}, as the config says; this machine has nothing there`,
    hint: ({ root }) => `the real host needs it at ${root}`,
    about:
      'Units run the files of the project where `root` says that they lie, and the throwaway machine has a copy of the working tree there.',
  }),
  'try-no-loopback': wording<Record<string, never>>({
    title: () =>
      'inside there is not even a loopback: nothing can connect to 127.0.0.1, health checks included',
    hint: () =>
      'run it where network interfaces may be set up: in a container, docker run --cap-add NET_ADMIN',
    about:
      'systemd-nspawn could not bring up the loopback of the throwaway machine, which takes CAP_NET_ADMIN. What failed may work on a host.',
  }),
  'try-made-readable': wording<{ users: readonly string[]; paths: readonly string[] }>({
    title: ({ users, paths }) =>
      `inside, ${list(users)} may read ${some(paths.map((path) => path || 'the folder of the project'))}, which only the owner may here`,
    hint: ({ users }) => `the real host needs files that ${list(users)} may read`,
    about:
      'A checkout made with a strict umask would be closed to the user of the services. The copy inside has the modes of a usual one.',
  }),
  'try-placeholders': wording<{ names: readonly string[] }>({
    title: ({ names }) => `placeholders stand for the secrets ${list(names)}`,
    hint: () => 'give values with --secrets FILE (NAME=value lines)',
    about:
      'Nothing is asked. Secrets that this machine has are used; for others a random text is set, inside the throwaway machine only.',
  }),
};
