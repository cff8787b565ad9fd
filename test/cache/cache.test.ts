import { execa } from 'execa';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = resolve(import.meta.dirname, '../../dist/main.cjs');
const CONFIG = `import { defineConfig } from '@tetra/tsm';
import { userInfo } from 'node:os';

interface Named { readonly name: string }
const one: Named = { name: process.env['SHOP_SERVICE'] ?? 'shop' };

export default defineConfig({
  project: 'shop',
  services: [{ ...one, command: 'node server.js', description: typeof userInfo().uid }],
  environments: { production: { user: 'shop', root: '/opt/shop' } },
});
`;

let top: string;
let project: string;
let cache: string;

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'tsm-cache-'));
  project = join(top, 'project');
  cache = join(top, 'cache');
  await mkdir(project);
  await writeFile(join(project, 'tsm.config.ts'), CONFIG);
});
afterAll(() => rm(top, { recursive: true }));

const generate = (env: Readonly<Record<string, string>> = {}, args: readonly string[] = []) =>
  execa('node', [main, 'generate', ...args], {
    cwd: project,
    env: { XDG_CACHE_HOME: cache, ...env },
    reject: false,
    all: true,
  });

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

test('nothing is written beside the config, and what is cached is for the user alone', async () => {
  expect((await generate()).all).toContain('+ shop.service');
  expect(await readdir(project)).toEqual(['systemd', 'tsm.config.ts']);
  const files = await filesIn(cache);
  expect(files.some((file) => file.includes('/tsm/config/'))).toBe(true);
  for (const folder of ['', 'code', 'config'].map((name) => join(cache, 'tsm', name)))
    expect((await stat(folder)).mode & 0o077, folder).toBe(0);
});

test('a cached config is a program all the same: it sees the environment of each run', async () => {
  expect((await generate()).all).toMatch(/up to date/);
  expect((await generate({ SHOP_SERVICE: 'web' }, ['--check'])).all).toContain('+ shop-web.service');
  expect((await generate()).all).toMatch(/up to date/);
});

test('a changed config is read anew, also with the same length and time', async () => {
  const file = join(project, 'tsm.config.ts');
  const { atime, mtime } = await stat(file);
  await writeFile(file, CONFIG.replace('server.js', 'secret.js'));
  await utimes(file, atime, mtime);
  expect((await generate({}, ['--check'])).all).toContain('~ shop.service');
  await writeFile(file, CONFIG);
});

test('damaged entries are made again', async () => {
  await generate();
  for (const damage of ['', 'x', '\0'.repeat(5000), '{"from":[],"code":"process.exit(9)"}']) {
    for (const file of await filesIn(cache)) await writeFile(file, damage);
    const { exitCode, all } = await generate();
    expect([exitCode, all], JSON.stringify(damage.slice(0, 9))).toEqual([
      0,
      expect.stringMatching(/up to date/),
    ]);
  }
  for (const file of await filesIn(cache)) {
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3);
    await writeFile(file, bytes);
  }
  expect((await generate()).exitCode).toBe(0);
});

test('several runs at once on an empty cache', async () => {
  await rm(cache, { recursive: true });
  const runs = await Promise.all(Array.from({ length: 8 }, () => generate({}, ['--check'])));
  expect(runs.map(({ exitCode }) => exitCode)).toEqual(runs.map(() => 0));
  expect((await filesIn(cache)).filter((file) => file.split('/').at(-1)?.startsWith('.'))).toEqual([]);
});

test('a cache that others can write to, or that cannot be written, is not used', async () => {
  const open = join(top, 'open');
  await mkdir(join(open, 'tsm/config'), { recursive: true });
  await chmod(join(open, 'tsm'), 0o777);
  expect((await generate({ XDG_CACHE_HOME: open })).exitCode).toBe(0);
  expect(await filesIn(open)).toEqual([]);
  expect((await generate({ XDG_CACHE_HOME: '/dev/null' })).exitCode).toBe(0);
  expect((await generate({ XDG_CACHE_HOME: 'relative', HOME: join(top, 'home') })).exitCode).toBe(0);
  expect(await readdir(project)).toEqual(['systemd', 'tsm.config.ts']);
});

test.skipIf(process.getuid?.() !== 0)(
  'root uses no cache in the home of another user, and leaves nothing there',
  async () => {
    const home = join(top, 'alice');
    await mkdir(home);
    await chown(home, 65_534, 65_534);
    await chmod(top, 0o755);
    expect((await generate({ XDG_CACHE_HOME: '', HOME: home })).exitCode).toBe(0);
    expect(await filesIn(home)).toEqual([]);
    expect(await readdir(home)).toEqual([]);
  },
);

test('a cache that is reached through a link of another is not used', async () => {
  const elsewhere = join(top, 'elsewhere');
  await mkdir(join(elsewhere, 'tsm'), { recursive: true });
  await chmod(elsewhere, 0o777);
  await mkdir(join(top, 'linked'));
  await symlink(join(elsewhere, 'tsm'), join(top, 'linked/tsm'));
  expect((await generate({ XDG_CACHE_HOME: join(top, 'linked') })).exitCode).toBe(0);
  expect(await readdir(join(elsewhere, 'tsm'))).toEqual([]);
});

test('a config that imports files, waits, or says where it is goes through the loader', async () => {
  const file = join(project, 'tsm.config.ts');
  const said = [];
  for (const [name, text] of Object.entries({
    imports: CONFIG.replace("import { userInfo } from 'node:os';", "import { userInfo } from './own.ts';"),
    waits: CONFIG.replace('const one: Named', 'await Promise.resolve();\nconst one: Named'),
    place: CONFIG.replace('command: ', 'args: [import.meta.url.slice(0, 5)], command: '),
  })) {
    await writeFile(file, text);
    await writeFile(
      join(project, 'own.ts'),
      'export const userInfo = (): { uid: number } => ({ uid: 1 });\n',
    );
    for (const run of ['first', 'second']) said.push([name, run, (await generate({}, ['--check'])).exitCode]);
  }
  await writeFile(
    join(project, 'own.ts'),
    'export const userInfo = (): { uid: string } => ({ uid: "1" });\n',
  );
  await writeFile(
    file,
    CONFIG.replace("import { userInfo } from 'node:os';", "import { userInfo } from './own.ts';"),
  );
  said.push(['a file that is imported changes', '', (await generate({}, ['--check'])).exitCode]);
  expect(said).toEqual([
    ['imports', 'first', 0],
    ['imports', 'second', 0],
    ['waits', 'first', 0],
    ['waits', 'second', 0],
    ['place', 'first', 3],
    ['place', 'second', 3],
    ['a file that is imported changes', '', 3],
  ]);
});
