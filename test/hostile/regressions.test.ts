import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';
import { expectTree, readTree, withCopy } from '../fixtures/fixture.ts';

const folder = resolve(import.meta.dirname, '../fixtures/regressions');
const names = (await readdir(folder)).sort();

/** Mistakes of tsm that were found once: the sources that showed them, and what comes of those now. */
test.each(names)('%s', async (name) => {
  await withCopy(join(folder, name, 'input'), async (copy) => {
    const { out, err } = await invoke('tsm generate', copy);
    expect(err).not.toContain('bug of tsm');
    const bundle = await readTree(join(copy, 'systemd/production'));
    const units = [...bundle].filter(([path]) => !/\.(?:json|slice|target)$/.test(path));
    await expectTree(join(folder, name, 'expected'), new Map([...units, ['said.txt', out + err]]));
  });
});
