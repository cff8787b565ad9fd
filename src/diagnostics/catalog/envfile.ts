import { wording } from '../entry.ts';

export const envfileCatalog = {
  'env-file-array': wording<{ name: string }>({
    title: ({ name }) => `\`${name}\` is an array, which no process environment can hold`,
    hint: ({ name }) => `write one string: ${name}="a b"`,
    about: 'An environment maps names to strings. Arrays are for TSM_ARGS in a service file.',
  }),
};
