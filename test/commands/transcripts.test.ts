import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
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

const SESSIONS: Readonly<Record<string, Session>> = {
  'no-command': { shows: 'What is there, for someone who types the name alone.', line: 'tsm' },
  help: { shows: 'The same, asked for.', line: 'tsm --help' },
  'help-generate': { shows: 'Help for one command.', line: 'tsm generate --help' },
  'help-doctor': { shows: 'Help for the command that looks at a host.', line: 'tsm doctor --help' },
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
  'check-without-systemd': {
    shows: 'On a machine without systemd.',
    line: 'tsm check @dev',
    path: '/nonexistent',
  },
  'wrong-command': { shows: 'A slip in the name of a command.', line: 'tsm genrate' },
  'wrong-option': { shows: 'A slip in an option.', line: 'tsm generate --chek' },
  'wrong-environment': { shows: 'A slip in an environment.', line: 'tsm generate @prdo' },
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
  const printed = `${block('Output', out)}${block('Messages', err)}`;
  return withoutScores(`${shows}\n\n\`\`\`sh\n${line}\n\`\`\`\n${printed}\nExit code ${code}.\n`);
}

function block(name: string, text: string): string {
  const shown = text.replaceAll(/\x1b\[(\d+)m/g, '‹$1›').replace(/\n?$/, '\n');
  return text === '' ? '' : `\n${name}:\n\n\`\`\`text\n${shown}\`\`\`\n`;
}
