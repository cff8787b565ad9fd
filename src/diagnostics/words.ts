/** A text in lines of at most `width` columns, broken at blanks; a longer word has a line of its own. */
export function wrapWords(
  text: string,
  width: number,
  widthOf: (text: string) => number = (part) => part.length,
): readonly string[] {
  const [first = '', ...rest] = text.split(' ');
  const lines = [first];
  for (const word of rest) {
    const longer = `${lines.at(-1)} ${word}`;
    if (widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
