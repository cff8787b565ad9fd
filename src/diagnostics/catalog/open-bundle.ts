import { wording } from '../entry.ts';
import { meant, nearest } from '../nearest.ts';

const list = (names: readonly string[]): string => names.join(', ');

/** What is said of a bundle before it is installed: which one is meant, and whether it may be trusted. */
export const openBundleCatalog = {
  'bundle-missing': wording<{
    environment: string | undefined;
    found: readonly string[];
    aliases?: readonly string[];
  }>({
    title: ({ environment }) =>
      environment === undefined ? 'there is no bundle here' : `there is no bundle of @${environment} here`,
    hint: ({ environment, found, aliases = [] }) =>
      found.length === 0
        ? 'run tsm generate in the project, or name the folder of the bundle'
        : `${meant(environment, [...found, ...aliases])}here are: ${list(found.map((name) => `@${name}`))}`,
    about:
      'install looks for `systemd/*/tsm.json` in this folder and those above it. It reads nothing else of the project.',
  }),
  'bundle-not-at-path': wording<{ path: string; known: readonly string[] }>({
    title: ({ path }) => `there is no bundle in ${path}`,
    hint: ({ path, known }) => {
      const near = nearest(path, known);
      if (near !== undefined) return `did you mean ${near}?`;
      return known.length === 0
        ? 'name a folder that holds a tsm.json'
        : `there are bundles in ${list(known)}`;
    },
    about: 'A path names a bundle, a folder of bundles, or a project with bundles below `systemd/`.',
  }),
  'environment-ambiguous': wording<{ choices: readonly string[] }>({
    title: () => 'which environment?',
    hint: ({ choices }) => `name one of ${list(choices.map((name) => `@${name}`))}`,
    about: 'More than one environment could be meant and none is the default.',
  }),
  'bundle-newer': wording<{ format: number; known: number }>({
    title: ({ format, known }) => `the bundle has manifest format ${format}, this tsm knows up to ${known}`,
    hint: () => 'install a newer tsm on this host',
    about: 'A manifest of a newer format may mean something that this tsm does not know, so it is refused.',
  }),
  'bundle-extra-file': wording<{ file: string }>({
    title: ({ file }) => `${file} is in the bundle, but not in its manifest`,
    hint: () => 'remove the file: tsm generate leaves alone what it did not write',
    about:
      'Only what the reviewed manifest lists is installed. A file beside it is a sign that the bundle was changed by hand.',
  }),
  'bundle-file-missing': wording<{ file: string }>({
    title: ({ file }) => `the manifest lists ${file}, which is not in the bundle`,
    hint: () => 'run tsm generate and commit the whole folder',
    about: 'The bundle is not whole.',
  }),
  'bundle-path': wording<{ path: string }>({
    title: ({ path }) => `the manifest names "${path}", which is no file of a bundle`,
    hint: () => 'run tsm generate; if that does not mend it, do not install this bundle',
    about:
      'Files of a bundle are unit files, env files below env/, sysusers.conf and tmpfiles.conf. A path that leaves the bundle is refused.',
  }),
  'bundle-of-user': wording<{ environment: string; user: string }>({
    title: ({ environment, user }) =>
      `the units of @${environment} are for a user’s own service manager, and this bundle is ${user}’s`,
    hint: ({ environment, user }) => `run it as ${user}, without sudo: tsm install @${environment}`,
    about:
      "Units with scope: 'user' run below the manager of the user who installs them. As root that would be root's own.",
  }),
  'bundle-untrusted': wording<{ path: string; others: number; why: string; fix: string }>({
    title: ({ path, others, why }) =>
      `${path} ${why}${others === 0 ? '' : ` (as do ${others} more paths)`}, so others could change what root is about to install`,
    hint: ({ fix }) => fix,
    about:
      'What runs as root must be what was reviewed. Every folder on the way and every file must belong to root or to the user who called sudo, and be writable by no one else.',
  }),
};
