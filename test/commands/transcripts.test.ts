import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import type { Terminal } from '../../src/terminal.ts';
import { expectFile, withCopy, withoutScores } from '../fixtures/fixture.ts';
import { invoke, type Ended } from './invoke.ts';

const transcripts = resolve(import.meta.dirname, '../transcripts');
const project = resolve(import.meta.dirname, '../fixtures/project');

/** One command line in a copy of the project, after others that are not shown. */
interface Session {
  readonly shows: string;
  readonly line: string;
  readonly before?: readonly string[];
  /** Changes of the project, by file; a folder is emptied with nothing. */
  readonly changes?: Readonly<Record<string, string | undefined>>;
  readonly terminal?: Partial<Terminal>;
  readonly path?: string;
}

const worker = 'TSM_COMMAND="node worker.js --id $RANDOM"\nTSM_PORT=8080\nTSM_MEMORY_MAX="512MB"\n';
const bigger = 'TSM_COMMAND="python3 mailer.py --fast"\nTSM_DEPENDS="shop"\n';

const PROCFILE = 'web: node server.js\nworker: node worker.js\nrelease: npm run migrate\n';
const ECOSYSTEM = `module.exports = {
  apps: [
    {
      name: 'api',
      script: 'api.js',
      instances: 'max',
      max_memory_restart: '300M',
      out_file: 'logs/out.log',
      env: { PORT: 3000, API_KEY: 'zq-not-a-real-one' },
    },
  ],
};
`;
const mailer = 'TSM_COMMAND="python3 mailer.py"\nTSM_ENV_FILE="env/mailer.env"\n';
const envFile = `export FROM='shop@example.org'\nMAX=10 # a minute\nSMTP_PASSWORD='it'\\''s'\nURL="http://$HOME/"\nPLAIN=yes\n`;
/** Another project, without tsm. */
const FOREIGN = {
  'tsm.config.yaml': undefined,
  'services/shop.tsm': undefined,
  'services/mailer.tsm': undefined,
  'package.json':
    '{ "name": "@acme/till", "scripts": { "start": "npm run build && node server.js", "build": "tsc" } }\n',
};

const SESSIONS: Readonly<Record<string, Session>> = {
  'no-command': { shows: 'Where one stands, for someone who types the name alone.', line: 'tsm' },
  help: { shows: 'All commands.', line: 'tsm --help' },
  ...Object.fromEntries(
    COMMANDS.map(({ name }) => [`help-${name}`, { shows: `Help for ${name}.`, line: `tsm help ${name}` }]),
  ),
  'help-new': { shows: 'Help for a group of commands.', line: 'tsm help new' },
  'help-new-service': { shows: 'And for one of them.', line: 'tsm help new service' },
  'help-new-environment': { shows: 'And for the other.', line: 'tsm help new environment' },
  'help-daemon': { shows: 'Help for a group of commands.', line: 'tsm help daemon' },
  'help-daemon-start': { shows: 'And for one of them.', line: 'tsm help daemon start' },
  'help-narrow': { shows: 'Help in 40 columns.', line: 'tsm help check', terminal: { columns: 40 } },
  'generate-first': { shows: 'The first run writes everything.', line: 'tsm generate' },
  'generate-again': {
    shows: 'A second run has nothing to do.',
    line: 'tsm generate',
    before: ['tsm generate'],
  },
  'generate-one': {
    shows: 'One environment, by its alias; a change is named file by file.',
    line: 'tsm generate @prod',
    before: ['tsm generate'],
    changes: { 'services/mailer.tsm': bigger },
  },
  'generate-removed': {
    shows: 'A service is gone, and a file of somebody else stays.',
    line: 'tsm generate @dev',
    before: ['tsm generate'],
    changes: { 'services/mailer.tsm': undefined, 'systemd/dev/README.txt': 'Notes.\n' },
  },
  'generate-diff': {
    shows: 'What changes, line by line.',
    line: 'tsm generate @dev --diff',
    before: ['tsm generate'],
    changes: { 'services/mailer.tsm': bigger },
  },
  'generate-diff-color': {
    shows: 'The same on a terminal, with colours.',
    line: 'tsm generate @dev --diff',
    before: ['tsm generate'],
    changes: { 'services/mailer.tsm': bigger },
    terminal: { isTerminal: true, color: true },
  },
  'generate-check-stale': {
    shows: 'In continuous integration: the bundles were not generated again.',
    line: 'tsm generate --check',
    before: ['tsm generate'],
    changes: { 'services/mailer.tsm': bigger },
  },
  'generate-check-fresh': {
    shows: 'And when they were.',
    line: 'tsm generate --check',
    before: ['tsm generate'],
  },
  'generate-json': { shows: 'For programs.', line: 'tsm generate @dev --json' },
  'generate-wrong': {
    shows: 'All mistakes of a stage at once, and nothing written.',
    line: 'tsm generate',
    changes: { 'services/worker.tsm': `${worker}TSM_CWD=$SHOPDIR\n` },
  },
  'generate-wrong-later': {
    shows: 'What the next stage finds.',
    line: 'tsm generate',
    changes: { 'services/worker.tsm': worker.replace('$RANDOM', '1') },
  },
  'generate-wrong-color': {
    shows: 'A mistake on a terminal.',
    line: 'tsm generate',
    changes: { 'services/worker.tsm': worker },
    terminal: { isTerminal: true, color: true },
  },
  'generate-wrong-json': {
    shows: 'Mistakes for programs.',
    line: 'tsm generate --json',
    changes: { 'services/worker.tsm': worker },
  },
  'check-good': { shows: 'Everything is right.', line: 'tsm check' },
  'check-bad': {
    shows: 'A sandbox that is too open, and a program that the project does not have.',
    line: 'tsm check @production',
    changes: { 'services/worker.tsm': 'TSM_COMMAND="../bin/worker"\nTSM_HARDENING="off"\n' },
  },
  'check-json': { shows: 'For programs.', line: 'tsm check @dev --json' },
  'check-env-files': {
    shows: 'How the same env file is read by others, with secrets covered.',
    line: 'tsm check --env-files @dev',
    changes: { 'services/mailer.tsm': mailer, 'env/mailer.env': envFile },
  },
  'check-without-systemd': {
    shows: 'On a machine without systemd.',
    line: 'tsm check @dev',
    path: '/nonexistent',
  },
  'import-procfile': {
    shows: 'A Procfile becomes a project.',
    line: 'cd old && tsm import Procfile --name blog',
    changes: { 'old/Procfile': PROCFILE, 'old/.env': 'LOG_LEVEL=info\nSMTP_PASSWORD=zq-not-a-real-one\n' },
  },
  'import-pm2': {
    shows: 'A file that is a program is evaluated after saying so.',
    line: 'cd old && tsm import ecosystem.config.js --name blog',
    changes: { 'old/ecosystem.config.js': ECOSYSTEM },
  },
  'import-dry-run': {
    shows: 'What would become of it.',
    line: 'cd old && tsm import Procfile --name blog --dry-run',
    changes: { 'old/Procfile': 'web: node server.js\n' },
  },
  'import-json': {
    shows: 'For programs.',
    line: 'cd old && tsm import Procfile --name blog --json',
    changes: { 'old/Procfile': 'web: node server.js\n' },
  },
  'import-into-project': {
    shows: 'In a project that is there already, services are added and the config is left alone.',
    line: 'tsm import legacy.service',
    changes: {
      'legacy.service':
        '[Unit]\nDescription=Legacy\n[Service]\nUser=shop\nExecStart=/usr/bin/legacy --port 9000\nNice=5\n[Install]\nWantedBy=multi-user.target\n',
    },
  },
  'import-handover-of-a-procfile': {
    shows: 'The script that moves a host is for PM2.',
    line: 'cd old && tsm import Procfile --handover move.sh',
    changes: { 'old/Procfile': 'web: node server.js\n' },
  },
  'help-import': { shows: 'Help for the import.', line: 'tsm import --help' },
  'init-there': { shows: 'A folder that has a project.', line: 'tsm init --yes' },
  'init-cannot-ask': {
    shows: 'No terminal to ask on.',
    line: 'tsm init',
    changes: FOREIGN,
  },
  'init-yes': { shows: 'What is found is taken.', line: 'tsm init --yes', changes: FOREIGN },
  'new-service': {
    shows: 'One more service.',
    line: 'tsm new service clock --command clock.sh --port 9000+',
  },
  'new-environment': { shows: 'One more environment.', line: 'tsm new environment staging' },
  'wrong-command': { shows: 'A slip in the name of a command.', line: 'tsm genrate' },
  'wrong-help': { shows: 'A slip in a command that help is asked for.', line: 'tsm help instal' },
  'wrong-verb': { shows: 'A slip below a group.', line: 'tsm daemon strat' },
  'wrong-shell': { shows: 'A slip in the name of a shell.', line: 'tsm completion zhs' },
  'wrong-path': {
    shows: 'A slip in the folder of a bundle.',
    line: 'tsm install systmd/dev',
    before: ['tsm generate'],
  },
  'wrong-bundle': {
    shows: 'A slip in an environment of a bundle.',
    line: 'tsm install @prdo',
    before: ['tsm generate'],
  },
  'wrong-settle': { shows: 'A value that is none.', line: 'tsm install @dev --settle abc' },
  'wrong-lines': { shows: 'A number that is none.', line: 'tsm logs -n abc' },
  'wrong-secret-verb': { shows: 'A slip in what to do with secrets.', line: 'tsm secrets lst' },
  'missing-argument': { shows: 'A word is missing.', line: 'tsm completion' },
  'wrong-option': { shows: 'A slip in an option.', line: 'tsm generate --chek' },
  'wrong-environment': { shows: 'A slip in an environment.', line: 'tsm generate @prdo' },
  'no-command-generated': {
    shows: 'What comes after the first bundle, on a machine that is no host.',
    line: 'tsm',
    before: ['tsm generate'],
  },
  'no-command-foreign': {
    shows: 'Where another tool starts what there is.',
    line: 'tsm',
    changes: { ...FOREIGN, Procfile: PROCFILE },
  },
  'no-config-foreign': {
    shows: 'Nothing to work on, but a file of another tool.',
    line: 'tsm generate',
    changes: { ...FOREIGN, Procfile: PROCFILE },
  },
  'nothing-installed': {
    shows: 'A host verb where there is no project.',
    line: 'tsm status',
    changes: FOREIGN,
  },
  'wrong-environment-not-installed': {
    shows: 'A slip in an environment of which nothing is installed yet.',
    line: 'tsm status @prodction',
    before: ['tsm generate'],
  },
  'wrong-argument-environment': {
    shows: 'An environment without its @, once its bundle is there.',
    line: 'tsm generate production',
    before: ['tsm generate'],
  },
  'wrong-argument-service': {
    shows: 'A service, for a command that takes none.',
    line: 'tsm status shop',
    before: ['tsm generate'],
  },
  'wrong-word': {
    shows: 'A slip in a word of a .tsm file.',
    line: 'tsm generate @dev',
    changes: {
      'services/mailer.tsm': 'TSM_COMMAND="python3 mailer.py"\nTSM_RESTART="alwyas"\nTSM_HARDENING="strct"\n',
    },
  },
  'wrong-argument': { shows: 'An environment without its @.', line: 'tsm generate dev' },
};

afterEach(() => vi.unstubAllEnvs());

describe('what commands print', () => {
  test.each(Object.entries(SESSIONS))('%s', async (name, session) => {
    await withCopy(project, async (copy) => {
      for (const line of session.before ?? []) await invoke(line, copy);
      await change(copy, session.changes ?? {});
      if (session.path !== undefined) vi.stubEnv('PATH', session.path);
      await expectFile(
        join(transcripts, `${name}.md`),
        transcript(session, await invoke(session.line, copy, session.terminal)),
      );
    });
  });

  test('no-config', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tsm-empty-'));
    try {
      const session = { shows: 'Nothing to work on.', line: 'tsm generate' };
      await expectFile(
        join(transcripts, 'no-config.md'),
        transcript(session, await invoke(session.line, folder)),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('every transcript belongs to a session', async () => {
    const known = ['no-config', ...Object.keys(SESSIONS)].map((name) => `${name}.md`);
    expect((await readdir(transcripts)).sort()).toEqual(known.sort());
  });
});

async function change(folder: string, changes: NonNullable<Session['changes']>): Promise<void> {
  for (const [path, text] of Object.entries(changes)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    if (text === undefined) await rm(join(folder, path));
    else await writeFile(join(folder, path), text);
  }
}

/** Readable as a page: what it shows, the line, what it printed where, and how it ended. Colours are written `‹31›`. */
function transcript({ shows, line }: Session, { out, err, code }: Ended): string {
  // What the host of the tests has is none of the reader's business.
  const shown = out.replace(/^Host {5}.*$/m, 'Host     systemd is not running here');
  const printed = `${block('Output', shown)}${block('Messages', err)}`;
  return withoutScores(`${shows}\n\n\`\`\`sh\n${line}\n\`\`\`\n${printed}\nExit code ${code}.\n`);
}

function block(name: string, text: string): string {
  const shown = text.replaceAll(/\x1b\[(\d+)m/g, '‹$1›').replace(/\n?$/, '\n');
  return text === '' ? '' : `\n${name}:\n\n\`\`\`text\n${shown}\`\`\`\n`;
}
