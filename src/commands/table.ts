import { daemonGroup } from './daemon.ts';
import type { CommandEntry, CommandGroup } from './entry.ts';

const json = ['--json', 'print one JSON document instead of text'] as const;

/** Every command. Help, completions and the manual page are made from this table. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'generate',
    args: '',
    summary: 'write the bundles of all environments, or of those named',
    options: [
      ['--check', 'write nothing; exit 3 when a bundle is not what the sources say'],
      ['--diff', 'show what changes, line by line'],
      json,
    ],
    example: 'tsm generate @dev --diff',
    load: () => import('./generate.ts'),
  },
  {
    name: 'check',
    args: '',
    summary: 'check everything that can be known without a host',
    options: [json],
    example: 'tsm check @production',
    load: () => import('./check.ts'),
  },
  {
    name: 'schema',
    args: '',
    summary: 'print the JSON Schema of the config, for editors',
    options: [],
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
        'restart running services although nothing about them changed: all, or those named (a,b)',
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
    args: '<set|list|rm> [name...]',
    summary: 'keep the secrets of services on this host',
    options: [['--service <service>', 'only for this service; default: all that declare the name'], json],
    example: 'tsm secrets set DB_PASSWORD @dev < password.txt',
    discreet: true,
    load: () => import('./secrets.ts'),
  },
  {
    name: 'start',
    args: '[service]',
    summary: 'start an environment, or one service of it, and wait until it is up',
    options: [json],
    example: 'tsm start api @dev',
    load: async () => ({ run: (await import('./lifecycle.ts')).start }),
  },
  {
    name: 'stop',
    args: '[service]',
    summary: 'stop an environment, or one service of it',
    options: [json],
    example: 'tsm stop @dev',
    load: async () => ({ run: (await import('./lifecycle.ts')).stop }),
  },
  {
    name: 'restart',
    args: '[service]',
    summary: 'restart an environment, or one service of it, and wait until it is up',
    options: [json],
    example: 'tsm restart api @dev',
    load: async () => ({ run: (await import('./lifecycle.ts')).restart }),
  },
  {
    name: 'enable',
    args: '[service]',
    summary: 'have an environment start at boot, or one service with its environment',
    options: [json],
    example: 'tsm enable @dev',
    load: async () => ({ run: (await import('./enable.ts')).enable }),
  },
  {
    name: 'disable',
    args: '[service]',
    summary: 'no longer start an environment at boot, or one service with its environment',
    options: [json],
    example: 'tsm disable api @dev',
    load: async () => ({ run: (await import('./enable.ts')).disable }),
  },
  {
    name: 'status',
    args: '',
    summary: 'show what runs, how it is and what is off, with the command that mends it',
    options: [
      ['--watch', 'draw it anew every two seconds, until Ctrl-C'],
      ['--probe', 'ask the health checks, too'],
      json,
    ],
    example: 'tsm status @dev --probe',
    load: async () => ({ run: (await import('./status.ts')).status }),
  },
  {
    name: 'list',
    args: '',
    summary: 'list all installed services and their states',
    options: [['--watch', 'draw it anew every two seconds, until Ctrl-C'], json],
    example: 'tsm list',
    load: async () => ({ run: (await import('./status.ts')).list }),
  },
  {
    name: 'logs',
    args: '[service] [lines]',
    summary: 'print the journal of an environment, or of one service: the last 50 lines',
    options: [
      ['-f, --follow', 'go on printing what is new, until Ctrl-C'],
      ['-n, --lines <number>', 'how many lines; the same as the number alone'],
      ['--since <time>', 'begin there: "1h ago", today, "2026-01-31 12:00"'],
      ['--json', 'one JSON object per line, as journalctl writes it'],
    ],
    example: 'tsm logs api 100 -f @dev',
    load: () => import('./logs.ts'),
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
    load: () => import('./diff.ts'),
  },
];

/** Words that only gather other commands. */
export const GROUPS: readonly CommandGroup[] = [daemonGroup(COMMANDS)];
