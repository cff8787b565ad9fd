import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Node's own loader words its errors otherwise than the loader of the test runner, so these run the command itself.
const repository = resolve(import.meta.dirname, '../..');
const main = join(repository, 'dist/main.cjs');
let top: string;

beforeAll(async () => {
  if (!existsSync(main)) await execa('npm', ['run', 'build'], { cwd: repository });
  top = await mkdtemp(join(tmpdir(), 'tsm-fault-'));
});
afterAll(() => rm(top, { recursive: true }));

const THROWS = 'export const name = () => {\n  throw new Error("no name today");\n};\n';

const CASES: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, ...said: string[]]>> =
  {
    'a syntax error in JavaScript': [
      { 'tsm.config.mjs': "export default {\n  services: ['a',\n  environments: {},\n};\n" },
      'config-syntax',
      'at tsm.config.mjs:3:15',
    ],
    'a regression: an unknown name in a config of which imports are erased': [
      {
        'tsm.config.ts':
          "import type { Config } from '@tetra/tsm';\nimport { y } from './y.ts';\nexport default defineConfig({\n  project: y,\n  id: 'x',\n  environments: {},\n});\n",
        'y.ts': "export const y = 'y';\n",
      },
      'config-throws',
      'at tsm.config.ts:3:16',
    ],
    'a regression: an unknown name in a config that needs no loader': [
      {
        'tsm.config.ts':
          "import { defineConfig } from '@tetra/tsm';\n\nexport default defineConfi({\n  project: 'x',\n});\n",
      },
      'config-throws',
      'at tsm.config.ts:3:16',
    ],
    'a syntax error in CommonJS': [
      { 'tsm.config.cjs': 'module.exports = { project: 1 + };\n' },
      'config-syntax',
      'at tsm.config.cjs:1:33',
    ],
    'a syntax error in TypeScript': [
      { 'tsm.config.ts': 'const a: = 1;\nexport default {};\n' },
      'config-syntax',
      'at tsm.config.ts:1:10',
    ],
    'a syntax error in an imported file': [
      { 'tsm.config.mjs': "import './lib.mjs';\nexport default {};\n", 'lib.mjs': 'const a = ;\n' },
      'config-syntax',
      'in a file that it imports',
      'at tsm.config.mjs\n',
    ],
    'an exception in an imported file': [
      {
        'tsm.config.mjs': "import { name } from './lib/name.mjs';\nexport default { project: name() };\n",
        'lib/name.mjs': THROWS,
      },
      'config-throws',
      'no name today',
      'at lib/name.mjs:2:9',
    ],
    'an exception in TypeScript': [
      { 'tsm.config.ts': 'export default {};\nthrow new Error("not today" as string);\n' },
      'config-throws',
      'at tsm.config.ts:2:7',
    ],
    'an import that finds nothing, in JavaScript': [
      { 'tsm.config.mjs': "// A comment.\nimport './nowhere.mjs';\nexport default {};\n" },
      'config-throws',
      'at tsm.config.mjs:2:8',
    ],
    'an import that finds nothing, in TypeScript': [
      {
        'tsm.config.ts': "// A comment.\nimport { a } from './nowhere.ts';\nexport default { project: a };\n",
      },
      'config-throws',
      'at tsm.config.ts:2:19',
    ],
  };

test.each(Object.entries(CASES))(
  '%s has a place in the files of the user',
  async (name, [files, ...said]) => {
    const folder = join(top, name.replaceAll(/\W+/g, '-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { stderr, exitCode } = await execa('node', [main, 'generate'], { cwd: folder, reject: false });
    expect(exitCode).toBe(1);
    for (const text of said) expect(stderr).toContain(text);
    expect(stderr, 'our stack').not.toMatch(/^ {4}at /m);
    expect(stderr, 'colours in a pipe').not.toContain('\u001B');
  },
);
