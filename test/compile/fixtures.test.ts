import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyUnits } from '../../src/systemd/verify.ts';
import { systemdVersion } from '../../src/systemd/version.ts';
import { directiveOf } from '../../src/unit/directives/table.ts';
import { invoke } from '../commands/invoke.ts';
import { commandOf, expectTree, readTree, withCopy } from '../fixtures/fixture.ts';

const folder = resolve(import.meta.dirname, '../fixtures/bundles');
const cases = (await readdir(folder)).sort();

/** Where a fixture's bundles are written, when its config says something else than `systemd`. */
const OUT_DIR: Readonly<Record<string, string>> = { 'config-out-dir': 'deploy/units' };

test('there are at least 40 cases', () => expect(cases.length).toBeGreaterThanOrEqual(40));

describe('the sources of a fixture give its expected bundles', () => {
  test.each(cases)('%s', async (name) => {
    const fixture = join(folder, name);
    await withCopy(join(fixture, 'input'), async (copy) => {
      const { err, code } = await invoke(await commandOf(fixture), copy);
      expect(code, err).toBe(0);
      const said = err.replace(/\n?Next: .*\n$/, '');
      const bundles = await readTree(join(copy, OUT_DIR[name] ?? 'systemd'));
      await expectTree(
        join(fixture, 'expected'),
        new Map([...bundles, ...(said === '' ? [] : [['diagnostics.txt', said] as const])]),
      );
    });
  });
});

describe('systemd-analyze verify, strictly, has no word about the expected bundles', () => {
  test.each(['system', 'user'] as const)('in %s scope', async (scope) => {
    const units = await expectedUnits(scope);
    expect(units.size).toBeGreaterThan(0);
    const result = await verifyUnits({ units, scope });
    if ('skipped' in result) throw new Error(result.skipped);
    const local = (await systemdVersion()) ?? 0;
    const complaints = result.complaints.filter(
      ({ kind, message }) => kind !== 'missing-program' && !isTooNewFor(local, message),
    );
    expect(complaints).toEqual([]);
  });
});

/** The units of all fixtures together. Each fixture has a project of its own name, so that none collide. */
async function expectedUnits(scope: 'system' | 'user'): Promise<ReadonlyMap<string, string>> {
  const units = new Map<string, string>();
  for (const name of cases) {
    const files = await readTree(join(folder, name, 'expected'));
    for (const [path, text] of files) {
      const [environment = ''] = path.split('/');
      const manifest = JSON.parse(files.get(`${environment}/tsm.json`) ?? '{}') as { scope?: string };
      if (manifest.scope !== scope || !/\.(?:path|service|slice|socket|target|timer)$/.test(path)) continue;
      expect(units.has(basename(path)), `${path} of ${name} stands in another fixture too`).toBe(false);
      units.set(basename(path), text);
    }
  }
  return units;
}

/** A directive of a bundle for a newer systemd than this machine's. */
function isTooNewFor(local: number, message: string): boolean {
  const [, key = '', section = ''] = /^Unknown key (?:name )?'(\w+)' in section \W(\w+)/.exec(message) ?? [];
  return (directiveOf(section, key)?.since ?? 0) > local;
}
