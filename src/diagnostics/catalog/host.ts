import { wording } from '../entry.ts';
import { meant } from '../nearest.ts';

const list = (names: readonly string[]): string => names.join(', ');

function firstStep(
  environment: string | undefined,
  here: { readonly bundles: readonly string[]; readonly first: string } | undefined,
): string {
  const install = `run tsm install ${environment === undefined ? '' : `@${environment}`}`.trimEnd();
  if (here === undefined) return install;
  const { bundles, first } = here;
  if (bundles.length === 0) return first;
  if (environment === undefined || bundles.includes(environment)) return install;
  return `${meant(environment, bundles)}bundles here: ${list(bundles.map((name) => `@${name}`))}`;
}

/** Where the environment is said instead, by command. */
const WITHOUT_ENVIRONMENT: Readonly<Record<string, (name: string) => string>> = {
  init: (name) => `leave it out, or name all environments: tsm init --environments ${name}`,
  import: () => 'leave it out: all environments that the file knows are written',
  'new service': (name) =>
    `leave it out: a service belongs to every environment; what differs in one is said in the config, in environments.${name}.services`,
  'new environment': (name) => `write the name of a new environment without @: tsm new environment ${name}`,
};

export const hostCatalog = {
  'port-taken': wording<{
    unit: string;
    port: number;
    holder: string;
    pid: number;
    command: string;
    ends: boolean;
  }>({
    title: ({ unit, port, holder, pid }) =>
      `port ${port}, which ${unit} is to listen on, is held by ${holder} (process ${pid})`,
    hint: ({ command, ends }) =>
      ends ? `stop that first: ${command}` : `stop there what has the port: ${command}`,
    about:
      'Somebody outside of the environment listens on the port, so what is started will likely fail. A program may share a port, so this stops nothing.',
  }),
  'not-permitted': wording<{ path: string; command: string }>({
    title: ({ path }) => `${path} may not be read or written by this user`,
    hint: ({ command }) => `run: ${command}`,
    about:
      'A file or folder that the command needs is closed to whoever runs it. Stores of the system may be read by everyone, unless somebody closed them.',
  }),
  'journal-closed': wording<{ command: string; user: string }>({
    title: () => 'the journal is for root and for the groups systemd-journal and adm',
    hint: ({ command, user }) => `run: ${command} (or for good: sudo usermod -aG systemd-journal ${user})`,
    about: 'journald(8) keeps what services say from other users of the machine.',
  }),
  'not-installed': wording<{
    environment: string | undefined;
    installed: readonly string[];
    /** What lies in the folder, where nothing is installed: bundles, or what makes the first. */
    here?: { readonly bundles: readonly string[]; readonly first: string } | undefined;
  }>({
    title: ({ environment }) =>
      environment === undefined
        ? 'nothing is installed on this host'
        : `@${environment} is not installed on this host`,
    hint: ({ environment, installed, here }) =>
      installed.length === 0
        ? firstStep(environment, here)
        : `${meant(environment, installed)}installed: ${list(installed.map((name) => `@${name}`))}`,
    about: 'The command acts on what is installed, and the store of this host does not have it.',
  }),
  'no-such-service': wording<{
    name: string;
    environment: string;
    near: string | undefined;
    known: readonly string[];
  }>({
    title: ({ name, environment }) => `@${environment} has no service or unit "${name}"`,
    hint: ({ near, known }) => (near === undefined ? `it has: ${known.join(', ')}` : `did you mean ${near}?`),
    about: 'A service may be named as in the config (`api`) or by its unit (`tetra-dev-api.service`).',
  }),
  'no-such-schema': wording<{ name: string; near: string | undefined; known: readonly string[] }>({
    title: ({ name }) => `there is no schema "${name}"`,
    hint: ({ near, known }) =>
      `${near === undefined ? '' : `did you mean ${near}? `}there are: ${known.join(', ')}`,
    about: '`tsm schema` knows the config and the documents that `--json` prints; docs/json.md has them all.',
  }),
  'one-environment': wording<{ verb: string; named: readonly string[] }>({
    title: ({ named }) => `more than one environment is named: ${named.map((name) => `@${name}`).join(' ')}`,
    hint: ({ verb, named }) => named.map((name) => `tsm ${verb} @${name}`).join(' && '),
    about:
      'Verbs that change a host act on one environment at a time, so that each ends with its own result.',
  }),
  'environment-misplaced': wording<{ verb: string; named: readonly string[] }>({
    title: ({ verb, named }) =>
      `tsm ${verb} takes no environment, so ${named.map((name) => `@${name}`).join(' ')} has no place here`,
    hint: ({ verb, named: [name = ''] }) => (WITHOUT_ENVIRONMENT[verb] ?? (() => `tsm ${verb}`))(name),
    about:
      'What makes or prints something for all environments is not asked for one. One that is passed over in silence would be taken for done.',
  }),
  'unit-masked': wording<{ unit: string; command: string }>({
    title: ({ unit }) => `${unit} is masked on this host, so it can be neither started nor enabled`,
    hint: ({ command }) => command,
    about: 'An operator masked the unit. tsm leaves that so until an operator takes it back.',
  }),
};
