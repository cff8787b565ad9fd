import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { invoke } from './invoke.ts';

// What is printed, by the program that was built, to readers of every kind.
const main = join(resolve(import.meta.dirname, '../..'), 'dist/main.cjs');

/** Reads late and little at a time from a pipe that never makes its writer wait. */
const SLOW_READER = `
import fcntl, os, subprocess, sys, time
read, write = os.pipe()
fcntl.fcntl(write, fcntl.F_SETFL, fcntl.fcntl(write, fcntl.F_GETFL) | os.O_NONBLOCK)
child = subprocess.Popen(sys.argv[1:], stdout=write)
os.close(write)
time.sleep(0.3)
while True:
    part = os.read(read, 5000)
    if not part:
        break
    sys.stdout.buffer.write(part)
    time.sleep(0.001)
sys.exit(child.wait())
`;

test('a reader that is slow gets all of it, in its order', async () => {
  const { stdout } = await execa('python3', ['-c', SLOW_READER, 'node', main, 'schema']);
  const { out } = await invoke('tsm schema', '/');
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(`${stdout}\n`).toBe(out);
});

test('a reader that has seen enough is no mistake', async () => {
  const ended = await execa('bash', ['-c', 'node "$0" schema | head -n 1; echo "${PIPESTATUS[*]}"', main]);
  expect([ended.stdout, ended.stderr]).toEqual(['{\n0 0', '']);
});

test('regression: a full disk was reported as a bug of tsm', async () => {
  const ended = await execa('bash', ['-c', 'node "$0" schema > /dev/full', main], { reject: false });
  expect(ended.exitCode).toBe(1);
  expect(ended.stderr).toMatch(/^tsm: standard output cannot be written: ENOSPC/);
});

test.each(['--help', '-h', 'help'])(
  '%s prints what the build has laid out, which is what it would say',
  async (word) => {
    const { stdout } = await execa('node', [main, word]);
    const { out } = await invoke(`tsm ${word}`, '/');
    expect(`${stdout}\n`).toBe(out);
  },
);

test.each(['ts', 'mjs'])('regression: what a config.%s prints stood before the document', async (ending) => {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-streams-'));
  const config = `console.log('hello');
export default { project: 'shop', services: [{ name: 'web', command: 'true' }], environments: { dev: { root: '/srv/shop' } } };
`;
  await writeFile(join(folder, `tsm.config.${ending}`), config);
  const { stdout, stderr } = await execa('node', [main, 'generate', '--json'], { cwd: folder });
  await rm(folder, { recursive: true });
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, written: true });
  expect(stderr).toContain('hello');
});
