import { basename, join } from 'node:path';
import { main, putAway } from './places.ts';
import { projectOf, type Style } from './project.ts';
import type { Step } from './task.ts';

/** A first run: nothing is there. Its cache is that of somebody who has this project, since what is kept there is what its runs needed. */
export function generate(size: number, style: Style): Step {
  const cwd = projectOf(size, style);
  return {
    command: process.execPath,
    args: [main, 'generate'],
    cwd,
    env: { XDG_CACHE_HOME: cacheOf(cwd) },
    prepare: () => putAway(join(cwd, 'systemd')),
  };
}

export const cacheOf = (project: string): string => join(project, '../caches', basename(project));
