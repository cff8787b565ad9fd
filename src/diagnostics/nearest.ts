import { closest, distance } from 'fastest-levenshtein';

/** The known name that `name` is probably a slip of, or nothing when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const sameLetters = known.find((one) => plain(one) === plain(name));
  if (sameLetters !== undefined) return sameLetters;
  const best = closest(name, [...known]);
  return distance(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? best : undefined;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');
