/** Text from files or processes as it may reach a terminal: what would move the cursor, hide or reorder text is written out. */
export const printable = (text: string): string => text.replaceAll(UNSAFE, escape);

// C0 and C1 controls, zero-width and directional marks, line and paragraph separators, lone surrogates, noncharacters.
const UNSAFE =
  /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

// The noncharacter is how values carry a home that only the host knows.
const SHORT: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\uFDD0': '~' };

function escape(character: string): string {
  const code = character.charCodeAt(0);
  return (
    SHORT[character] ??
    (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  );
}

/** The same, but quoted and shortened, for a value inside a message. */
export function quoted(text: string, longest = 60): string {
  const characters = [...text];
  const shown = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
  return `"${printable(shown)}"`;
}
