import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { NO_CHARACTER } from '../diagnostics/text.ts';
import type { SourceText } from './variable.ts';

/** Largest file that is read, in bytes of UTF-8. */
export const MAX_BYTES = 1024 * 1024;

const GARBLED = new RegExp(`[\\u0001\\u007f]|${NO_CHARACTER.source}`, 'u');

/** What makes a text unreadable before any of its grammar is looked at: size, BOM, NUL, CR, what bash garbles. */
export function checkText({ file, text }: SourceText): Diagnostic[] {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_BYTES) return [diagnostic('file-too-large', { file }, { bytes, limit: MAX_BYTES })];
  const problems: Diagnostic[] = [];
  const span = (start: number) => ({ file, start, end: start + 1 });
  if (text.startsWith('\uFEFF')) problems.push(diagnostic('byte-order-mark', span(0), {}));
  const nul = text.indexOf('\0');
  if (nul >= 0) problems.push(diagnostic('nul-character', span(nul), {}));
  const lines = text.split('\n').filter((line) => line.includes('\r')).length;
  if (lines > 0) problems.push(diagnostic('carriage-return', span(text.indexOf('\r')), { lines }));
  const garbled = GARBLED.exec(text);
  if (garbled !== null) {
    const codePoint = garbled[0].codePointAt(0) ?? 0;
    problems.push(diagnostic('invalid-character', span(garbled.index), { codePoint }));
  }
  return problems;
}
