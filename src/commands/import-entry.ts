import type { CommandEntry } from './entry.ts';

/** `tsm import`, as it is typed. */
export const IMPORT_ENTRY: CommandEntry = {
  name: 'import',
  args: '<file>',
  summary: 'write a project from what another tool runs: Procfile, PM2, units, env.toml',
  options: [
    ['--as <procfile|pm2|systemd|env-toml>', 'what the file is, where its name does not tell'],
    ['--name <project>', 'name of the project, else that of its one unit, the package or the folder'],
    ['--formation <counts>', 'how many of each process of a Procfile: web=2,worker=3'],
    ['--handover <file>', 'for PM2: write a script, too, that moves a host from PM2 to the units'],
    ['--dry-run', 'write nothing, say what would become of what'],
    ['--json', 'print one JSON document instead of text'],
  ],
  environments: 'none',
  example: 'tsm import ecosystem.config.js',
  load: () => import('./import.ts'),
};
