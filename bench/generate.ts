import { join } from 'node:path';
import { main, putAway } from './places.ts';
import { projectOf, type Style } from './project.ts';
import type { Step } from './task.ts';

/** A first run: nothing is there. */
export function generate(size: number, style: Style): Step {
  const cwd = projectOf(size, style);
  return {
    command: process.execPath,
    args: [main, 'generate'],
    cwd,
    prepare: () => putAway(join(cwd, 'systemd')),
  };
}
