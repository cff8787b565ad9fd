import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';

let folder: string;
beforeEach(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'tsm-explore-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (file: string, text: string) => writeFile(join(folder, file), text);
const check = () => invoke('tsm generate --check', folder);

const CONFIG = `"project": "shop", "services": [{ "name": "shop", "command": "node a.js" }], "environments": { "dev": { "root": "/srv" } }`;

test.each([
  ['tsm.config.json', `{ "$import": "./other.json", ${CONFIG} }`],
  ['package.json', `{ "tsm": { "$import": "./other.json", ${CONFIG} } }`],
])('regression: %s took over another file that nobody had said tsm reads', async (file, text) => {
  await put('other.json', '{ "description": "from elsewhere" }');
  await put(file, text);
  const { err, code } = await check();
  expect(err).toContain('[unknown-key]');
  expect(err).toContain('$import');
  expect(code).toBe(1);
});

test.each(['{}', 'null', '{ "tsm": null }', '[]', '"text"'])(
  'package.json with %s has no config',
  async (text) => {
    await put('package.json', text);
    expect((await check()).err).toContain('[config-missing]');
  },
);

test('package.json with a config is one', async () => {
  await put('package.json', `{ "name": "shop", "tsm": { ${CONFIG} } }`);
  expect((await check()).code).toBe(3);
});

test.each([
  ['tsm.config.yaml', ''],
  ['tsm.config.yaml', '# nothing yet\n'],
  ['tsm.config.json', 'null'],
  ['tsm.config.ts', 'export default null;\n'],
  ['tsm.config.mjs', 'export default undefined;\n'],
])('%s that holds nothing is an empty config and none that is missing: %j', async (file, text) => {
  await put(file, text);
  expect((await check()).err).toContain('[config-empty]');
});
