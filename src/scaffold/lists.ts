import type { Folder } from './folder.ts';

/** A list that lines are added to, and why. */
export interface ListLines {
  readonly file: string;
  readonly lines: readonly string[];
}

/** What git, reviewers and formatters must know of generated files. */
export function listLines(folder: Folder): readonly ListLines[] {
  return [
    // Bundles are compared byte for byte, so no line end may be converted; a review folds them.
    { file: '.gitattributes', lines: ['systemd/** -text linguist-generated'] },
    { file: '.prettierignore', lines: ['systemd/'] },
    ...(hidesBundles(folder) ? [{ file: '.gitignore', lines: ['!/systemd/', '!/systemd/**'] }] : []),
  ];
}

/** `env/` and `*.env` are in many a `.gitignore`, and would keep half a bundle out of the repository. */
const hidesBundles = ({ git, read }: Folder): boolean =>
  git === undefined
    ? /^\/?(?:\*\.env|\.env\*|env\/?|ENV\/?|systemd\/?|\*\.service)\s*$/m.test(read('.gitignore') ?? '')
    : [...git.ignored].some((path) => path.startsWith('systemd/'));
