import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TrialUnit } from '../../src/trial/report.ts';
import { expectFile } from '../fixtures/fixture.ts';
import { NOTHING, traces } from '../machine/traces.ts';
import { hostAsItIs, treeAsItIs } from './as-it-is.ts';
import { skip } from './host.ts';

const repository = resolve(import.meta.dirname, '../..');
const main = join(repository, 'dist/main.cjs');
const QUICK = ['--settle', '300ms'];

/** Two services as a Procfile would have them, some that do not do what they should, and files that only their owner may read. */
const PROJECT: Readonly<Record<string, string>> = {
  'tsm.config.mjs': `export default {
  project: 'blog',
  services: [
    { name: 'web', command: 'node web.js', port: 5000, health: 'http://127.0.0.1:5000/', secrets: ['SESSION_KEY'] },
    { name: 'worker', command: 'while true; do date >> log.txt; sleep 1; done' },
    { name: 'broken', command: 'sleep 0.4; echo about to fail; exit 3', restart: 'no' },
    { name: 'deaf', command: 'sleep infinity', port: 5005 },
    { name: 'quits', command: 'echo bye', port: 5006 },
    { name: 'throws', command: 'node throws.js', restart: 'no' },
  ],
  environments: {
    good: { user: 'blog', root: '/srv/blog', services: { broken: false, deaf: false, quits: false, throws: false } },
    bad: { user: 'root', root: '/srv/blog', systemd: 9999, services: { web: false, worker: false } },
    person: { scope: 'user', root: '~/blog', base: 'blog-mine', services: { web: { port: 5001, health: 'http://127.0.0.1:5001/' }, broken: false, deaf: false, quits: false, throws: false } },
  },
};
`,
  'web.js': `require('http').createServer((_, response) => response.end(process.env.SESSION_KEY))
  .listen(process.env.PORT, '127.0.0.1');
`,
  'throws.js': "require('not-there');\n",
  'log.txt': '',
};

const tsmTry = (words: readonly string[], cwd: string, behind: readonly string[] = ['env']) =>
  execa(behind[0] ?? '', [...behind.slice(1), 'node', main, 'try', ...words], {
    cwd,
    reject: false,
    all: true,
    stdin: 'ignore',
    env: { NO_COLOR: '1' },
  });

/** What differs from run to run: times, numbers of processes, sizes. */
const steady = (text: string): string =>
  text
    .replace(/\b\w{3} [ \d]\d [\d:]{8} \S+ /g, 'DATE HOST ')
    // What ends at once was up for long enough to be seen, or not.
    .replace(
      /^(\S+ +(?:failed|inactive))( +[\d.]+m?s)/gm,
      (_, unit: string, took: string) => unit + ' '.repeat(took.length),
    )
    .replace(/ +$/gm, '')
    .replace(/\b[\d.]+m?s\b(?= +\d)/g, (time) => 'TIME'.padStart(time.length))
    .replace(/ +TIME +\d+ +[\d.]+[BKMG]/g, '  TIME  PID  MEMORY')
    .replace(/\[\d+\]/g, '[PID]')
    .replace(/systemd \d+/g, 'systemd NNN');

describe.skipIf(skip)('tsm try', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tsm-try-'));
    for (const [file, text] of Object.entries(PROJECT)) await writeFile(join(folder, file), text);
    for (const file of ['web.js', 'log.txt']) await chmod(join(folder, file), 0o600);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('the sample in @dev: it works, and this machine is as it was', async () => {
    const before = await hostAsItIs();
    const tree = await treeAsItIs(join(repository, 'examples'));
    const child = tsmTry(['@dev', ...QUICK], repository);
    const { exitCode, stdout, stderr } = await child;
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^tetra-dev\.service +running .* 4444 +ok$/m);
    expect(stdout).toMatch(/^@dev works on systemd \d+\.$/m);
    expect(stderr).toContain(
      '/root/tetra/tetra.sh is not on this machine: examples/tetra/tetra.sh stands in',
    );
    expect(await hostAsItIs()).toEqual(before);
    expect(await treeAsItIs(join(repository, 'examples'))).toBe(tree);
    expect(traces(child.pid)).toEqual(NOTHING);
  });

  test('the sample in @production, as JSON', async () => {
    const { exitCode, stdout, stderr } = await tsmTry(['@prod', '--json', ...QUICK], repository);
    expect([exitCode, stderr]).toEqual([0, '']);
    const { units, ...report } = JSON.parse(stdout) as { units: readonly TrialUnit[] };
    expect(report).toMatchObject({
      ok: true,
      environment: 'production',
      target: 'tetra.target',
      installed: true,
    });
    const tetra = units.find(({ unit }) => unit === 'tetra.service');
    expect(tetra).toMatchObject({
      ok: true,
      outcome: 'started',
      state: 'running',
      restarts: 0,
      health: 'ok',
    });
    expect(tetra?.startMilliseconds).toBeGreaterThan(0);
  });

  test('a project of another folder: placeholders, closed files, a service that writes into its tree', async () => {
    const tree = await treeAsItIs(folder);
    const { exitCode, all } = await tsmTry(['@good', ...QUICK], folder);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('placeholders stand for the secrets SESSION_KEY');
    expect(all).toMatch(/inside, blog may read the folder of the project, .*web\.js.*, which only/);
    expect(await treeAsItIs(folder)).toBe(tree);
  });

  test('what fails is said, with its log', async () => {
    const { exitCode, stdout, stderr } = await tsmTry(['@bad', ...QUICK], folder);
    expect(exitCode).toBe(4);
    const text = `Four services that do not do what they should: one fails, one is deaf, one ends, one throws.\n\nOutput:\n\n${stdout}\n\nMessages:\n\n${stderr}\n`;
    await expectFile(join(import.meta.dirname, 'trial/fails.txt'), steady(text));
  });

  test('a regression: without a loopback the service was blamed', async () => {
    const without = ['--bounding-set', '-net_admin', '--inh-caps', '-net_admin'];
    const { exitCode, all } = await tsmTry(['@bad', ...QUICK], folder, ['setpriv', ...without]);
    expect(exitCode, all).toBe(4);
    expect(all).toContain('[try-no-loopback] inside there is not even a loopback');
  });

  test('units of a user run under a manager of that user', async () => {
    const { exitCode, all } = await tsmTry(['@person', ...QUICK], folder);
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/^blog-mine-web\.service +running/m);
  });

  test.each([
    ['SIGTERM', /booting/],
    ['SIGINT', /starting/],
  ] as const)('%s while %s ends it and leaves nothing', async (signal, step) => {
    const child = tsmTry(['@good'], folder);
    await says(child, step);
    child.kill(signal);
    const { exitCode, stderr } = await child;
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Interrupted. The machine is thrown away');
    expect(traces(child.pid)).toEqual(NOTHING);
  });

  test.each([/booting/, /starting/])('killed while %s, it leaves nothing', async (step) => {
    const before = await hostAsItIs();
    const child = tsmTry(['@good'], folder);
    await says(child, step);
    child.kill('SIGKILL');
    await child;
    await until(
      () => traces(child.pid).directories?.length === 0 && traces(child.pid).processes?.length === 0,
    );
    expect(traces(child.pid)).toEqual(NOTHING);
    expect(await hostAsItIs()).toEqual(before);
  });

  test('a regression: killed at any moment on the way to its boot, it leaves nothing', async () => {
    for (let moment = 0; moment < 10; moment++) {
      const child = tsmTry(['@good'], folder);
      await says(child, /booting/);
      await new Promise((passed) => setTimeout(passed, moment * 40));
      child.kill('SIGKILL');
      await child;
      await until(() => JSON.stringify(traces(child.pid)) === JSON.stringify(NOTHING));
    }
  });

  test('--keep goes on until Ctrl-C, and says how to get in', async () => {
    const child = tsmTry(['@good', '--keep', ...QUICK], folder);
    const said = await says(child, /^ {2}nsenter .* bash --login$/m);
    const enter = /^ {2}(nsenter .*) bash --login$/m.exec(said)?.[1] ?? '';
    const { stdout } = await execa('sh', ['-c', `${enter} tsm status --json`]);
    expect(JSON.parse(stdout)).toMatchObject({ environments: [{ environment: 'good' }] });
    child.kill('SIGINT');
    expect((await child).exitCode).toBe(0);
    expect(traces(child.pid)).toEqual(NOTHING);
  });

  describe('where it cannot run, it says what is missing', () => {
    const run = (before: readonly string[], words: readonly string[] = []) =>
      execa(before[0] ?? '', [...before.slice(1), 'node', main, 'try', ...words], {
        cwd: folder,
        reject: false,
        all: true,
      });

    test('systemd-nspawn: the command that installs it', async () => {
      const hide = 'mount --bind /dev/null /usr/bin/systemd-nspawn && exec "$@"';
      const { exitCode, all } = await run(['unshare', '--mount', 'sh', '-c', hide, 'sh'], ['@good']);
      expect(exitCode).toBe(5);
      expect(all).toMatch(
        /\[try-missing\] tsm try needs systemd-nspawn[^]*(apt-get|dnf|zypper|pacman) .*systemd/,
      );
    });

    test('root: the exact line', async () => {
      const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
      await chmod(folder, 0o755);
      const { exitCode, all } = await run(nobody, ['@good']);
      await chmod(folder, 0o700);
      expect(exitCode).toBe(5);
      expect(all).toMatch(new RegExp(`\\[needs-root\\][^]*run: (?:sudo |su -c ')/\\S+ ${main} try @good`));
    });

    test('rights in a container: what the kernel said', async () => {
      const without = ['setpriv', '--bounding-set=-sys_admin', '--inh-caps=-sys_admin'];
      const child = run(without, ['@good']);
      const { exitCode, all } = await child;
      expect(exitCode).toBe(5);
      expect(all).toMatch(/\[try-impossible\] .*: .*(not permitted|denied)/);
      expect(traces(child.pid)).toEqual(NOTHING);
    });

    test('--shell without a terminal', async () => {
      const { exitCode, all } = await tsmTry(['@good', '--shell'], folder);
      expect([exitCode, all]).toEqual([2, 'error: --shell needs a terminal']);
    });
  });
});

/** Waits for a text on either output, and gives all that was said until then. */
const says = (child: ReturnType<typeof tsmTry>, pattern: RegExp): Promise<string> =>
  new Promise((found, failed) => {
    let seen = '';
    child.all.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (pattern.test(seen)) found(seen);
    });
    child.all.on('end', () => failed(new Error(`it ended without saying ${pattern}:\n${seen}`)));
  });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((passed) => setTimeout(passed, 50));
}
