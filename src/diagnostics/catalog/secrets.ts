import { wording } from '../entry.ts';
import { nearest } from '../nearest.ts';

const list = (names: readonly string[]): string => names.join(', ');

/** No entry here is ever given a value. */
export const secretsCatalog = {
  'secret-on-command-line': wording<Record<string, never>>({
    title: () => 'a secret is never taken from the command line',
    hint: () =>
      'type tsm secrets set NAME and enter the value when asked, or pipe it: tsm secrets set NAME < FILE; what was typed is now in the history of the shell, so change it',
    about:
      'Every user of the host can read command lines in the process list, and shells keep them in a history. The value is not repeated here either.',
  }),
  'secret-verb': wording<{ near?: string }>({
    title: () => 'secrets are set, listed or removed',
    hint: ({ near }) =>
      `${near === undefined ? '' : `did you mean "${near}"? `}type tsm secrets set NAME, tsm secrets list or tsm secrets rm NAME`,
    about: 'There are three things to do with secrets, and set and rm need the name of one.',
  }),
  'secret-unknown': wording<{
    name: string | undefined;
    where: string;
    near: string | undefined;
    known: readonly string[];
  }>({
    title: ({ name, where }) =>
      name === undefined ? `${where} declares no secret of that name` : `${where} declares no secret ${name}`,
    hint: ({ near, known }) =>
      near !== undefined
        ? `did you mean ${near}?`
        : known.length === 0
          ? 'declare it first: secrets: ["NAME"] of the service in tsm.config.ts, then tsm generate'
          : `it has ${list(known)}; a new one is declared first, in secrets of the service, then tsm generate`,
    about:
      'A secret reaches a service only when its manifest names it, so setting another would have no effect. The name is repeated only when it looks like a slip of a known one: it might be a value.',
  }),
  'secret-service-unknown': wording<{ service: string; known: readonly string[] }>({
    title: ({ service }) => `no service ${service} has secrets here`,
    hint: ({ service, known }) => {
      const near = nearest(service, known);
      if (near !== undefined) return `did you mean ${near}?`;
      return known.length === 0
        ? 'declare one first: secrets: ["NAME"] of the service in tsm.config.ts, then tsm generate'
        : `services with secrets: ${list(known)}`;
    },
    about: '--service takes the name of a service whose manifest entry names secrets.',
  }),
  'secret-not-set': wording<{ name: string | undefined; set: readonly string[] }>({
    title: ({ name }) => `${name ?? 'a secret of that name'} is not set, so there is nothing to remove`,
    hint: ({ set }) =>
      set.length === 0 ? 'nothing to do; tsm secrets list shows what services want' : `set are: ${list(set)}`,
    about: 'rm takes a secret out of the files of its services, and none of them has this one.',
  }),
  'secret-no-environment': wording<{ environment: string | undefined; known: readonly string[] }>({
    title: () => 'the environment is neither installed on this host, nor is its bundle in this folder',
    hint: ({ environment, known }) => {
      if (known.length === 0) return 'run this in the project, after tsm generate';
      const near = environment === undefined ? undefined : nearest(environment, known);
      const all = list(known.map((name) => `@${name}`));
      return near === undefined ? `there are: ${all}` : `did you mean @${near}? there are: ${all}`;
    },
    about:
      'Which services want a secret is said by the installed manifest or, before the first install, by that of the bundle in the project.',
  }),
  'secret-empty': wording<{ name: string }>({
    title: ({ name }) => `the value given for ${name} is empty`,
    hint: ({ name }) => `pipe or type the value; to take it away: tsm secrets rm ${name}`,
    about: 'An empty value most often means that the command before the pipe failed.',
  }),
  'secret-unfit': wording<{ name: string; rule: string }>({
    title: ({ name, rule }) => `the value given for ${name} cannot reach a service: ${rule}`,
    hint: () => 'encode it, for example with base64, and let the service decode it',
    about:
      'An environment variable holds text without NUL, and NAME=value has at most 131,071 bytes. systemd refuses a whole file that holds anything else.',
  }),
  'secret-mismatch': wording<{ name: string }>({
    title: ({ name }) => `the two values typed for ${name} differ`,
    hint: () => 'run the command again',
    about: 'What is typed without echo is asked twice.',
  }),
  'secret-cancelled': wording<{ name: string }>({
    title: ({ name }) => `no value was given for ${name}`,
    hint: () => 'run the command again, or pipe the value',
    about: 'The input was closed before the value was complete.',
  }),
  'secret-file-unreadable': wording<{ file: string; problem: string }>({
    title: ({ file, problem }) => `${file} cannot be used: ${problem}`,
    hint: ({ file }) => `mend or remove ${file}, then set its secrets again`,
    about: 'The file was changed by hand into something that is not text, and would be lost when rewritten.',
  }),
};
