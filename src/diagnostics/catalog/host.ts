import { error } from '../entry.ts';

export const hostCatalog = {
  'no-such-service': error<{
    name: string;
    environment: string;
    near: string | undefined;
    known: readonly string[];
  }>({
    title: ({ name, environment }) => `@${environment} has no service or unit "${name}"`,
    hint: ({ near, known }) => (near === undefined ? `it has: ${known.join(', ')}` : `did you mean ${near}?`),
    about: 'A service may be named as in the config (`api`) or by its unit (`tetra-dev-api.service`).',
  }),
  'no-such-schema': error<{ name: string; near: string | undefined; known: readonly string[] }>({
    title: ({ name }) => `there is no schema "${name}"`,
    hint: ({ near, known }) =>
      `${near === undefined ? '' : `did you mean ${near}? `}there are: ${known.join(', ')}`,
    about: '`tsm schema` knows the config and the documents that `--json` prints; docs/json.md has them all.',
  }),
  'one-environment': error<{ verb: string; named: readonly string[] }>({
    title: ({ named }) => `more than one environment is named: ${named.map((name) => `@${name}`).join(' ')}`,
    hint: ({ verb, named }) => named.map((name) => `tsm ${verb} @${name}`).join(' && '),
    about:
      'Verbs that change a host act on one environment at a time, so that each ends with its own result.',
  }),
  'unit-masked': error<{ unit: string; command: string }>({
    title: ({ unit }) => `${unit} is masked on this host, so it can be neither started nor enabled`,
    hint: ({ command }) => command,
    about: 'An operator masked the unit. tsm leaves that so until an operator takes it back.',
  }),
};
