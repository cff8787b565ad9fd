import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parentGroup } from '../../src/machine/control-groups.ts';

function hierarchy(own: string) {
  const mountPoint = join(mkdtempSync(join(tmpdir(), 'tsm-groups-')), 'cgroup');
  onTestFinished(() => rmSync(join(mountPoint, '..'), { recursive: true }));
  mkdirSync(join(mountPoint, 'box/leaf'), { recursive: true });
  for (const group of ['.', 'box/leaf']) writeFileSync(join(mountPoint, group, 'cgroup.subtree_control'), '');
  writeFileSync(join(mountPoint, 'box/cgroup.subtree_control'), 'cpu memory\n');
  return { mountPoint, version: 2 as const, controllers: [], own };
}

test.each([
  ['below the nearest group that passes controllers on', '/box/leaf', 'box'],
  ['at the top where a path is that of the host', '/not/mounted/here', '.'],
  ['regression: at the top where a namespace shows the way up', '/..', '.'],
  ['regression: at the top where it leads up and down again', '/../other', '.'],
])('a machine goes %s', async (_, own, expected) => {
  const given = hierarchy(own);
  expect(await parentGroup(given)).toBe(join(given.mountPoint, expected));
});
