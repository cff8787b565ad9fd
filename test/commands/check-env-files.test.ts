import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { invoke, type Ended } from './invoke.ts';

const CONFIG = {
  project: 'shop',
  services: [{ name: 'shop', command: 'node server.js', envFile: 'env/shop.env', secrets: ['PIN_CODE'] }],
  environments: { dev: { root: '/srv/shop' }, production: { root: '/opt/shop' } },
};

async function check(envFile: string, flags = ''): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-env-files-'));
  try {
    await mkdir(dirname(join(folder, 'env/shop.env')));
    await writeFile(join(folder, 'env/shop.env'), envFile);
    await writeFile(join(folder, 'tsm.config.json'), JSON.stringify(CONFIG));
    return await invoke(`tsm check --env-files ${flags}`, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a file that all read alike', async () => {
  const { out, code } = await check('A=1\nB="two words"\n');
  expect(out).toBe('1 env file, 2 keys: bash, dotenv, systemd and tsm read all of them alike\n');
  expect(code).toBe(0);
});

test('a difference, once for both environments', async () => {
  const { out, code } = await check('A=1 # one\n');
  expect(out.match(/env\/shop\.env:1:1/g)).toEqual(['env/shop.env:1:1']);
  expect(code).toBe(1);
});

test('a file that tsm refuses is read by the others', async () => {
  const { out } = await check('A = 1\n');
  expect(out).toContain('  bash     unknown, since tsm runs no file\n  dotenv   "1"\n  systemd  "1"\n');
  expect(out).toContain('  tsm      refused: spaced-assignment\n');
});

describe('no reading shows a secret', () => {
  test.each([
    ['a likely one', "export DB_PASSWORD='hunter2hunter2'\n"],
    ['a declared one', 'export PIN_CODE=hunter2hunter2\n'],
    ['what is made from one', 'export PIN_CODE=hunter2hunter2\nexport COPY="$PIN_CODE-x"\n'],
    ['one that a reader swallows', 'NOTE="open\nPIN_CODE=hunter2hunter2\n'],
    ['one under a name that says nothing', 'export X=https://me:hunter2hunter2@example.org/\n'],
    ['one in a file that is refused', 'A = $(id)\nDB_PASSWORD = hunter2hunter2\n'],
  ])('%s', async (_, text) => {
    for (const flags of ['', '--json']) {
      const { out, err, code } = await check(text, flags);
      expect(code).toBe(1);
      expect(out).toContain('shop.env');
      expect(out + err).not.toContain('hunter2');
    }
  });
});

test('hostile files cost no more than their length', async () => {
  const texts = ['\n'.repeat(500_000), 'a'.repeat(300_000) + '\n'.repeat(300_000), "A='\n".repeat(100_000)];
  for (const text of texts) expect((await check(text, '--json')).err).toBe('');
});
