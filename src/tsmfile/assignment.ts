import type { ArrayValue, Assignment } from 'unbash';

/** Not `NAME[0]=value`, nor `NAME=(a)#b`, which bash takes for a string where the parser sees an array. */
export const isWhole = ({ index, value }: Assignment, text: string): boolean =>
  index === undefined && (value.type === 'Word' || endsInParenthesis(value, text));

/** After the last element only blanks and comments, a parenthesis, and then the end of the word. */
function endsInParenthesis({ pos, end, elements }: ArrayValue, text: string): boolean {
  const tail = text.slice(elements.at(-1)?.end ?? pos + 1, end);
  return /^(?:[ \t\n]|\\\n|#[^\n]*\n)*\)$/.test(tail) && /^(?:[ \t\n;]|$)/.test(text.slice(end, end + 1));
}
