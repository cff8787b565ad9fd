import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../../src/doctor/identity.ts';
import { refusedFile } from '../../src/doctor/refused-file.ts';
import type { ServiceView } from '../../src/doctor/service-view.ts';

const NOBODY: Identity = { user: 'nobody', group: 'nogroup', uid: 65534, gids: [65534] };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsm-refused-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'there'), '');
  writeFileSync(join(folder, 'closed'), '', { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `@` stands for the folder. */
const CASES: readonly (readonly [said: string, path: string | undefined])[] = [
  [`Error: ENOENT: no such file or directory, open '@/gone.pem'`, '@/gone.pem'],
  [`FileNotFoundError: [Errno 2] No such file or directory: '@/gone.pem'`, '@/gone.pem'],
  ['open @/gone.pem: no such file or directory', '@/gone.pem'],
  ['/bin/sh: 1: @/gone: No such file or directory', '@/gone'],
  [`Error: connect ENOENT @/db.sock`, '@/db.sock'],
  ['no such file: @/gone.', '@/gone'],
  [`Error: EACCES: permission denied, open '@/closed'`, '@/closed'],
  // Said before it was put there, or about nothing that is missing.
  [`Error: ENOENT: no such file or directory, open '@/there'`, undefined],
  [`Error: EACCES: permission denied, mkdir '@/new'`, undefined],
  [`no such file or directory, open '@/very-long-na…`, undefined],
  ['GET http://localhost/@/gone failed: ENOENT', undefined],
  ['started with @/gone.conf', undefined],
];

test.each(CASES)('%s', (said, path) => {
  const at = (text: string): string => text.replaceAll('@', folder);
  const found = refusedFile('', at(said), {} as ServiceView, NOBODY);
  expect(found?.path).toBe(path === undefined ? undefined : at(path));
});
