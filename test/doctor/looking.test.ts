import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reach } from '../../src/doctor/access.ts';
import { observeDisks } from '../../src/doctor/disk.ts';
import { createAccounts, type Identity } from '../../src/doctor/identity.ts';
import { lostMounts, readOnlyMount } from '../../src/doctor/lost-mounts.ts';
import { noExecMount } from '../../src/doctor/mounts.ts';
import { findProgram } from '../../src/doctor/programs.ts';
import { serviceView } from '../../src/doctor/service-view.ts';
import { hostPaths } from '../../src/install/paths.ts';

/** Somebody who owns nothing here. */
const NOBODY: Identity = { user: 'nobody', group: 'nogroup', uid: 65534, gids: [65534] };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsm-doctor-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string, mode = 0o755): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};

describe('how far a user comes', () => {
  test('a closed directory on the way, behind a link too', () => {
    const file = put('home/app/run', '');
    chmodSync(join(folder, 'home'), 0o700);
    symlinkSync(join(folder, 'home/app'), join(folder, 'link'));
    expect(reach(file, NOBODY)).toMatchObject({ kind: 'closed', at: join(folder, 'home'), bit: 'x' });
    expect(reach(join(folder, 'link/run'), NOBODY)).toMatchObject({
      kind: 'closed',
      at: join(folder, 'home'),
    });
  });

  test('the last step counts as it is meant', () => {
    const file = put('secret', '', 0o600);
    expect(reach(file, NOBODY).kind).toBe('there');
    expect(reach(file, NOBODY, 'r')).toMatchObject({ kind: 'closed', at: file, bit: 'r' });
    expect(reach(file, { ...NOBODY, uid: 0 }, 'r').kind).toBe('there');
  });

  test('missing: the first part that is not there, a file that is no directory, links in a circle', () => {
    put('file', '');
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    expect(reach(join(folder, 'x/y'), NOBODY)).toMatchObject({ kind: 'missing', at: join(folder, 'x') });
    expect(reach(join(folder, 'file/y'), NOBODY).kind).toBe('missing');
    expect(reach(join(folder, 'a'), NOBODY).kind).toBe('missing');
    expect(reach(`${folder}/x/../file`, undefined).kind).toBe('missing');
  });
});

describe('how a program is found', () => {
  const find = (program: string): ReturnType<typeof findProgram> =>
    findProgram(program, [join(folder, 'bin')], NOBODY, { homes: [], isMendedByRoot: true });

  test('in the PATH of the unit alone', () => {
    put('bin/here', 'x');
    expect(find('here').kind).toBe('found');
    expect(find('nowhere-at-all')).toEqual({
      kind: 'missing',
      program: 'nowhere-at-all',
      elsewhere: undefined,
      place: undefined,
    });
    expect(find('bash')).toMatchObject({ kind: 'missing', elsewhere: '/usr/bin/bash' });
  });

  test('a file without permission to be executed, and a script that cannot be read', () => {
    const plain = put('bin/plain', 'x', 0o644);
    const script = put('bin/script', '#!/bin/sh\n', 0o711);
    expect(find('plain')).toMatchObject({ kind: 'not-executable', path: plain });
    expect(find('script')).toMatchObject({ kind: 'closed', reach: { at: script, bit: 'r' } });
  });

  test('the interpreter of a script, by path and behind env', () => {
    const direct = put('bin/direct', '#!/no/such/node\n');
    const behind = put('bin/behind', '#!/usr/bin/env -S no-such-node --x\n');
    expect(find('direct')).toMatchObject({ kind: 'missing', program: '/no/such/node', script: direct });
    expect(find('behind')).toMatchObject({ kind: 'missing', program: 'no-such-node', script: behind });
  });
});

test('accounts: who is there, who is not, and which group', async () => {
  const accounts = createAccounts();
  expect(await accounts.find('root', '', [])).toMatchObject({ identity: { uid: 0, group: 'root' } });
  expect(await accounts.find('no-such-user', '', [])).toMatchObject({
    missingUser: 'no-such-user',
    identity: undefined,
  });
  expect(await accounts.find('root', 'no-such-group', [])).toMatchObject({
    missingGroups: ['no-such-group'],
  });
});

test('a disk is looked at once, also where a directory is still to be made', () => {
  const disks = observeDisks([join(folder, 'not/yet'), folder]);
  expect(disks).toHaveLength(1);
  expect(disks[0]?.totalBytes).toBeGreaterThan(0);
});

describe('scripts and mounts', () => {
  const around = { homes: [], isMendedByRoot: true };

  test('regression: a carriage return at the end of the first line was taken for nothing', () => {
    const script = put('run', '#!/bin/sh -e\r\necho\r\n');
    expect(findProgram(script, [], undefined, around)).toMatchObject({
      kind: 'carriage-return',
      path: script,
      asks: '/bin/sh -e',
    });
    expect(findProgram(put('unix', '#!/bin/sh\necho\r\n'), [], undefined, around).kind).toBe('found');
  });

  test('regression: what the kernel does not execute was found, and nothing more was told', () => {
    const formatOf = (name: string, content: string | Buffer): unknown => {
      const path = put(name, '');
      writeFileSync(path, content);
      const fact = findProgram(path, [], undefined, around);
      return fact.kind === 'found' ? fact.odd?.format : fact;
    };
    const node = readFileSync(process.execPath).subarray(0, 8192);
    const elsewhere = Buffer.from(node);
    elsewhere.writeUInt16LE(0xff_f0, 18);
    const loaded = Buffer.from(node.toString('latin1').replace('/ld-linux', '/lX-linux'), 'latin1');
    expect(formatOf('empty', '')).toEqual({ kind: 'empty' });
    expect(formatOf('bare', 'exec sleep 1\n')).toEqual({ kind: 'no-first-line' });
    expect(formatOf('mark', '\u{FEFF}#!/bin/sh\n')).toEqual({ kind: 'byte-order-mark' });
    expect(formatOf('elsewhere', elsewhere)).toMatchObject({ kind: 'machine', made: 'machine 65520' });
    expect(formatOf('loaded', loaded)).toMatchObject({
      kind: 'loader',
      loader: expect.stringContaining('lX'),
    });
    expect(formatOf('own', node)).toBeUndefined();
    expect(formatOf('script', '#!/bin/sh\n')).toBeUndefined();
  });

  test('regression: what lay on a disk that is not mounted was to be made anew', () => {
    const unit = `[Service]\nExecStart=/usr/bin/sleep 1\nWorkingDirectory=${folder}/data/app\nReadWritePaths=${folder}/spool\n`;
    const view = serviceView(
      'a.service',
      unit,
      [],
      hostPaths({ scope: 'system', home: '/root', runtime: '/run/user/0', localLibAtBoot: true }, 'a'),
      '/root',
    );
    const tables = {
      mounted: `1 0 0:1 / / rw - ext4 /dev/a rw\n2 1 0:2 / ${folder}/spool rw - ext4 /dev/b ro,errors=remount-ro\n`,
      fstab: `# data\nUUID=1 / ext4 defaults\nUUID=2 ${folder}/data ext4 nofail 0 2\nx ${folder}/spool ext4 noauto\n`,
      isContainer: false,
    };
    const lost = [
      { kind: 'read-only', point: `${folder}/spool`, path: `${folder}/spool`, isInFstab: false },
      {
        kind: 'absent',
        point: `${folder}/data`,
        path: `${folder}/data/app`,
        isInFstab: true,
        isOptional: true,
      },
    ];
    expect(lostMounts(view, tables)).toEqual(lost);
    expect(lostMounts(view, { ...tables, isContainer: true })).toEqual(lost.slice(0, 1));
    expect(readOnlyMount(`${folder}/spool/x`, tables.mounted)).toBe(`${folder}/spool`);
    expect(readOnlyMount(`${folder}/other`, tables.mounted)).toBeUndefined();
  });

  test('regression: a link to where one may write was said to be read-only, and a mount further in to be absent', () => {
    for (const name of ['var/srv/data', 'in']) mkdirSync(join(folder, name), { recursive: true });
    symlinkSync(join(folder, 'var/srv'), join(folder, 'srv'));
    const view = (unit: string): ReturnType<typeof serviceView> =>
      serviceView(
        'a.service',
        `[Service]\nExecStart=/usr/bin/sleep 1\n${unit}\n`,
        [],
        hostPaths({ scope: 'system', home: '/root', runtime: '/run/user/0', localLibAtBoot: true }, 'a'),
        '/root',
      );
    const tables = {
      mounted: `1 0 0:1 / / ro - overlay x ro\n2 1 0:2 / ${folder}/var/srv rw - xfs /dev/a rw\n3 1 0:3 / ${folder}/in/app rw - xfs /dev/b rw\n`,
      fstab: `UUID=1 ${folder}/srv xfs defaults\nUUID=2 ${folder}/in xfs defaults\n`,
      isContainer: false,
    };
    expect(lostMounts(view(`ReadWritePaths=${folder}/srv/data`), tables)).toEqual([]);
    expect(readOnlyMount(`${folder}/srv/data/new`, tables.mounted)).toBeUndefined();
    expect(lostMounts(view(`WorkingDirectory=${folder}/in/app/x`), tables)).toEqual([]);
    expect(lostMounts(view(`WorkingDirectory=${folder}/in/else`), tables)).toHaveLength(1);
  });

  test('regression: a program that is missing was to be listed, with the folder that is missing, too', () => {
    const fact = findProgram(join(folder, 'nope/deep/run'), [], undefined, around);
    expect(fact).toMatchObject({ kind: 'missing', nearest: folder });
  });

  test('the innermost mount counts, and of two at one place the last', () => {
    const table = [
      '1 0 0:1 / / rw,relatime - ext4 /dev/a rw',
      '2 1 0:2 / /mnt/a\\040b rw,nosuid,noexec - tmpfs tmpfs rw',
      '3 2 0:3 / /mnt/a\\040b/open rw - tmpfs tmpfs rw',
      '4 1 0:4 / /twice rw,noexec - tmpfs tmpfs rw',
      '5 1 0:5 / /twice rw - tmpfs tmpfs rw',
    ].join('\n');
    const all = ['/bin/sh', '/mnt/a b/run', '/mnt/a b/open/run', '/twice/run', '/mnt/a bc'];
    expect(all.map((path) => noExecMount(path, table))).toEqual([
      undefined,
      '/mnt/a b',
      undefined,
      undefined,
      undefined,
    ]);
    expect(noExecMount('/bin/sh', '')).toBeUndefined();
  });
});
