import type * as z from 'zod/mini';

/** What the schema wanted, in words a person would use. */
export function expectation(issue: z.core.$ZodIssue, isText = false): string {
  switch (issue.code) {
    case 'invalid_type':
      return article(issue.expected);
    case 'invalid_value':
      return `one of ${issue.values.map((value) => show(value)).join(', ')}`;
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    case 'invalid_union':
      if (issue.message !== UNSAID) return issue.message;
      return (
        [...new Set(issue.errors.flat().map((one) => expectation(one)))]
          .filter((one) => !isText || one !== TYPE_WORDS['object'])
          .join(', or ') || issue.message
      );
    default:
      return issue.message;
  }
}

/** What zod says by itself where the schema has no words for it. */
const UNSAID = 'Invalid input';

const TYPE_WORDS: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const article = (type: string): string => TYPE_WORDS[type] ?? type;

/** The words among which one was to be chosen. */
export const wordsOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === 'invalid_value'
    ? issue.values.filter((value) => typeof value === 'string')
    : issue.code === 'invalid_union'
      ? issue.errors.flat().flatMap(wordsOf)
      : [];

/** A value as it may stand in a message: short, on one line. */
export function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
