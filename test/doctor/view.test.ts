import { describe, expect, test } from 'vitest';
import { serviceView } from '../../src/doctor/service-view.ts';
import { hostPaths } from '../../src/install/paths.ts';
import type { ServiceView } from '../../src/doctor/service-view.ts';

const paths = hostPaths(
  { scope: 'system', home: '/root', runtime: '/run/user/0', localLibAtBoot: true },
  'shop',
);
const view = (text: string): ServiceView =>
  serviceView('shop.service', `[Service]\n${text}\n`, [], paths, '/root');

describe('what a service needs, by its unit', () => {
  test.each([
    ['an absolute program', 'ExecStart=/opt/run --x', ['/opt/run']],
    ['behind env', 'ExecStart=/usr/bin/env node main.js', ['/usr/bin/env', 'node']],
    ['env with an assignment first', 'ExecStart=/usr/bin/env A=1 node', ['/usr/bin/env']],
    ['a failure that does not matter', 'ExecStartPre=-/bin/nothing\nExecStart=/bin/true', ['/bin/true']],
    ['a drop-in that replaces it', 'ExecStart=/bin/old\nExecStart=\nExecStart=/bin/new', ['/bin/new']],
  ])('programs: %s', (_, text, programs) => {
    expect(view(text).programs).toEqual(programs);
  });

  test.each([
    [
      '/a/b.sh',
      `ExecStart=/bin/bash -c "[ -r /a/b.sh ] || { echo 'tsm: cannot read /a/b.sh' >&2; exit 78; }; . /a/b.sh || :; exec x"`,
    ],
    ["/it's here", `ExecStart=/bin/bash -c "[ -r '/it'\\\\''s here' ] || { echo x >&2; exit 78; }; exec x"`],
  ])('a file that is sourced: %s', (file, text) => {
    expect(view(text).sources).toEqual([file]);
  });

  test('where programs are looked for', () => {
    expect(view('Environment="PATH=/a:/b"').searchPath).toEqual(['/a', '/b']);
    expect(view('Environment=PATH=/a\nExecSearchPath=/c:/d').searchPath).toEqual(['/c', '/d']);
    expect(view('').searchPath).toContain('/usr/bin');
  });

  test('environment files: optional, with odd names, and patterns that nobody can name', () => {
    expect(view('EnvironmentFile=-/a\nEnvironmentFile=/b\\[1]%%\nEnvironmentFile=/c/*.env').envFiles).toEqual(
      [
        { path: '/a', optional: true, by: 'EnvironmentFile=' },
        { path: '/b[1]%', optional: false, by: 'EnvironmentFile=' },
      ],
    );
  });

  test('directories that systemd makes, and a working directory that it finds', () => {
    expect(view('StateDirectory=a b/c:d\nLogsDirectory=l').ownDirectories.map(({ path }) => path)).toEqual([
      '/var/lib/a',
      '/var/lib/b/c',
      '/var/log/l',
    ]);
    expect(view('WorkingDirectory=~').workingDirectory).toBeUndefined();
    expect(view('WorkingDirectory=-/x/').workingDirectory).toMatchObject({ path: '/x', optional: true });
  });

  test.each([
    ['ProtectHome=yes', '/root/app', 'ProtectHome=yes'],
    ['ProtectHome=yes\nBindPaths=/root/app', '/root/app/x', 'ProtectHome=yes'],
    ['ProtectHome=tmpfs\nBindReadOnlyPaths=/root/app', '/root/app/x', undefined],
    ['ProtectHome=read-only', '/home/a', undefined],
    ['PrivateTmp=yes', '/tmp/a', 'PrivateTmp=yes'],
    ['TemporaryFileSystem=/opt:ro\nBindPaths=/srv/a:/opt/a', '/opt/a/x', undefined],
    ['TemporaryFileSystem=/opt:ro', '/opt/a', 'TemporaryFileSystem='],
    ['InaccessiblePaths=-/srv', '/srv/a', 'InaccessiblePaths='],
    ['', '/root/a', undefined],
  ])('%s hides %s: %s', (text, path, by) => {
    expect(view(text).hidden(path)).toBe(by);
  });
});
