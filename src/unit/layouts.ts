import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ejs from 'ejs';
import type { Layouts } from './render.ts';

/** [I/O] The layouts of native files, compiled once. They lay out and never decide, quote or compute. */
export function loadLayouts(): Layouts {
  const directory = join(
    dirname(createRequire(import.meta.url).resolve('@tetra/tsm/package.json')),
    'templates',
    'unit',
  );
  const compile = (name: string) =>
    ejs.compile(readFileSync(join(directory, `${name}.ejs`), 'utf8'), OPTIONS);
  return { unit: compile('unit') as Layouts['unit'], lines: compile('lines') as Layouts['lines'] };
}

/** `<%=` must not escape for HTML, and a name that is missing must be an error. */
const OPTIONS = {
  strict: true,
  _with: false,
  destructuredLocals: ['comment', 'sections', 'lines'],
  escape: (text: unknown) => String(text),
};
