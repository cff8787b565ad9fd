import type { ImportNote } from './draft.ts';

/** Means the same here. */
export const kept = (item: string, became: string, why = ''): ImportNote => ({
  item,
  outcome: 'kept',
  became,
  why,
});

/** Means nearly the same; `why` says how it differs. */
export const changed = (item: string, became: string, why: string): ImportNote => ({
  item,
  outcome: 'changed',
  became,
  why,
});

/** Has no equivalent. */
export const dropped = (item: string, why: string): ImportNote => ({
  item,
  outcome: 'dropped',
  became: '',
  why,
});
