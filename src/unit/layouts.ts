import ejs from 'ejs';
import { layoutTexts } from './layout-texts.ts';
import type { Layouts } from './render.ts';

/** The layouts of native files, compiled once. They lay out and never decide, quote or compute. */
export function loadLayouts(): Layouts {
  const [unit, lines] = layoutTexts();
  return {
    unit: ejs.compile(unit, OPTIONS) as Layouts['unit'],
    lines: ejs.compile(lines, OPTIONS) as Layouts['lines'],
  };
}

/** `<%=` must not escape for HTML, and a name that is missing must be an error. */
const OPTIONS = {
  strict: true,
  // The layouts are ours, and counting their lines takes longer than filling them.
  compileDebug: false,
  _with: false,
  destructuredLocals: ['comment', 'sections', 'lines'],
  escape: (text: unknown) => String(text),
};
