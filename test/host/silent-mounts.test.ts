import { expect, test } from 'vitest';
import { farMounts, silentMounts } from '../../src/host/silent-mounts.ts';

test('regression: a server that is down made status wait for ever: only what others answer for is asked', () => {
  const table = [
    '1 0 0:1 / / rw - nfs4 nas:/root rw',
    '2 1 0:2 / /data rw - ext4 /dev/b rw',
    '3 1 0:3 / /srv/a\\040b rw shared:1 - nfs4 nas:/a rw',
    '4 1 0:4 / /srv/c rw - fuse.sshfs me@there:/ rw',
    '5 1 0:5 / /srv/auto rw - autofs systemd-1 rw',
    '6 1 0:6 /proc/stat /proc/stat rw - fuse.lxcfs lxcfs rw',
    '7 1 0:6 /proc/uptime /proc/uptime rw - fuse.lxcfs lxcfs rw',
  ].join('\n');
  expect(farMounts(table)).toEqual([
    [{ point: '/srv/a b', type: 'nfs4', source: 'nas:/a' }],
    [{ point: '/srv/c', type: 'fuse.sshfs', source: 'me@there:/' }],
    // One process asks, in place of one for each place.
    [
      { point: '/proc/stat', type: 'fuse.lxcfs', source: 'lxcfs' },
      { point: '/proc/uptime', type: 'fuse.lxcfs', source: 'lxcfs' },
    ],
  ]);
});

test('what answers is not silent', async () => {
  expect(await silentMounts()).toEqual([]);
});
