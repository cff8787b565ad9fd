import { daemonGroup } from './daemon.ts';
import { json, type CommandEntry, type CommandGroup } from './entry.ts';
import { IMPORT_ENTRY } from './import-entry.ts';
import { RUNNING } from './table-running.ts';
import { tryEntry } from './try-entry.ts';
import { initEntry, newGroup } from './scaffold-entries.ts';

/** Every command. Help, completions and the manual page are made from this table. */
export const COMMANDS: readonly CommandEntry[] = [
  initEntry(json),
  {
    name: 'generate',
    args: '',
    summary: 'write the bundles of all environments, or of those named',
    options: [
      ['--check', 'write nothing; exit 3 when a bundle is not what the sources say'],
      ['--diff', 'show what changed, line by line; with --check, what would'],
      json,
    ],
    example: 'tsm generate @dev --diff',
    environments: 'many',
    load: () => import('./generate.ts'),
  },
  {
    name: 'check',
    args: '',
    summary: 'check everything that can be known without a host',
    options: [
      ['--env-files', 'only list what bash, dotenv, systemd and tsm read differently; exit 1 if anything'],
      json,
    ],
    example: 'tsm check @production',
    environments: 'many',
    load: () => import('./check.ts'),
  },
  IMPORT_ENTRY,
  {
    name: 'schema',
    args: '[document]',
    summary: 'print the JSON Schema of the config, or of what --json prints',
    options: [],
    environments: 'none',
    example: 'tsm schema > tsm.schema.json',
    load: () => import('./schema.ts'),
  },
  {
    name: 'install',
    args: '[bundle]',
    summary: 'put a bundle into service on this host',
    options: [
      ['--now', 'start the target, too'],
      [
        '--restart [services]',
        'restart what runs or has failed, although its unit is unchanged: all, or those named (a,b)',
      ],
      ['--no-restart', 'restart nothing; what would be is shown as pending'],
      ['--settle <time>', 'how long what was touched must stay up (default 3s)'],
      ['--adopt', 'take over units that another project or environment installed under this base'],
      ['--dry-run', 'show the plan and change nothing'],
      json,
    ],
    example: 'tsm install @dev --now',
    load: () => import('./install.ts'),
  },
  {
    name: 'uninstall',
    args: '',
    summary: 'stop an environment and take it off this host',
    options: [['--purge', 'remove secrets and data directories, too'], json],
    example: 'tsm uninstall @dev',
    load: () => import('./uninstall.ts'),
  },
  {
    name: 'rollback',
    args: '[generation]',
    summary: 'install again what an earlier generation said',
    options: [
      ['--settle <time>', 'how long what was touched must stay up (default 3s)'],
      ['--dry-run', 'show the plan and change nothing'],
      json,
    ],
    example: 'tsm rollback @dev',
    load: () => import('./rollback.ts'),
  },
  {
    name: 'generations',
    args: '',
    summary: 'list the installed states that are kept for rollback',
    options: [json],
    example: 'tsm generations @dev',
    load: () => import('./generations.ts'),
  },
  {
    name: 'secrets',
    args: '<set|list|rm> [secret...]',
    summary: 'keep the secrets of services on this host',
    options: [['--service <service>', 'only for this service; default: all that declare the name'], json],
    example: 'tsm secrets set DB_PASSWORD @dev < password.txt',
    discreet: true,
    load: () => import('./secrets.ts'),
  },
  ...RUNNING,
  {
    name: 'doctor',
    args: '',
    summary: 'find out what is wrong on this host, causes first, each with the command that mends it',
    options: [json],
    example: 'tsm doctor @dev',
    environments: 'many',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'diff',
    args: '',
    summary: 'show how far sources, bundle and host are apart, or what a branch would change on a host',
    options: [
      [
        '--base <revision>',
        'compare two revisions of git: REV with the working tree, REV1..REV2, REV1...REV2',
      ],
      ['--markdown', 'with --base: the comment for a pull request'],
      ['--exit-code', 'exit 3 when anything differs'],
      json,
    ],
    example: 'tsm diff --base origin/main...HEAD --markdown',
    environments: 'many',
    load: () => import('./diff.ts'),
  },
  {
    name: 'completion',
    args: '<bash|zsh|fish>',
    summary: 'print a script with which a shell completes tsm',
    options: [],
    environments: 'none',
    example: 'source <(tsm completion bash)',
    load: () => import('./completion.ts'),
  },
  tryEntry,
];

/** Words that only gather other commands. */
export const GROUPS: readonly CommandGroup[] = [newGroup(json), daemonGroup(COMMANDS)];
