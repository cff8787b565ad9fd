import { wording } from '../entry.ts';

/** More names than these tell nobody anything. */
const MANY = 5;

export const importCatalog = {
  'import-unreadable': wording<{ file: string; reason: string; near?: string | undefined }>({
    title: ({ file, reason }) => `${file} cannot be read: ${reason}`,
    hint: ({ near }) =>
      near === undefined ? 'name a file, or - for standard input' : `did you mean ${near}?`,
    about: 'An import reads one text file, or a folder with unit files.',
  }),
  'import-unknown-kind': wording<{ file: string; kinds: readonly string[] }>({
    title: ({ file }) => `what kind of file is ${file}?`,
    hint: ({ kinds }) => `say it: --as ${kinds.join(', --as ')}`,
    about:
      'Kinds are told by the name of a file, else by how its text begins, and neither says which this is.',
  }),
  'import-usage': wording<{ problem: string; fix: string }>({
    title: ({ problem }) => problem,
    hint: ({ fix }) => fix,
    about: 'The options of the import do not fit together, or have a value that means nothing.',
  }),
  'import-invalid': wording<{ problem: string }>({
    title: ({ problem }) => problem,
    hint: () => 'mend the file, or name its kind with --as if it is another one',
    about: 'The file is not what its kind should be, so nothing of it was taken.',
  }),
  'import-empty': wording<{ what: string }>({
    title: ({ what }) => `there is nothing to run in it: ${what} is missing`,
    hint: () => 'name the file that says what runs, or its kind with --as',
    about: 'A file without any service would give an empty project.',
  }),
  'import-duplicate': wording<{ name: string }>({
    title: ({ name }) => `"${name}" is there a second time`,
    hint: () => 'rename one of the two, or remove it',
    about: 'Tools disagree on which of two processes of one name they run, so tsm does not choose.',
  }),
  'import-program': wording<{ file: string; problem: string; command: string }>({
    title: ({ file, problem }) => `${file} could not be evaluated: ${problem}`,
    hint: ({ command }) =>
      `make this work first: ${command}; or save what it exports as JSON and import that`,
    about:
      'A JavaScript file is run by a node of its own, for a few seconds at most, and what it exports is imported.',
  }),
  'import-stdin-program': wording<Record<string, never>>({
    title: () => 'a program from standard input is not run',
    hint: () => 'save it as a file and name that, or pipe JSON',
    about: 'What comes through a pipe has no name under which anybody could have looked at it.',
  }),
  'import-file-exists': wording<{ files: readonly string[] }>({
    title: ({ files }) =>
      files.length === 1
        ? `${files[0]} is there already`
        : `these are there already: ${files.slice(0, MANY).join(', ')}${files.length > MANY ? ` and ${files.length - MANY} more` : ''}`,
    hint: () => 'move them away, or import in an empty folder and take over what you need',
    about: 'An import never writes over a file.',
  }),
};
