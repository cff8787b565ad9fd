import { execa } from 'execa';
import { cp, mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHolder } from '../../src/machine/holder.ts';
import { newMachineName } from '../../src/machine/name.ts';
import { prepareRoot } from '../../src/machine/root.ts';
import { skip } from '../e2e/host.ts';

describe.skipIf(skip)('a root with absolute links', () => {
  let top: string;
  beforeAll(async () => void (top = await mkdtemp(join(tmpdir(), 'tsm-root-'))));
  afterAll(() => rm(top, { recursive: true, force: true }));

  /** As much of an operating system as it takes to run a shell in it. */
  async function smallRoot(): Promise<string> {
    const root = join(top, 'lower');
    const programs = (await execa('sh', ['-c', 'for p in sh rm mkdir; do command -v $p; done'])).stdout.split(
      '\n',
    );
    const listed = await Promise.all(programs.map((program) => execa('ldd', [program])));
    const libraries = listed.flatMap(({ stdout }) => stdout.match(/\/\S+/g) ?? []);
    for (const path of new Set([...programs, ...libraries])) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await cp(path, join(root, path), { dereference: true });
    }
    await mkdir(join(root, 'bin'), { recursive: true });
    await cp(programs[0] ?? '', join(root, 'bin/sh'), { dereference: true });
    return root;
  }

  test('the journal, the id and the units of this machine stay, wherever links of the root lead', async () => {
    const root = await smallRoot();
    const host = join(top, 'host');
    await mkdir(join(host, 'log/journal'), { recursive: true });
    await mkdir(join(host, 'systemd/system/multi-user.target.wants'), { recursive: true });
    await writeFile(join(host, 'log/journal/system.journal'), 'kept');
    await writeFile(join(host, 'machine-id'), 'kept');
    for (const folder of ['var', 'etc']) await mkdir(join(root, folder), { recursive: true });
    await symlink(join(host, 'log'), join(root, 'var/log'));
    await symlink(join(host, 'systemd'), join(root, 'etc/systemd'));
    await symlink(join(host, 'machine-id'), join(root, 'etc/machine-id'));
    await mkdir(join(root, host, 'systemd'), { recursive: true });
    const name = newMachineName();
    const holder = await startHolder(name, root, [], []);
    try {
      await prepareRoot(holder.root);
      expect(await readFile(join(host, 'log/journal/system.journal'), 'utf8')).toBe('kept');
      expect(await readFile(join(host, 'machine-id'), 'utf8')).toBe('kept');
      expect(await readFile(join(holder.root, 'etc/machine-id'), 'utf8')).toMatch(/^[0-9a-f]{32}\n$/);
      expect(await readlink(join(root, 'etc/machine-id'))).toBe(join(host, 'machine-id'));
      const { stdout } = await execa('ls', [join(host, 'systemd/system')]);
      expect(stdout).toBe('multi-user.target.wants');
    } finally {
      await holder.release();
    }
  });
});
