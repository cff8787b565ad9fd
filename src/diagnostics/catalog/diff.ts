import { wording } from '../entry.ts';

export const diffCatalog = {
  'git-missing': wording<Record<string, never>>({
    title: () => 'git is not installed here, and tsm diff --base reads revisions from it',
    hint: () =>
      'install git (apt-get install git, or as your distribution does); tsm diff without --base compares sources, bundle and host',
    about: '`tsm diff --base` reads both states of a bundle from git.',
  }),
  'git-failed': wording<{ message: string }>({
    title: ({ message }) => `git cannot read a repository here: ${message}`,
    hint: () => 'run this in a clone of the project; without git, tsm diff compares sources, bundle and host',
    about: '`tsm diff --base` reads both states of a bundle from git.',
  }),
  'revision-unknown': wording<{ revision: string; shallow: boolean }>({
    title: ({ revision }) => `there is no revision ${revision} in this repository`,
    hint: ({ revision, shallow }) =>
      shallow
        ? 'this clone is shallow: git fetch --unshallow, or fetch-depth: 0 in the checkout step of the CI'
        : `git fetch, then git rev-parse ${revision} shows whether it is there`,
    about:
      '--base takes what git knows: a branch, a tag, a commit, REV1..REV2, or REV1...REV2 from where both parted.',
  }),
  'revision-unrelated': wording<{ range: string }>({
    title: ({ range }) => `the two revisions of ${range} have no common ancestor here`,
    hint: () =>
      'in a shallow clone: git fetch --unshallow; or compare the two states themselves, with two dots',
    about: 'Three dots mean: from the commit where the two parted.',
  }),
  'diff-no-bundle': wording<{ base: string; head: string }>({
    title: ({ base, head }) => `neither ${base} nor ${head} has a bundle here`,
    hint: () => 'run tsm generate and commit what it writes, or change to the folder of the project',
    about: 'Bundles are found as `systemd/*/tsm.json` in this folder or one above, in both revisions.',
  }),
  'diff-usage': wording<Record<string, never>>({
    title: () => '--markdown belongs to --base, and stands alone',
    hint: () => 'type tsm diff --base REV --markdown, or --json',
    about: 'Markdown is for the comment under a pull request, which is about two revisions.',
  }),
  'diff-nothing': wording<Record<string, never>>({
    title: () => 'there is nothing to compare: no config, no bundle and nothing installed',
    hint: () => 'change to the folder of a project',
    about: '`tsm diff` compares sources, bundle and host, and found none of the three.',
  }),
};
