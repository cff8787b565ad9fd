import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HostPaths } from '../../src/install/paths.ts';
import type { StoredBundle } from '../../src/install/store.ts';
import { directoriesFor } from '../../src/install/tmpfiles.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsm-tmpfiles-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const user = userInfo().username;
const group = (): string =>
  readFileSync('/etc/group', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, , id]) => Number(id) === statSync(folder).gid)?.[0] ?? '';
const line = (name: string): string => `d "${join(folder, name)}" 0750 ${user} ${group()}`;

/** What is put into service of lines for these directories, by their names. */
function inService(...names: readonly string[]): readonly string[] {
  const files = new Map([['tmpfiles.conf', `# made\n\n${names.map(line).join('\n')}\n`]]);
  const text = directoriesFor(
    { tmpfiles: join(folder, 'fragment.conf') } as HostPaths,
    { files } as object as StoredBundle,
  );
  return names.filter((name) => text?.includes(line(name)));
}

function make(name: string, mode: number): void {
  mkdirSync(join(folder, name));
  chmodSync(join(folder, name), mode);
}

test('what is there with another mode or owner is somebody else’s', () => {
  make('theirs', 0o755);
  expect(inService('theirs', 'missing')).toEqual(['missing']);
});

test('a regression: a home that tsm had made was given up by going back to it', () => {
  make('as-made', 0o750);
  expect(inService('as-made')).toEqual(['as-made']);
});

test('what is in service stays, whatever became of it', () => {
  make('changed', 0o700);
  writeFileSync(join(folder, 'fragment.conf'), `${line('changed')}\n`);
  expect(inService('changed')).toEqual(['changed']);
});
