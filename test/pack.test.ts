import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manPage } from '../scripts/man-page.ts';

const repository = resolve(import.meta.dirname, '..');
const config = `import { defineConfig } from '@tetra/tsm';

export default defineConfig({
  project: 'shop',
  services: [{ name: 'shop', command: 'node server.js', port: 8080 }],
  environments: { production: { user: 'shop', root: '/opt/shop' } },
});
`;

const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module: 'nodenext', types: [] };

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let project: string;
let packed: Packed;

const npm = (args: readonly string[], cwd: string) =>
  execa('npm', args, { cwd, env: { npm_config_loglevel: 'error' } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-pack-'));
  project = join(folder, 'project');
  await mkdir(project);
  if (!existsSync(join(repository, 'dist/main.cjs'))) await npm(['run', 'build'], repository);
  const { stdout } = await npm(
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    repository,
  );
  [packed] = JSON.parse(stdout) as [Packed];
  await writeFile(join(project, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }\n');
  await npm(
    ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, packed.filename)],
    project,
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('what ships is the program, its templates and its papers', () => {
  const folders = new Set(packed.files.map(({ path }) => path.split('/')[0]));
  const expected = ['LICENSE', 'README.md', 'dist', 'generators', 'package.json', 'templates'];
  expect([...folders].filter((name) => !expected.includes(name!))).toEqual([]);
  expect([...folders]).toEqual(expect.arrayContaining(['LICENSE', 'dist', 'package.json']));
  expect(packed.files.length).toBeLessThan(200);
  expect(packed.size).toBeLessThan(1_000_000);
});

test('no path of the machine that built it ships', async () => {
  const installed = join(project, 'node_modules/@tetra/tsm');
  const scripts = packed.files.filter(({ path }) => path.startsWith('dist/'));
  const texts = await Promise.all(scripts.map(({ path }) => readFile(join(installed, path), 'utf8')));
  expect(scripts.filter((_, index) => texts[index]!.includes(repository))).toEqual([]);
});

test('the manual page that ships is that of the commands, and groff has nothing to say about it', async () => {
  const { version, man } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    readonly version: string;
    readonly man: readonly string[];
  };
  const page = join(project, 'node_modules/@tetra/tsm', man[0] ?? '');
  expect(await readFile(page, 'utf8')).toBe(manPage(version));
  const groff = await execa('groff', ['-man', '-Tutf8', '-ww', page], { reject: false });
  if (groff.code === 'ENOENT')
    process.stderr.write('NOT TESTED: the manual page by groff, which is not installed.\n');
  else expect(groff).toMatchObject({ exitCode: 0, stderr: '' });
});

test('regression: npm links the page only where it is told of a list', async () => {
  const prefix = join(folder, 'prefix');
  await npm(
    ['install', '--global', '--prefix', prefix, '--prefer-offline', join(folder, packed.filename)],
    folder,
  );
  expect(await readlink(join(prefix, 'share/man/man1/tsm.1'))).toContain('dist/tsm.1');
});

test('regression: npm warned of a script that an install of the package does not run', async () => {
  const { scripts } = JSON.parse(
    await readFile(join(project, 'node_modules/@tetra/tsm/package.json'), 'utf8'),
  ) as { readonly scripts: Readonly<Record<string, string>> };
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
});

test('the program says its version', async () => {
  const { version } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    version: string;
  };
  const { stdout } = await execa('npx', ['--no-install', 'tsm', '--version'], { cwd: project });
  expect(stdout).toContain(version);
});

test('a config that imports defineConfig becomes units', async () => {
  await writeFile(join(project, 'tsm.config.ts'), config);
  await execa('npx', ['--no-install', 'tsm', 'generate'], { cwd: project });
  const unit = join(project, 'systemd/production/shop.service');
  expect((await stat(unit)).isFile()).toBe(true);
  expect(await readFile(unit, 'utf8')).toContain('[Service]');
});

test('a program that imports the package is told where a mistake stands', async () => {
  await writeFile(join(project, 'tsm.config.ts'), config.replace('8080', "'zz'"));
  await writeFile(
    join(project, 'explain.mjs'),
    `import { compile, explain, loadProject } from '@tetra/tsm';
const { value } = await loadProject('.');
console.log(JSON.stringify(await explain(compile(value.sources).diagnostics, value.directory)));
`,
  );
  const { stdout } = await execa('node', ['explain.mjs'], { cwd: project });
  expect(JSON.parse(stdout)).toMatchObject([{ code: 'port-invalid', file: 'tsm.config.ts', line: 5 }]);
});

/** The resolutions of TypeScript, and packages of both kinds. */
const CONSUMERS = [
  ['module', 'nodenext', 'nodenext'],
  ['module', 'es2022', 'bundler'],
  ['module', 'node16', 'node16'],
  ['regression: commonjs', 'node16', 'node16'],
  ['commonjs', 'nodenext', 'nodenext'],
] as const;

test.each(CONSUMERS)(
  'its types are good enough for a strict project: %s, %s, %s',
  async (kind, module, moduleResolution) => {
    const consumer = await mkdtemp(join(project, 'consumer-'));
    const type = kind.replace('regression: ', '');
    await writeFile(join(consumer, 'package.json'), JSON.stringify({ private: true, type }));
    await writeFile(join(consumer, 'tsm.config.ts'), config);
    await writeFile(
      join(consumer, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, module, moduleResolution },
        include: ['tsm.config.ts'],
      }),
    );
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    const { stdout, exitCode } = await execa('node', [tsc, '--project', consumer], {
      cwd: consumer,
      reject: false,
    });
    expect([exitCode, stdout]).toEqual([0, '']);
  },
);

test('a program of CommonJS requires it', async () => {
  await writeFile(join(project, 'plain.cjs'), "console.log(typeof require('@tetra/tsm').compile);\n");
  expect((await execa('node', ['plain.cjs'], { cwd: project })).stdout).toBe('function');
});

test('the program of docs/api.md is typed, and says what a change would do', async () => {
  const text = await readFile(join(repository, 'docs/api.md'), 'utf8');
  const program = /^```ts plan\.ts\n(.*?)^```$/ms.exec(text)?.[1] ?? '';
  await writeFile(join(project, 'plan.ts'), program);
  await writeFile(join(project, 'tsm.config.ts'), config);
  await execa('npx', ['--no-install', 'tsm', 'generate'], { cwd: project });
  await writeFile(join(project, 'tsm.config.ts'), config.replace('server.js', 'other.js'));
  const emitting = { ...compilerOptions, noEmit: false, lib: ['es2023', 'dom'] };
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: emitting, include: ['plan.ts'] }),
  );
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  expect((await execa('node', [tsc, '--project', project], { cwd: project, reject: false })).stdout).toBe('');
  const { stdout } = await execa('node', ['plan.js'], { cwd: project });
  expect(stdout).toContain('shop.service: restart, ');
  await writeFile(join(project, 'tsm.config.ts'), config.replace('8080', '"many"'));
  expect((await execa('node', ['plan.js'], { cwd: project })).stdout).toMatch(/^error: .* \(.*\)$/m);
});
