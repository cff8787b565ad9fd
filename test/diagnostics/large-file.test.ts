import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';

test('a service file of many megabytes is refused by its size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-large-'));
  try {
    const config = { project: 'shop', services: 'shop.tsm', environments: { dev: { root: '/srv/shop' } } };
    await writeFile(join(folder, 'tsm.config.json'), JSON.stringify(config));
    await writeFile(
      join(folder, 'shop.tsm'),
      `TSM_COMMAND="node server.js"\n${'# filler\n'.repeat(700_000)}`,
    );
    const { code, err } = await invoke('tsm generate', folder);
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error \[file-too-large\] the file has \d+ bytes, more than the \d+ that are read\n {2}at shop\.tsm/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
