import type { Folder } from './folder.ts';
import { withLines } from './lines.ts';
import type { FileChange } from './write.ts';

/** What git, reviewers and formatters must know of generated files, added to the lists of the project where they lack it. */
export const listChanges = (folder: Folder): readonly FileChange[] =>
  listLines(folder).flatMap(({ file, lines }) => {
    const before = folder.read(file);
    const text = withLines(before, lines);
    return text === undefined ? [] : [{ path: file, before, text }];
  });

interface ListLines {
  readonly file: string;
  readonly lines: readonly string[];
}

function listLines(folder: Folder): readonly ListLines[] {
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
