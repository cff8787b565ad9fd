import { isAbsolute } from '../refusal.ts';
import { type Decoded, textWords } from '../words.ts';

/** Says which rule a value breaks, as a clause that begins "it must"; undefined when systemd takes it. */
export type Validator = (value: string, minimumVersion: number) => string | undefined;

export const pattern =
  (expression: RegExp, rule: string): Validator =>
  (value) =>
    expression.test(value) ? undefined : rule;

export const holds =
  (test: (value: string) => boolean, rule: string): Validator =>
  (value) =>
    test(value) ? undefined : rule;

/** Words at blanks, where quotes mean nothing. */
export const blankWords = (value: string): Decoded<readonly string[]> => ({
  value: value.split(/[ \t]+/).filter(Boolean),
});

/** Quoted words with escapes kept as written. */
export const quotedWords = (value: string): Decoded<readonly string[]> =>
  textWords(keepSpecifiers(value), 'data');

/** Quoted words without C escapes. */
export const shieldedWords = (value: string): Decoded<readonly string[]> =>
  textWords(keepSpecifiers(value), 'shield');

/** A validator judges the words as they are written: what a specifier stands for is not known here. */
export const keepSpecifiers = (value: string): string => value.replaceAll('%', '%%');

/** Every word of a list; an empty list clears what was there. */
export const each =
  (words: (value: string) => Decoded<readonly string[]>, one: Validator): Validator =>
  (value, minimumVersion) => {
    const list = words(value);
    if ('error' in list) return `it must be readable as a list, but ${list.error}`;
    for (const word of list.value) {
      const rule = one(word, minimumVersion);
      if (rule !== undefined) return `"${word}": ${rule}`;
    }
    return undefined;
  };

/** A key that accumulates and whose empty value clears what was there. */
export const clearable =
  (one: Validator): Validator =>
  (value, minimumVersion) =>
    value === '' ? undefined : one(value, minimumVersion);

/** A list that a leading tilde inverts. */
export const inverted =
  (list: Validator): Validator =>
  (value, minimumVersion) =>
    list(value.replace(/^~[ \t]*/, ''), minimumVersion);

export const either =
  (first: Validator, second: Validator): Validator =>
  (value, minimumVersion) =>
    first(value, minimumVersion) === undefined ? undefined : second(value, minimumVersion);

/** A whole decimal number within bounds, both included. systemd also reads 0x10 and 010, which is eight: we do not. */
export const integer = (
  minimum: number,
  maximum: number,
  rule = `it must be a whole number from ${minimum} to ${maximum}`,
): Validator =>
  holds(
    (value) => /^-?(?:0|[1-9]\d{0,14})$/.test(value) && Number(value) >= minimum && Number(value) <= maximum,
    rule,
  );

/** An absolute path without `..`, or one that a specifier begins. */
export const isPath = (value: string): boolean =>
  (isAbsolute(value) || /^%[A-Za-z]/.test(value)) &&
  !/(?:^|\/)\.\.(?:\/|$)/.test(value) &&
  Buffer.byteLength(value) <= 4095 &&
  value.split('/').every((component) => Buffer.byteLength(component) <= 255);

export const path = holds(isPath, 'it must be an absolute path without ".." parts');

/** The words of a table of names. */
export const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));
