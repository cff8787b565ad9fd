/** A text with lines that it lacks at its end, as they are. Nothing when it has them all. */
export function withLines(before: string | undefined, wanted: readonly string[]): string | undefined {
  const text = before ?? '';
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim().replaceAll(/\s+/g, ' ')));
  const lacking = wanted.filter((line) => !there.has(line));
  if (lacking.length === 0) return undefined;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : end;
  return `${text}${gap}${lacking.map((line) => `${line}${end}`).join('')}`;
}
