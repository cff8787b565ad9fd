// [I/O] Looks at the folder in which a project is to be set up.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { globSync } from 'tinyglobby';
import { readSource } from '../config/load.ts';
import { GIT_QUESTIONS, type Folder, type GitFacts } from './folder.ts';

/** What is there to propose services from. Reads files when they are asked for. */
export async function openFolder(directory: string): Promise<Folder> {
  const git = await askGit(directory);
  return {
    name: basename(directory),
    read: (file) => {
      const read = readSource(directory, file);
      return 'source' in read ? read.source.text.replace(/^\uFEFF/, '') : undefined;
    },
    has: (path) => existsSync(join(directory, path)),
    find: (pattern) =>
      globSync([pattern], {
        cwd: directory,
        ignore: SKIPPED,
        followSymbolicLinks: false,
        dot: false,
        deep: 6,
      })
        .map((file) => file.replace(/\/$/, ''))
        .sort(),
    git,
  };
}

const SKIPPED = [
  '**/node_modules/**',
  '**/venv/**',
  '**/dist/**',
  '**/build/**',
  '**/target/**',
  '**/vendor/**',
];

/** git reads `.gitignore` better than we could. Without git, or outside of a repository, nobody knows. */
async function askGit(directory: string): Promise<GitFacts | undefined> {
  const options = { cwd: directory, reject: false, stdin: 'ignore' } as const;
  const top = await execa('git', ['rev-parse', '--show-prefix'], options);
  if (top.failed) return undefined;
  const asked = await execa('git', ['check-ignore', '--no-index', '--', ...GIT_QUESTIONS], options);
  const listed = await execa('git', ['ls-files', '--', ...GIT_QUESTIONS], options);
  const lines = (text: string): ReadonlySet<string> => new Set(text.split('\n').filter(Boolean));
  return { prefix: top.stdout.trim(), ignored: lines(asked.stdout), tracked: lines(listed.stdout) };
}
