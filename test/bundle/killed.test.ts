import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { invoke } from '../commands/invoke.ts';
import { readTree } from '../fixtures/fixture.ts';
import { withProject } from './project.ts';

const repository = resolve(import.meta.dirname, '../..');
const main = join(repository, 'dist/main.cjs');

beforeAll(async () => {
  if (!existsSync(main)) await execa('npm', ['run', 'build'], { cwd: repository });
});

const config = JSON.stringify({
  project: 'shop',
  services: Array.from({ length: 150 }, (_, index) => ({ name: `s${index}`, command: `node ${index}.js` })),
  environments: { dev: { root: '/srv/shop' } },
});

/** Starts a run and kills it as soon as anything shows up in the folder of the bundles, `files` files later. */
async function killedAfter(folder: string, files: number, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const run = execa('node', [main, 'generate'], { cwd: folder, reject: false, stdio: 'ignore' });
  const state = { ended: false };
  void run.finally(() => (state.ended = true));
  const count = async (): Promise<number> => {
    if (!existsSync(join(folder, 'systemd'))) return 0;
    return (await readdir(join(folder, 'systemd'), { recursive: true }).catch(() => [])).length;
  };
  while (!state.ended && (await count()) <= files) await new Promise((next) => setImmediate(next));
  run.kill(signal);
  await run;
}

test('a killed run leaves whole files alone, and the next one finishes', () =>
  withProject(async (folder) => {
    await writeFile(join(folder, 'tsm.config.json'), config);
    for (const files of [0, 100, 350]) {
      await killedAfter(folder, files);
      const left = await readTree(join(folder, 'systemd'));
      const names = await readdir(folder);
      expect(await invoke('tsm generate', folder)).toMatchObject({ code: 0 });
      const whole = await readTree(join(folder, 'systemd'));
      expect([...whole.keys()].filter((path) => path.startsWith('.tsm-stage-'))).toEqual([]);
      const half = [...left].filter(
        ([path, text]) => !path.startsWith('.tsm-stage-') && text !== whole.get(path),
      );
      expect(half.map(([path]) => path)).toEqual([]);
      expect(names.filter((name) => !['systemd', 'tsm.config.json'].includes(name))).toEqual([]);
      await rm(join(folder, 'systemd'), { recursive: true });
    }
  }));

test('regression: Ctrl-C while files are written left half of them behind in a folder of its own', () =>
  withProject(async (folder) => {
    await writeFile(join(folder, 'tsm.config.json'), config);
    for (const files of [1, 100]) {
      await killedAfter(folder, files, 'SIGINT');
      expect(await readdir(join(folder, 'systemd'))).toEqual(['dev']);
      expect(await invoke('tsm generate --check', folder)).toMatchObject({ code: 0 });
      await rm(join(folder, 'systemd'), { recursive: true });
    }
  }));
