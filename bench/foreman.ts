import { execaSync } from 'execa';
import { join } from 'node:path';
import { ground, putAway } from './places.ts';
import type { Step } from './task.ts';

/** `foreman export systemd` of the Procfile in a folder, into a new one. */
export function foremanExport(folder: string): Step {
  haveForeman();
  const out = join(ground, 'foreman');
  return {
    command: 'foreman',
    args: ['export', 'systemd', out, '-a', 'bench', '-u', 'bench'],
    cwd: folder,
    prepare: () => putAway(out),
  };
}

function haveForeman(): void {
  if (!execaSync('foreman', ['version'], { reject: false }).failed) return;
  process.stderr.write('bench: foreman is not there: apt-get install --yes ruby-foreman\n');
  execaSync('apt-get', ['install', '--yes', 'ruby-foreman'], { stdio: ['ignore', 2, 2] });
}
