// [I/O] The layouts of native files, as they are written.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Texts = readonly [unit: string, lines: string];

let texts: Texts | undefined;

/** Of units, and of files that are plain lines. */
export const layoutTexts = (): Texts => (texts ??= readTexts());

function readTexts(): Texts {
  const folder = layoutsAbove(import.meta.dirname);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return [read('unit.ejs'), read('lines.ejs')];
}

/** The package has them at its top, beside the folder that this file is built into and some way above its source. */
function layoutsAbove(folder: string): string {
  const layouts = join(folder, 'templates/unit');
  return existsSync(layouts) || folder === dirname(folder) ? layouts : layoutsAbove(dirname(folder));
}
