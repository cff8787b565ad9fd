import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectKind } from '../../src/import/request.ts';
import { verifyUnits } from '../../src/systemd/verify.ts';
import { systemdVersion } from '../../src/systemd/version.ts';
import { directiveOf } from '../../src/unit/directives/table.ts';
import { invoke } from '../commands/invoke.ts';
import { commandOf, expectTree, readTree, withCopy } from '../fixtures/fixture.ts';

const folder = resolve(import.meta.dirname, '../fixtures/import');
const cases = (
  await Promise.all(
    (await readdir(folder)).map(async (kind) =>
      (await readdir(join(folder, kind))).map((name) => ({ kind, name, fixture: join(folder, kind, name) })),
    ),
  )
).flat();

/** How many real-world files of each kind are written down here. */
const AT_LEAST: Readonly<Record<string, number>> = { procfile: 25, pm2: 25, systemd: 8, 'env-toml': 3 };

test.each(Object.entries(AT_LEAST))('there are enough cases of %s', (kind, number) => {
  expect(cases.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(number);
});

/** Units of every case, to be verified together; each case is a project of its own name. */
const units = new Map<string, string>();

describe('a file gives the expected project and table, and generates without an error', () => {
  test.each(cases)('$kind/$name', async ({ kind, name, fixture }) => {
    await withCopy(join(fixture, 'input'), async (copy) => {
      const before = new Set((await readTree(copy)).keys());
      const { out, err, code } = await invoke(await lineOf(kind, name, fixture), copy);
      expect(code, err).toBe(0);
      const files = [...(await readTree(copy))].filter(
        ([path]) => !before.has(path) && !LISTS.includes(path),
      );
      const said = LISTS.reduce((text, list) => text.replace(`+ ${list}\n`, ''), out);
      const table = new Map([...files, ['table.txt', said.replaceAll(copy, '')] as const]);
      await expectTree(join(fixture, 'expected'), table);
      const generated = await invoke('tsm generate', copy);
      expect(generated.code, generated.err).toBe(0);
      for (const [path, text] of await readTree(join(copy, 'systemd')))
        if (/\.(?:path|service|slice|socket|target|timer)$/.test(path)) units.set(basename(path), text);
    });
  });
});

/** They are the same for every project: test/import/project.test.ts. */
const LISTS = ['.gitattributes', '.prettierignore'];

test('systemd-analyze verify, strictly, has no word about what came of them', async () => {
  expect(units.size).toBeGreaterThan(0);
  const result = await verifyUnits({ units, scope: 'system' });
  if ('skipped' in result) throw new Error(result.skipped);
  const local = (await systemdVersion()) ?? 0;
  const complaints = result.complaints.filter(
    ({ kind, message }) => kind !== 'missing-program' && !isTooNewFor(local, message),
  );
  expect(complaints).toEqual([]);
});

/** The command of a case, else an import of the one file in it that has a kind. */
async function lineOf(kind: string, name: string, fixture: string): Promise<string> {
  if (existsSync(join(fixture, 'command.txt'))) return await commandOf(fixture);
  const files = (await readdir(join(fixture, 'input'))).filter((file) => detectKind(file, '') === kind);
  return `tsm import ${files[0]} --name ${kind}-${name}`;
}

/** A directive for a newer systemd than this machine's. */
function isTooNewFor(local: number, message: string): boolean {
  const [, key = '', section = ''] = /^Unknown key (?:name )?'(\w+)' in section \W(\w+)/.exec(message) ?? [];
  return (directiveOf(section, key)?.since ?? 0) > local;
}
