import { closest, distance } from 'fastest-levenshtein';

/** The known name that `name` is probably a slip of, or nothing when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const sameLetters = known.find((one) => plain(one) === plain(name));
  if (sameLetters !== undefined) return sameLetters;
  const best = closest(name, [...known]);
  const isNear = distance(name, best) <= Math.max(1, Math.floor(name.length / 3));
  return isNear || sorted(name) === sorted(best) ? best : undefined;
}

/** A slip in an environment is corrected before all that is known is listed. */
export function meant(name: string | undefined, known: readonly string[]): string {
  const near = name === undefined ? undefined : nearest(name, known);
  return near === undefined ? '' : `did you mean @${near}? `;
}

/** Swapped letters are one slip, though two letters differ. */
const sorted = (name: string): string => [...plain(name)].sort().join('');

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');
