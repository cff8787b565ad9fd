import { literalsIn, nameReason, valueReason } from './secrets.ts';

/**
 * A source text with likely secrets covered by stars, for frames of messages: a value next to a name that says secret,
 * and whatever looks like one by itself. The length stays the same, so that carets stand where they should.
 */
export function redact(text: string): string {
  return coverNamed(coverLiterals(text)).replaceAll(WORD, (word) =>
    valueReason(word) === undefined ? word : stars(word),
  );
}

function coverLiterals(text: string): string {
  const pieces: string[] = [];
  let shown = 0;
  for (const { start, end } of literalsIn(text).toSorted((one, other) => one.start - other.start)) {
    if (end <= shown) continue;
    const from = Math.max(start, shown);
    pieces.push(text.slice(shown, from), stars(text.slice(from, end)));
    shown = end;
  }
  return pieces.join('') + text.slice(shown);
}

/** How deep a text may hold texts with names. What is deeper is covered whole: nobody writes that, and it would be read once for each depth. */
const DEEPEST = 8;

/** A value of a harmless name may be a text with names of its own: `"command": "PASSWORD: …"`. */
const coverNamed = (text: string, depth = 0): string =>
  text.replaceAll(NAMED, (_, name: string, between: string, value: string) =>
    nameReason(name) === undefined
      ? `${name}${between}${value.slice(0, 1)}${depth < DEEPEST ? coverNamed(value.slice(1), depth + 1) : stars(value.slice(1))}`
      : `${name}${between}${cover(value)}`,
  );

/** `NAME=value`, `NAME: 'value'`, `"name": "value"`; a call or a reference is no value. */
const NAMED =
  /([A-Za-z_][\w-]*)(["']?[ \t]*[:=][ \t]*)("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^\s"'`,;(){}[\]$]+)/g;

const WORD = /[^\s"'`]{8,}/g;

/** Quotes stay, so that the line can still be read. */
const cover = (value: string): string =>
  /^["']/.test(value) ? `${value.slice(0, 1)}${stars(value.slice(1, -1))}${value.slice(-1)}` : stars(value);

const stars = (text: string): string => text.replaceAll(/[^\n]/g, '*');
