import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { withCopy } from '../fixtures/fixture.ts';
import { userHost } from '../install/user-host.ts';
import { openBundle } from '../../src/install/open-bundle.ts';
import { invoke } from './invoke.ts';

const project = resolve(import.meta.dirname, '../fixtures/project');

test('where nothing is, the next step is to begin', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-empty-'));
  const { out, err, code } = await invoke('tsm', folder);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(
    /^Config {3}none here, or in a folder above\nBundles {2}none\n[^]*\nNext: tsm (?:init|status)\n/,
  );
  await rm(folder, { recursive: true });
});

test('a config that is broken is not looked into', async () => {
  await withCopy(project, async (copy) => {
    await rm(join(copy, 'tsm.config.yaml'));
    await writeFile(join(copy, 'tsm.config.ts'), 'throw new Error("not to be run");\n');
    const { out } = await invoke('cd services && tsm', copy);
    expect(out).toContain('Config   ../tsm.config.ts\n');
    expect(out).toContain('Next: tsm generate\n');
  });
});

test('what is installed otherwise than the bundle says is shown', async () => {
  await withCopy(project, async (copy) => {
    await invoke('tsm generate', copy);
    const host = userHost();
    const bundle = openBundle(join(copy, 'systemd/dev'), undefined).value;
    if (bundle === undefined) throw new Error('the bundle of the fixture cannot be read');
    const { current } = host.install(bundle.manifest.base, bundle);
    const caller = { uid: 1000, sudoUid: undefined, ...host.caller, pid: 1, command: [] };
    // Installed by hand, so its manifest says another environment.
    expect((await invoke('tsm', copy, { caller })).out).toMatch(/generation 1, not as the bundle says\n/);
    await writeFile(join(current, 'tsm.json'), await readFile(join(copy, 'systemd/dev/tsm.json')));
    const { out } = await invoke('tsm', copy, { caller });
    expect(out).toMatch(/^Host {5}@dev +generation 1$/m);
    expect(out).toContain('Next: tsm status\n');
    await writeFile(join(current, '../pending.json'), '{}');
    const half = await invoke('tsm', copy, { caller });
    expect(half.out).toMatch(/^Host {5}@dev +generation 1, an install is under way or was interrupted$/m);
    expect(half.out).toContain('Next: tsm doctor @dev\n');
  });
});

test('regression: a source that was edited after its bundle was written went unsaid', async () => {
  await withCopy(project, async (copy) => {
    await invoke('tsm generate', copy);
    expect((await invoke('tsm', copy)).out).not.toContain('older');
    const [later] = [new Date(Date.now() + 60_000)];
    await utimes(join(copy, 'services/shop.tsm'), later, later);
    const { out } = await invoke('tsm', copy);
    expect(out).toMatch(/@dev +systemd\/dev, older than services\/shop\.tsm\n/);
    expect(out).toContain('Next: tsm generate\n');
  });
});
