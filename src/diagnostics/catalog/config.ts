import { wording } from '../entry.ts';

const list = (names: readonly string[]): string => names.join(', ');
const didYouMean = (nearest: string | undefined): string =>
  nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;

export const configCatalog = {
  'config-missing': wording<{ foreign: string | undefined }>({
    title: () => 'no tsm config in this folder or any above it',
    hint: ({ foreign }) => (foreign === undefined ? 'tsm init' : `tsm import ${foreign}`),
    about:
      'tsm looks for its config in the current folder and in every folder above it, under the names cosmiconfig knows and under the `tsm` key of a package.json.',
  }),
  'config-empty': wording<Record<string, never>>({
    title: () => 'the config is empty',
    hint: () => 'export an object: export default defineConfig({ project: …, services: …, environments: … })',
    about: 'A config file was found that holds or exports nothing.',
  }),
  'config-syntax': wording<{ message: string }>({
    title: ({ message }) => `the config cannot be read: ${message}`,
    hint: () => 'mend the syntax at the place shown',
    about: 'The config is not valid TypeScript, JavaScript, JSON or YAML.',
  }),
  'config-throws': wording<{ message: string }>({
    title: ({ message }) => `the config threw while it was loaded: ${message}`,
    hint: () => 'the config runs as a program when tsm reads it; mend the line shown, or remove the call',
    about:
      'A TypeScript or JavaScript config is a program. This one ended with an exception; the place is the topmost line of it that belongs to your project.',
  }),
  'unknown-key': wording<{ key: string; nearest: string | undefined; known: readonly string[] }>({
    title: ({ key, nearest }) => `unknown key "${key}"${didYouMean(nearest)}`,
    hint: ({ nearest, known }) =>
      nearest === undefined ? `known here: ${list(known)}` : `write "${nearest}", or remove the key`,
    about: 'A key that means nothing is an error, since whoever wrote it expects it to do something.',
  }),
  'missing-key': wording<{ key: string; expected: string }>({
    title: ({ key }) => `"${key}" is missing`,
    hint: ({ key, expected }) => `add "${key}", which is ${expected}`,
    about: 'A key that tsm cannot do without is not there.',
  }),
  'invalid-key': wording<{ key: string; parent: string; expected: string }>({
    title: ({ key, parent }) => `"${key}" cannot be a key of "${parent}"`,
    hint: ({ expected }) => `write ${expected}`,
    about: 'The keys of this object are names with rules of their own.',
  }),
  'invalid-value': wording<{
    key: string;
    found: string;
    nearest?: string | undefined;
    expected: string;
  }>({
    title: ({ key, found, nearest }) => `"${key}" cannot be ${found}${didYouMean(nearest)}`,
    hint: ({ expected }) => `expected: ${expected}`,
    about: 'The value has another shape than the key takes.',
  }),
  'unknown-environment': wording<{ name: string; nearest: string | undefined; known: readonly string[] }>({
    title: ({ name, nearest }) =>
      `there is no environment "@${name}"${didYouMean(nearest === undefined ? undefined : `@${nearest}`)}`,
    hint: ({ known }) =>
      known.length === 0
        ? 'define one under "environments"'
        : `defined: ${known.map((one) => `@${one}`).join(', ')}`,
    about:
      'An environment was named, on the command line, as `default` or in the file name of an overlay, that the config does not define.',
  }),
  'no-environment': wording<Record<string, never>>({
    title: () => 'the config defines no environment',
    hint: () => "add one under \"environments\", for example: dev: { user: 'root', root: '/srv/app' }",
    about: 'Units belong to an environment; without one there is nothing to generate.',
  }),
  'duplicate-environment': wording<{ name: string }>({
    title: ({ name }) => `two environments answer to "@${name}"`,
    hint: () => 'give each name and alias to one environment; names that differ only by case count as one',
    about:
      'Names and aliases of environments must be unique, also when upper and lower case are not told apart.',
  }),
  'root-missing': wording<{ environment: string; need: string }>({
    title: ({ environment, need }) => `environment "@${environment}" has no "root", which ${need} needs`,
    hint: ({ environment }) =>
      `add to it: root: { from: '.', to: '/srv/${environment}' }, the folder where the project lies on the host`,
    about:
      'A bundle is made on one machine and runs on another, so relative paths need to know where the project lies on the host.',
  }),
  'path-not-absolute': wording<{ key: string; value: string }>({
    title: ({ key, value }) => `"${key}" must be an absolute path on the host, not "${value}"`,
    hint: () => 'start it with "/"; no "." or ".." parts',
    about: 'Paths on the host are absolute and plain, so that they mean the same whoever reads them.',
  }),
  'root-outside-project': wording<{ value: string }>({
    title: ({ value }) => `root.from "${value}" leaves the project`,
    hint: () => 'name a folder at or below the one that holds the config',
    about:
      'Only files of the project can be part of what is reviewed, so `root.from` cannot point outside of it.',
  }),
  'outdir-outside-project': wording<{ value: string }>({
    title: ({ value }) => `outDir "${value}" leaves the project`,
    hint: () => 'name a folder below the one that holds the config, such as "systemd"',
    about:
      'Bundles are committed with the project, so `outDir` is a folder inside it, and not the project itself.',
  }),
  'glob-matches-nothing': wording<{ glob: string }>({
    title: ({ glob }) => `no file matches "${glob}"`,
    hint: () => 'mend the pattern; it is relative to the folder of the config',
    about: 'A pattern under `services` finds no .tsm file. Often a folder was renamed.',
  }),
  'glob-outside-project': wording<{ glob: string }>({
    title: ({ glob }) => `"${glob}" looks outside the project`,
    hint: () => 'name files below the folder of the config',
    about:
      'Service files are part of the project; a pattern that is absolute or climbs with ".." is refused.',
  }),
  'not-a-service-file': wording<{ file: string }>({
    title: ({ file }) => `"${file}" is not a .tsm file`,
    hint: () => 'let the pattern end in ".tsm"',
    about: 'A pattern under `services` finds a file of another kind.',
  }),
  'unreadable-file': wording<{ file: string; reason: string }>({
    title: ({ file, reason }) => `${file} cannot be read: ${reason}`,
    hint: () => 'check that it is a file, that you may read it, and that it is text in UTF-8',
    about: 'A file of the project exists and cannot be read, or is not text.',
  }),
  'duplicate-service': wording<{ name: string; environment?: string }>({
    title: ({ name }) => `service "${name}" is defined twice`,
    hint: () => 'rename one; an overlay for one environment is called NAME@ENVIRONMENT.tsm',
    about:
      'Two .tsm files, or a .tsm file and an inline service, have the same name. Names that differ only by case count as the same.',
  }),
  'overlay-without-base': wording<{ file: string; name: string }>({
    title: ({ file, name }) => `${file} overlays a service "${name}" that does not exist`,
    hint: ({ name }) => `add ${name}.tsm beside it, or rename the overlay`,
    about:
      'A file NAME@ENVIRONMENT.tsm changes the service of NAME.tsm in one environment, so that file must exist.',
  }),
  'unknown-service': wording<{ name: string; nearest: string | undefined; known: readonly string[] }>({
    title: ({ name, nearest }) => `there is no service "${name}"${didYouMean(nearest)}`,
    hint: ({ known }) =>
      known.length === 0
        ? 'define it first'
        : `defined: ${list(known.slice(0, 12))}${known.length > 12 ? ', …' : ''}`,
    about: 'A dependency or an override names a service that the environment does not have.',
  }),
  'home-of-nobody': wording<{
    user: string;
    environment: string;
    nearest: string | undefined;
    users: readonly string[];
  }>({
    title: ({ user, environment, nearest }) =>
      `a home is given to "${user}", as whom nothing runs in @${environment}${didYouMean(nearest)}`,
    hint: ({ users }) =>
      users.length === 0 ? 'take it out: no service has a user here' : `services run as: ${list(users)}`,
    about: 'A home belongs to a user of the environment or of one of its services.',
  }),
  'service-left-out': wording<{ name: string; environment: string }>({
    title: ({ name, environment }) => `service "${name}" is left out of "@${environment}", but needed there`,
    hint: () => 'drop the dependency in that environment, or keep the service',
    about: 'A service is switched off with `false` in an environment where another one depends on it.',
  }),
  'nothing-to-run': wording<{ environment: string }>({
    title: ({ environment }) => `environment "@${environment}" has no service`,
    hint: () => 'add a .tsm file that a pattern under "services" matches, or an inline service',
    about: 'A target without members does nothing, so an environment without services is a mistake.',
  }),
  'bookkeeping-ignored': wording<{ keys: readonly string[] }>({
    title: ({ keys }) =>
      `${list(keys)} ${keys.length === 1 ? 'has' : 'have'} no meaning for systemd and ${keys.length === 1 ? 'is' : 'are'} kept out of the units`,
    hint: () => 'nothing to do',
    about:
      "TSM_ORG, TSM_KIND, TSM_PROXY and TSM_PROXY_PATH are Tetra's own bookkeeping. They are accepted and change nothing.",
  }),
  'setting-misspelt': wording<{ key: string; nearest: string }>({
    title: ({ key, nearest }) => `"${key}" is no setting (did you mean "${nearest}"?)`,
    hint: ({ nearest }) => `write ${nearest}=…, or give the helper variable a name that looks less alike`,
    about:
      'A TSM_ variable that is no setting is a helper of its file. This one is so close to a setting that it is likely a slip.',
  }),
};
