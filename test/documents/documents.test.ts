import { execa } from 'execa';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENTS, documentSchema, type DocumentName } from '../../src/documents/documents.ts';
import { invoke } from '../commands/invoke.ts';
import { withCopy } from '../fixtures/fixture.ts';

const project = resolve(import.meta.dirname, '../fixtures/project');
const names = Object.keys(DOCUMENTS) as DocumentName[];

/** What can be had without a host; test/e2e/cli.e2e.ts has the rest. */
const LINES: readonly (readonly [DocumentName, string])[] = [
  ['generate', 'tsm generate --check --json'],
  ['generate', 'tsm generate --json'],
  ['generate', 'tsm generate @prdo --json'],
  ['check', 'tsm check --json'],
  ['check-env-files', 'tsm check --env-files --json'],
  ['diff', 'tsm diff --json'],
  ['diff-base', 'tsm diff --base HEAD --json'],
  ['refusal', 'tsm diff --base nowhere --json'],
  ['refusal', 'tsm start --json'],
  ['refusal', 'tsm status --json'],
  ['refusal', 'tsm logs --json'],
  ['refusal', 'tsm install @nobody --json'],
  ['scaffold', 'tsm new service clock --command true --dry-run --json'],
  ['scaffold', 'tsm new environment staging --dry-run --json'],
  ['refusal', 'tsm init --yes --json'],
  ['import', 'tsm import Procfile --dry-run --json'],
  ['refusal', 'tsm import nowhere --json'],
];

test('what commands print is what is documented, and ok says what the exit code says', async () => {
  await withCopy(project, async (copy) => {
    await invoke('tsm generate', copy);
    const git = (...args: readonly string[]) =>
      execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: copy });
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '--message', 'all');
    await rm(join(copy, 'services/mailer.tsm'));
    await writeFile(join(copy, 'Procfile'), 'web: node server.js\n');
    await invoke('tsm generate @dev', copy);
    for (const [name, line] of LINES) {
      const { out, code } = await invoke(line, copy);
      const { ok } = DOCUMENTS[name].parse(JSON.parse(out));
      expect([line, ok]).toEqual([line, code === 0 || code === 3]);
    }
  });
});

test.each(names)('tsm schema %s prints its schema', async (name) => {
  const { out, code } = await invoke(`tsm schema ${name}`, project);
  expect([code, JSON.parse(out)]).toEqual([0, documentSchema(name)]);
});

test('a schema that is not there is corrected', async () => {
  const { err, code } = await invoke('tsm schema statsu', project);
  expect(code).toBe(2);
  expect(err).toContain('did you mean status?');
});
