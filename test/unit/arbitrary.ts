import * as fc from 'fast-check';

const seed = process.env['TSM_SEED'];

/** Runs of every property; TSM_SEED repeats one that failed. */
export const runs = { numRuns: 2000, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const punctuation = [
  ...'"\'\\%${} \t\n\r\0;#[]=:-@+!`*?~/.a0\u00e9\ufeff\u00a0\v\f\x1b\x7f\ud800\ufffe\ufdd1',
];
const special = fc.constantFrom(
  ...punctuation.concat([
    '..',
    '%i',
    '%h',
    '%%',
    '$$',
    '${HOME}',
    '$HOME',
    '\\x41',
    '\\;',
    '\\s',
    '\u{1f600}',
    'HOME',
  ]),
);

/** Any text: all of Unicode, weighted towards what quoting trips over. */
export const nasty = fc.oneof(
  { weight: 4, arbitrary: fc.array(special, { maxLength: 10 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
      maxLength: 8,
    }),
  },
);

/** Without the noncharacter that means "home": no text of a user holds it. */
export const userText = nasty.filter((text) => !text.includes('\uFDD0'));

export const absolutePaths = userText.map((text) => `/${text}`);

/** What any UTF-8 text of systemd can hold. */
export const isPlainUnicode = (text: string): boolean => !/[\0\p{Surrogate}\p{NChar}]/u.test(text);
