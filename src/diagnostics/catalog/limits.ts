import { wording } from '../entry.ts';

/** What no file may ask of its reader. */
export const limitsCatalog = {
  'nesting-too-deep': wording<Record<never, never>>({
    title: () => 'this is nested too deeply to be read',
    hint: () => 'give the inner parts names: assign them to variables on lines of their own',
    about: 'Nesting is limited so that no file can exhaust the reader.',
  }),
  'too-much-work': wording<{ limit: number }>({
    title: ({ limit }) => `up to here the expansions of the file make more than ${limit} characters`,
    hint: () =>
      'write the values out, or fewer of them: each is built from others that are built from others',
    about:
      'A few lines can double a value until it fills the memory. What all expansions of a file put together may come to is limited.',
  }),
};
