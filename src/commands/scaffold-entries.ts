import type { CommandEntry, CommandGroup } from './entry.ts';

/** `tsm init`: a project where there is none. */
export const initEntry = (json: CommandEntry['options'][number]): CommandEntry => ({
  name: 'init',
  args: '',
  summary: 'set up a project here: propose services, write the config',
  options: [
    ['--name <name>', 'name of the project'],
    [
      '--service <definition...>',
      "a service: 'web=node server.js', or one that was found by its name; repeatable",
    ],
    ['--port <definition...>', 'port of a service: web=8000, web=8000+ for the first free one, web=auto'],
    ['--environments <names>', 'names of environments; dev,production if not said'],
    ['--root <path...>', 'where the project lies on a host: production=/opt/shop, or for all'],
    ['--user <name...>', 'who runs the services: production=shop, or for all'],
    ['--systemd <version>', 'oldest systemd it must run on; 247 if not said'],
    ['--ci', 'write a GitHub workflow that checks the units'],
    ['--no-ci', 'write none'],
    ['--yes', 'ask nothing and take what was found'],
    ['--force <file...>', 'replace this file, which is in the way'],
    ['--dry-run', 'show the files and write nothing'],
    json,
  ],
  environments: 'none',
  example: "tsm init --yes --service 'web=node server.js' --port web=8000+",
  load: () => import('./init.ts'),
});

/** `tsm new WHAT`: what is added to a project that is there. */
export const newGroup = (json: CommandEntry['options'][number]): CommandGroup => ({
  name: 'new',
  summary: 'add a service or an environment to the project',
  verbs: [
    {
      name: 'service',
      args: '[name]',
      summary: 'write a service file where the config finds it',
      options: [
        ['--command <command>', 'what runs'],
        ['--cwd <folder>', 'working directory, from the folder of the config; that folder if not said'],
        ['--port <port>', '8000, 8000+ for the first free one, or auto'],
        ['--dry-run', 'show the file and write nothing'],
        json,
      ],
      environments: 'none',
      example: "tsm new service worker --command 'node worker.js'",
      load: () => import('./new-service.ts'),
    },
    {
      name: 'environment',
      args: '[name]',
      summary: 'insert an environment into the config',
      options: [
        ['--root <path>', 'where the project lies on the host'],
        ['--user <name>', 'who runs the services'],
        ['--hardening <off|relaxed|strict>', 'sandbox of the services'],
        [
          '--like <environment>',
          'what is not said is as there; else the first that develops as this does, or does not',
        ],
        ['--dry-run', 'show the config and write nothing'],
        json,
      ],
      environments: 'none',
      example: 'tsm new environment staging --root /opt/shop-staging',
      load: () => import('./new-environment.ts'),
    },
  ],
});
