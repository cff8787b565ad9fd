import type { ConfigPath, Place } from '../diagnostics/place.ts';

type Plain = Readonly<Record<string, unknown>>;

/** Settings from one source, with the place of each. */
export interface Layer<T extends object> {
  readonly value: T;
  readonly placeOf: (path: ConfigPath) => Place;
}

/**
 * Lays settings over each other, later ones win. Objects merge key by key, lists and scalars replace each other.
 * A place is asked from the topmost layer that has something at that path; what nobody wrote is missing in `own`.
 */
export function mergeLayers<T extends object>(
  defaults: Layer<T>,
  own: Layer<T>,
  ...over: readonly Layer<T>[]
): Layer<T> {
  const layers = [defaults, own, ...over];
  const value = layers.map((layer) => layer.value as Plain).reduce(merge) as T;
  const placeOf = (path: ConfigPath): Place => {
    const owner = layers.findLast((layer) => has(layer.value, path));
    return (owner ?? own).placeOf(path);
  };
  return { value, placeOf };
}

function merge(below: Plain, above: Plain): Plain {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const under = merged[key];
    merged[key] = isPlain(under) && isPlain(value) && !REPLACED.has(key) ? merge(under, value) : value;
  }
  return merged;
}

/** A health check is a URL or a command; a new one must not inherit the other half of an old one. */
const REPLACED = new Set(['health']);

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function has(value: unknown, path: ConfigPath): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at !== undefined;
}
