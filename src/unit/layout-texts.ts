// [I/O] The layouts of native files, as they are written.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Of units, and of files that are plain lines. */
export function layoutTexts(): readonly [unit: string, lines: string] {
  const top = dirname(createRequire(import.meta.url).resolve('@tetra/tsm/package.json'));
  const read = (name: string): string => readFileSync(join(top, 'templates/unit', name), 'utf8');
  return [read('unit.ejs'), read('lines.ejs')];
}
