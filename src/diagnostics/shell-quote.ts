/** A word that bash reads back as exactly this string: one that could mean something else is quoted. */
export const shellQuote = (word: string): string =>
  /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
