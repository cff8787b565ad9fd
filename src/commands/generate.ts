// [I/O] `tsm generate`, which is quick when nothing has changed.
import { realpathSync } from 'node:fs';
import { loadProject } from '../config/load.ts';
import { EXIT } from '../terminal.ts';
import { recall, record, type Subject } from '../trace/trace.ts';
import { layoutTexts } from '../unit/layout-texts.ts';
import type { Invocation } from './entry.ts';

/** `tsm generate`: sources → bundles on disk. What the last run found up to date and is still the same is not made again. */
export async function run(invocation: Invocation): Promise<number> {
  const { environments, flags, terminal } = invocation;
  const here = realpathSync(terminal.cwd);
  const project = await loadProject(here);
  const subject: Subject | undefined =
    project.value === undefined || flags['json'] === true || !IS_BUILT
      ? undefined
      : { project: project.value, environments, build: [import.meta.filename, ...layoutTexts()] };
  const said = subject === undefined ? undefined : recall(subject);
  if (said !== undefined) {
    terminal.out(said);
    return EXIT.done;
  }
  const { generateAnew } = await import('./generate-anew.ts');
  return generateAnew(
    { project, here, recording: subject === undefined ? undefined : record(subject) },
    invocation,
  );
}

/** The name of a built file holds a hash of it and of all that it loads. */
const IS_BUILT = import.meta.filename.endsWith('.cjs');
