import stringWidth from 'string-width';

/** What stays on one line to be copied: quoted text, braces two deep, a command behind a colon; then any word. */
const ATOM =
  /(?:(?<=: )(?:tsm|sudo|sed|chmod|git|systemctl|journalctl|loginctl|apt-get) [^;,()]*[^;,()\s]|`[^`]*`|"[^"]*"|(?<![^\s(])'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^\s])+/g;

/**
 * A text in lines of at most `columns`, broken at blanks. The first begins behind `taken` columns, the others behind `indent`.
 * What is too long for a line has one of its own.
 */
export function wrap(text: string, columns: number, taken: number, indent: number): string {
  if (taken + stringWidth(text) <= columns) return text;
  const lines: string[] = [];
  let line = '';
  let room = columns - taken;
  for (const [atom] of text.matchAll(ATOM)) {
    const longer = line === '' ? atom : `${line} ${atom}`;
    if (line === '' || stringWidth(longer) <= room) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = atom;
    room = columns - indent;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
