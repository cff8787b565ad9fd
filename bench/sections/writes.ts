import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../generate.ts';
import { runStep } from '../measure.ts';
import type { Row } from '../task.ts';

/** How many files and folders a run that finds nothing to do touches. */
export const repeatedWrites = { what: 'files written when nothing changed, 10,000 services', row };

function row(): Row {
  const first = generate(10_000, 'inline');
  first.prepare?.();
  runStep(first);
  const folder = join(first.cwd, 'systemd');
  const before = marksOf(folder);
  runStep(first);
  const after = marksOf(folder);
  const ours = [...after].filter(([path, mark]) => before.get(path) !== mark).length;
  const [against, bar] = ['files in the bundle', '0'];
  return {
    what: repeatedWrites.what,
    against,
    bar,
    ours,
    theirs: before.size,
    ratio: ours / before.size,
    unit: '',
    runs: 1,
    met: ours === 0,
  };
}

/** What changes when somebody writes: of each file and folder its number and its times. */
function marksOf(folder: string): ReadonlyMap<string, string> {
  const names = ['.', ...(readdirSync(folder, { recursive: true }) as string[])];
  return new Map(
    names.map((name) => {
      const { ino, mtimeNs, ctimeNs } = statSync(join(folder, name), { bigint: true });
      return [name, `${ino} ${mtimeNs} ${ctimeNs}`];
    }),
  );
}
