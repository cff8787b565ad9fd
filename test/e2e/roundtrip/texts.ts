import * as fc from 'fast-check';

/** Pieces that quoting, expanding, splitting and trimming trip over. */
// prettier-ignore
const PIECES = [
  '"', "'", '\\', '%', '$', '${', '}', ';', '#', ' ', '  ', '\t', '\n', '\r', '\r\n', '=', ':', '-', '@', '!', '|', '&', '*', '?', '[', ']', '~',
  '`', '(', ')', '<', '>', ',', '/', '.', '..', '\\n', '\\x41', '\\\\', '\\"', '\\;', '\\s', '%%', '%h', '%n', '%i', '$$', '$HOME', '${HOME}',
  '${HOME:-x}', '$(id)', '`id`', '${', '\\${', '\v', '\f', '\b', '\x01', '\x1b[31m', '\x7f', '\u0080', '\u00a0', '\u00ad', '\u2028', '\u200b', '\ufeff',
  'é', 'e\u0301', 'שלום', '\u202e', '\u0627\u0644', '😀', '👩‍👩‍👧', '漢字', 'ß', '\u{10fffd}', '\n[Service]\nUser=root\n', '\nExecStartPre=/bin/false\n',
  'a', 'B', '0', 'word', 'two words',
];

/** Every code point that is one byte, or two, in Latin-1. */
export const ALL_BYTES = Array.from({ length: 255 }, (_, index) => String.fromCodePoint(index + 1)).join('');

const piled = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...PIECES), { maxLength }).map((pieces) => pieces.join(''));

/** No character of it, or a text of it, can stand in a file of systemd. */
const IMPOSSIBLE = [
  'a\0b',
  'half \ud800 pair',
  'end \udfff',
  'no \ufffe character',
  '\u{1ffff}',
  '\ufdd0',
  '\ufdef',
];

/** Any text that systemd can carry. */
export const carried: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: piled(8) },
  {
    weight: 6,
    arbitrary: fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !isImpossible(text)),
  },
  { weight: 2, arbitrary: fc.constantFrom('', ' ', '\t', '\n', '\\', '"', "'", '%', '$', ';', '-', '--') },
  { weight: 1, arbitrary: fc.constant(ALL_BYTES) },
);

/** The same, and now and then one that it cannot. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 60, arbitrary: carried },
  { weight: 1, arbitrary: fc.constantFrom(...IMPOSSIBLE) },
);

/** As long as one string of a process may be, or longer, counted in bytes with `taken` for what stands before it. */
export const long = (taken: number): fc.Arbitrary<string> =>
  fc.constantFrom(65_536, 131_071 - taken, 131_072 - taken).map((length) => '%'.repeat(length));

/** Text for one line: a description, or a path. */
export const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 30, arbitrary: carried.map((one) => one.replaceAll(/\p{Cc}/gu, '')) },
  { weight: 1, arbitrary: text },
);

/** src/basic/utf8.c: unichar_is_valid, and NUL, which ends a string of a process. */
export const isImpossible = (value: string): boolean => /[\0\p{Surrogate}\p{NChar}]/u.test(value);
