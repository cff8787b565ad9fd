/** A key path into a config value: `['environments', 'dev', 'limits', 'memoryMax']`. */
export type ConfigPath = readonly (string | number)[];

/** A stretch of a text file. Offsets are UTF-16 code units, half open: `[start, end)`. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Where something was written. `file` is relative to the project directory, with forward slashes.
 * A `path` is turned into line and column only when somebody looks (`config/locate.ts`), because
 * finding it costs a parse of the config's source.
 */
export type Place =
  | Span
  | { readonly file: string; readonly path: ConfigPath; readonly key?: true }
  | { readonly file: string };

/** Where a directive comes from: a place in the user's files, or a decision of tsm with its reason. */
export type Origin = Place | { readonly tsm: string };

/** The key of a setting and not its value, when the key is what is wrong. */
export const atKey = (place: Place): Place => ('path' in place ? { ...place, key: true } : place);

export const isSpan = (place: Place): place is Span => 'start' in place;

export const isPlace = (origin: Origin): origin is Place => 'file' in origin;
