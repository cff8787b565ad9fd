/** A stretch of an expanded word, before quotes are forgotten: only what is `split` is cut into words, and only in arrays. */
export interface Piece {
  readonly kind: 'quoted' | 'bare' | 'split';
  readonly text: string;
}

const IFS = /[ \t\n]/;

/** The word as one string: in an assignment bash neither splits nor matches file names. */
export const joinPieces = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** The words that one array element becomes: bash(1), "Word Splitting" with the default IFS. */
export function splitPieces(pieces: readonly Piece[]): string[] {
  const words: string[] = [];
  let word: string | undefined;
  const flush = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (const { kind, text } of pieces) {
    if (kind !== 'split') word = (word ?? '') + text;
    else {
      for (const character of text) {
        if (IFS.test(character)) flush();
        else word = (word ?? '') + character;
      }
    }
  }
  flush();
  return words;
}

/** Characters that would make bash look for files, in what is not quoted. */
export const hasPattern = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ kind, text }) => kind !== 'quoted' && /[*?[\\]/.test(text));
