/** Why a consumer cannot carry a value: one clause, and the offset (UTF-16 code units) where it goes wrong. */
export interface Refusal {
  readonly rule: string;
  readonly index?: number;
}

/** What `quote.ts` answers: text ready to be laid out, or the reason there is none. */
export type Encoded = { readonly text: string } | { readonly refusal: Refusal };

export type Rule = (value: string) => Refusal | undefined;

/** The home directory of the user, inside a value: layer P writes it as `%h`. No text of a user can hold a noncharacter. */
export const HOME_SPECIFIER = '\uFDD0';

const maximumPath = 4095;
const maximumComponent = 255;
/** The kernel's MAX_ARG_STRLEN without the NUL. */
const maximumString = 131_071;
/** systemd's LONG_LINE_MAX, less room for the longest key and its `=`. */
const maximumLine = 1_048_575 - 64;

export const byteLength = (text: string): number => Buffer.byteLength(text);

/** A rule that refuses what `pattern` finds and points at it. */
export const without =
  (pattern: RegExp, rule: string): Rule =>
  (value) => {
    const index = value.search(pattern);
    return index < 0 ? undefined : { rule, index };
  };

/** The same for a pattern that finds nothing in ASCII, and whose tables take V8 longer to make than most runs of tsm to read all values. */
function beyondAscii(pattern: RegExp, rule: string): Rule {
  const find = without(pattern, rule);
  return (value) => (ASCII.test(value) ? undefined : find(value));
}

const ASCII = /^[\0-\x7F]*$/;

/** A rule that refuses a value which `holds` says no to. */
export const must =
  (holds: (value: string) => boolean, rule: string): Rule =>
  (value) =>
    holds(value) ? undefined : { rule };

/** What no file of systemd can hold (src/basic/utf8.c: unichar_is_valid), whatever the quoting. */
export const text: readonly Rule[] = [
  without(/\0/, 'systemd ends a line at a NUL character'),
  beyondAscii(/\p{Surrogate}/u, 'half of a surrogate pair is not a character and has no UTF-8 form'),
  beyondAscii(/(?!\uFDD0)\p{NChar}/u, 'systemd takes a Unicode noncharacter for invalid UTF-8'),
];

export const oneLine = without(
  /[\r\n]/,
  'a line break would end the directive, and this key has no escape for one',
);
export const noControls = without(/\p{Cc}/u, 'a control character is not accepted here');
export const noHome = without(/\uFDD0/, 'nothing expands %h here');
export const shortString = must(
  (value) => byteLength(value) <= maximumString,
  `the kernel takes at most ${maximumString} bytes`,
);
export const shortLine = must(
  (value) => byteLength(value) <= maximumLine,
  'the line would be longer than the 1048575 bytes systemd reads',
);

/** Begins at the root or in the home directory. */
export const isAbsolute = (path: string): boolean => /^(?:\/|\uFDD0(?:\/|$))/.test(path);

export const noDots = without(/(?<=^|\/)\.\.?(?=\/|$)/, 'systemd refuses a path with a "." or ".." part');

const components = (path: string): readonly string[] => path.split('/');

export const shortPath: readonly Rule[] = [
  must((path) => byteLength(path) <= maximumPath, `a path has at most ${maximumPath} bytes`),
  must(
    (path) => components(path).every((component) => byteLength(component) <= maximumComponent),
    `a file name has at most ${maximumComponent} bytes`,
  ),
];

/** An absolute path that systemd keeps as it is. */
export const absolutePath: readonly Rule[] = [
  ...text,
  must(isAbsolute, 'the path must be absolute'),
  noDots,
  ...shortPath,
];

/** Applies the first rule that refuses, else `write`. The text too must fit in a line. */
export function encode(value: string, rules: readonly Rule[], write: (value: string) => string): Encoded {
  const refusal = firstRefusal(value, rules);
  if (refusal !== undefined) return { refusal };
  const written = write(value);
  const tooLong = shortLine(written);
  return tooLong === undefined ? { text: written } : { refusal: tooLong };
}

/** The same, where `rules` refuse nothing that `sound` matches, and a value is short: most are, and need not be asked for each. */
const encodeUnless =
  (sound: RegExp) =>
  (value: string, rules: readonly Rule[], write: (value: string) => string): Encoded =>
    value.length <= SHORT && sound.test(value) ? { text: write(value) } : encode(value, rules, write);

const SHORT = 255;

/** For rules about odd characters and length alone: printable ASCII has none. */
export const encodeText = encodeUnless(/^[ -~]*$/);
/** For rules about absolute paths. */
export const encodePath = encodeUnless(/^(?:\/(?!\.\.?(?:\/|$))[\w.+@-]+)+$/);

function firstRefusal(value: string, rules: readonly Rule[]): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(value);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Joins what was encoded one by one; the first refusal wins. */
export function join(parts: readonly Encoded[], separator: string): Encoded {
  const texts: string[] = [];
  for (const part of parts) {
    if ('refusal' in part) return part;
    texts.push(part.text);
  }
  return encode(texts.join(separator), [], (joined) => joined);
}
