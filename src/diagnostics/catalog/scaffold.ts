import { wording } from '../entry.ts';
import { quoted } from '../printable.ts';

const list = (names: readonly string[]): string => names.join(', ');

export const scaffoldCatalog = {
  'scaffold-flag': wording<{ flag: string; value: string; expected: string }>({
    title: ({ flag, value }) => `${flag} cannot be ${quoted(value)}`,
    hint: ({ expected }) => `expected: ${expected}`,
    about: 'A flag of `tsm init` or `tsm new` holds what its question would not take either.',
  }),
  'scaffold-cannot-ask': wording<{
    flags: readonly string[];
    found?: readonly string[];
    file?: string | undefined;
  }>({
    title: () => 'there is no terminal to ask on',
    hint: ({ flags, found, file }) =>
      [
        `answer by ${list(flags)}`,
        ...(found === undefined
          ? []
          : [`or add --yes, which takes what was found: ${list(found) || 'nothing'}`]),
        ...(file === undefined ? [] : [`or take over what ${file} says: tsm import ${file}`]),
      ].join('; '),
    about:
      'Nothing asks where standard input or output is no terminal, so that no pipeline ever waits for an answer.',
  }),
  'scaffold-no-service': wording<{ hints: readonly string[]; file: string | undefined }>({
    title: () => 'nothing here looks like a service',
    hint: ({ hints, file }) =>
      file === undefined
        ? ["name one: --service 'web=node server.js'", ...hints].join('; or: ')
        : `tsm import ${file}`,
    about:
      '`tsm init` found no script, entry point or service file, and a project without a service has no units.',
  }),
  'scaffold-project-there': wording<{ file: string }>({
    title: ({ file }) => `this folder has a project already: ${file}`,
    hint: () =>
      'add to it with tsm new service, tsm new environment, or tsm init --ci for the workflow alone',
    about:
      '`tsm init` sets up a folder that has no config yet. With --ci it adds the workflow to a project that is there.',
  }),
  'scaffold-in-the-way': wording<{ files: readonly string[] }>({
    title: ({ files }) => `${files.length === 1 ? 'a file is' : 'files are'} in the way: ${list(files)}`,
    hint: ({ files }) =>
      `move ${files.length === 1 ? 'it' : 'them'} away, or say that it may be replaced: ${files.map((file) => `--force ${file}`).join(' ')}`,
    about: 'Nothing is overwritten without being told. All files that are in the way are named at once.',
  }),
  'scaffold-cancelled': wording<Record<string, never>>({
    title: () => 'the questions were not answered to the end',
    hint: () => 'run the command again; nothing was written',
    about: 'The input was closed, or the last question was answered with no.',
  }),
  'scaffold-name-taken': wording<{ what: string; name: string; known: readonly string[] }>({
    title: ({ what, name }) => `there is ${what} "${name}" already`,
    hint: ({ known }) => `take another name; taken: ${list(known)}`,
    about:
      'Names of services and environments are unique in a project, also when upper and lower case are not told apart.',
  }),
  'scaffold-edit-unsafe': wording<{ file: string; reason: string; place: string; snippet: string }>({
    title: ({ file, reason }) => `${file} is not edited, since ${reason}`,
    hint: ({ snippet, place }) => `add by hand, ${place}: ${snippet}`,
    about:
      'The config is a program of yours. tsm inserts into it only where the result, read again, says what was meant and nothing else differs.',
  }),
  'scaffold-no-pattern': wording<{ file: string; config: string; pattern: string }>({
    title: ({ file, config }) => `no pattern of ${config} finds ${file}`,
    hint: ({ pattern }) => `add '${pattern}' to "services"`,
    about: 'A service file is part of the project when a pattern under `services` finds it.',
  }),
};
