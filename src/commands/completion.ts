// [I/O] The scripts that shells complete with; they are files of the package.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nearest } from '../diagnostics/nearest.ts';
import { printable } from '../diagnostics/printable.ts';
import { EXIT } from '../terminal.ts';
import type { Invocation } from './entry.ts';
import { refuseUsage } from './usage.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

/** `tsm completion SHELL`: a script that asks `tsm --complete` at every tab. */
export async function run({ args: [shell = ''], terminal }: Invocation): Promise<number> {
  if (!SHELLS.includes(shell)) {
    const near = nearest(shell, SHELLS);
    const hint = near === undefined ? `there are: ${SHELLS.join(', ')}` : `did you mean ${near}?`;
    return refuseUsage(`there is no completion for "${printable(shell)}"; ${hint}`, terminal);
  }
  const top = dirname(createRequire(import.meta.url).resolve('@tetra/tsm/package.json'));
  terminal.out(readFileSync(join(top, 'templates/completion', `tsm.${shell}`), 'utf8'));
  return EXIT.done;
}
