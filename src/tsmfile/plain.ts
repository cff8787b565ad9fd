/** `NAME=value` or `export NAME=value` with nothing in it that bash would expand. Places are offsets in the text. */
export interface PlainAssignment {
  readonly exports: boolean;
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * The assignments of a file in which every line is one such assignment, a comment or empty, as most files are; nothing for any other
 * file. It says no more than the parser would, in a tenth of the time: a test holds one to the other.
 */
export function readPlain(text: string): readonly PlainAssignment[] | undefined {
  const found: PlainAssignment[] = [];
  PLAIN_LINE.lastIndex = 0;
  while (PLAIN_LINE.lastIndex < text.length) {
    const { lastIndex } = PLAIN_LINE;
    const match = PLAIN_LINE.exec(text);
    if (match === null) return undefined;
    const [, indent = '', exports = '', name, written = ''] = match;
    if (name === undefined) continue;
    const assigned = lastIndex + indent.length + exports.length;
    const valueStart = assigned + name.length + 1;
    const value = /^["']/.test(written) ? written.slice(1, -1) : written;
    const end = valueStart + written.length;
    found.push({ exports: exports !== '', name, value, start: assigned, valueStart, end });
  }
  return found;
}

/** No tilde, brace or glob, which unquoted text may mean something by, and no backslash anywhere. */
const PLAIN_LINE =
  /([ \t]*)(?:(export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9_./,:@%+-]*|"[^"\\$`\n]*"|'[^'\n]*')[ \t]*)?(?:(?<=^|[ \t\n])#[^\n]*)?(?:\n|$)/y;
