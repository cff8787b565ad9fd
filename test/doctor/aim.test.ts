import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountFindings } from '../../src/doctor/account-rules.ts';
import type { EnvironmentExam } from '../../src/doctor/examine.ts';
import type { Identity } from '../../src/doctor/identity.ts';
import { serviceDirectories } from '../../src/doctor/directories.ts';
import { mountFindings } from '../../src/doctor/mount-rules.ts';
import { pathFindings } from '../../src/doctor/path-rules.ts';
import { readPlainFile } from '../../src/host/plain-file.ts';
import { programFindings } from '../../src/doctor/program-rules.ts';
import { refusedFile } from '../../src/doctor/refused-file.ts';
import type { ServiceView } from '../../src/doctor/service-view.ts';
import { spokenFindings } from '../../src/doctor/spoken-rules.ts';
import { findProgram } from '../../src/doctor/programs.ts';
import { reach, type Bit } from '../../src/doctor/access.ts';
import type { Role } from '../../src/doctor/unit-exam.ts';
import type { Subject, UnitFinding } from '../../src/doctor/unit-rules.ts';

const APP: Identity = { user: 'nobody', group: 'nogroup', uid: 65534, gids: [65534] };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsm-aim-'));
  chmodSync(folder, 0o755);
  for (const name of ['project', 'theirs']) mkdirSync(join(folder, name));
  chownSync(join(folder, 'theirs'), APP.uid, APP.uid);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the rules are told of one service of user nobody, whose project is below `folder`. */
const subject = (one: object, scope: 'system' | 'user' = 'system'): Subject => ({
  one: {
    view: { unit: 'shop.service', searchPath: [], programs: [], hidden: () => undefined },
    service: 'shop',
    account: { missingUser: undefined, missingGroups: [], identity: APP },
    state: { activeState: 'failed' },
    paths: [],
    programs: [],
    directories: [],
    lostMounts: [],
    journal: '',
    ...one,
  } as never,
  exam: {
    facts: { name: 'live', sudo: false, system: { paths: { scope } } },
    bundle: { manifest: { root: join(folder, 'project') }, files: new Map() },
    directories: [],
    lostMounts: [],
  } as object as EnvironmentExam,
});

const path = (role: Role, at: string, bit?: Bit, scope?: 'system' | 'user'): readonly UnitFinding[] =>
  pathFindings(
    subject(
      {
        paths: [
          {
            role,
            named: { path: at, optional: false, by: 'ReadWritePaths=' },
            reach: reach(at, APP, bit),
            hiddenBy: undefined,
          },
        ],
      },
      scope,
    ),
  );

const looks = (at: string): object => ({ kind: 'look', steps: [['namei', '-l', at]] });

describe.skipIf(process.getuid?.() !== 0)('commands for root that a service user could aim', () => {
  test('regression: a sourced file that became a link to a file of root was to be opened to all', () => {
    const secret = join(folder, 'secret');
    writeFileSync(secret, '', { mode: 0o600 });
    symlinkSync(secret, join(folder, 'theirs/env.sh'));
    expect(path('source', join(folder, 'theirs/env.sh'), 'r')).toMatchObject([looks(secret)]);
    expect(path('source', secret, 'r')).toMatchObject([looks(secret)]);
  });

  test('a file of the project whose way is root’s alone is opened', () => {
    const file = join(folder, 'project/env.sh');
    writeFileSync(file, '', { mode: 0o600 });
    expect(path('source', file, 'r')).toMatchObject([{ steps: [['chmod', 'o+r', file]] }]);
  });

  test('regression: whatever a service says to be closed was to be opened to all', () => {
    const secrets = join(folder, 'secrets');
    mkdirSync(secrets, { mode: 0o700 });
    const said = `Error: EACCES: permission denied, open '${secrets}/shop'`;
    const refused = refusedFile('', said, {} as ServiceView, APP);
    expect(spokenFindings(subject({ refusedFile: refused }))).toMatchObject([looks(`${secrets}/shop`)]);
  });

  test('regression: a folder behind a link was to be opened to all', () => {
    mkdirSync(join(folder, 'closed'), { mode: 0o700 });
    writeFileSync(join(folder, 'closed/file'), '');
    symlinkSync(join(folder, 'closed'), join(folder, 'theirs/link'));
    const [found] = path('source', join(folder, 'theirs/link/file'), 'r');
    expect(found).toMatchObject(looks(join(folder, 'closed')));
  });

  test.each(['working-directory', 'env-file', 'sandbox'] as const)(
    'regression: what is missing was to be made where its user may put a link: %s',
    (role) => {
      const safe = join(folder, 'missing');
      const theirs = join(folder, 'theirs/missing');
      expect(path(role, theirs)).toMatchObject([looks(theirs)]);
      const [found] = path(role, safe);
      expect(found?.kind).toBeUndefined();
      expect(found?.steps[0]).toContain(safe);
      // Of a user's own manager, the user is who types it.
      expect(path(role, theirs, undefined, 'user')[0]?.steps[0]).toContain(theirs);
    },
  );

  test('regression: what is missing was to be made where everybody may put a link', () => {
    chmodSync(join(folder, 'theirs'), 0o1777);
    chownSync(join(folder, 'theirs'), 0, 0);
    expect(path('working-directory', join(folder, 'theirs/x'))).toMatchObject([{ kind: 'look' }]);
  });

  test.each(['missing', 'owner', 'closed'] as const)(
    'regression: a data directory was to be made, given away with all in it, or opened by path: %s',
    (problem) => {
      const directories = [{ path: '/var/lib/x', problem, user: 'app', group: 'app', owner: 1, mode: 0 }];
      expect(accountFindings(subject({ directories }))).toMatchObject([
        { code: `directory-${problem}`, steps: ['tsm restart shop @live'] },
      ]);
    },
  );

  test('regression: a file that its user may replace was to be made executable', () => {
    const program = join(folder, 'theirs/run');
    writeFileSync(program, 'x', { mode: 0o644 });
    const fact = findProgram(program, [], APP, { homes: [], isMendedByRoot: true });
    expect(programFindings(subject({ programs: [fact] }))).toMatchObject([looks(program)]);
  });

  test('regression: a program that any user may change was to be linked to where units look', () => {
    const home = join(folder, 'home/bin');
    const bin = join(folder, 'bin');
    mkdirSync(home, { recursive: true });
    mkdirSync(bin);
    writeFileSync(join(home, 'tool-x'), 'x', { mode: 0o755 });
    const search = [join(folder, 'theirs'), bin];
    const find = (): readonly UnitFinding[] => {
      const around = { homes: [join(folder, 'home')], isMendedByRoot: true };
      const view = { unit: 'x', searchPath: [], programs: [], hidden: () => undefined };
      return programFindings(subject({ view, programs: [findProgram('tool-x', search, undefined, around)] }));
    };
    // Into the folder of another user nothing is linked either.
    expect(find()).toMatchObject([
      { kind: 'repair', steps: [['ln', '-s', join(home, 'tool-x'), join(bin, 'tool-x')]] },
    ]);
    chownSync(home, APP.uid, APP.uid);
    const [found] = find();
    expect(found?.kind).toBeUndefined();
    expect(found?.steps).toEqual([['ls', '-la', join(home, 'tool-x')]]);
    expect(found?.what).toContain('there is one at');
  });

  test('regression: packages were rebuilt as root, or as their user with root’s terminal', () => {
    const view = { unit: 'x', searchPath: [], programs: [], workingDirectory: { path: '/srv/x' } };
    const journal = "Error: Cannot find module 'left-pad'";
    const [found] = programFindings(subject({ view, journal }));
    expect(found?.steps[0]?.slice(0, 6)).toEqual(['setsid', '--wait', 'runuser', '-u', 'nobody', '--']);
    expect(programFindings(subject({ view, journal, account: undefined }))).toEqual([]);
  });
});

describe('a file that has become something else', () => {
  test('regression: a working directory that is a file was to be made executable', () => {
    const file = join(folder, 'project/web');
    writeFileSync(file, '', { mode: 0o600 });
    const isFile = { code: 'working-directory-missing', kind: 'look', steps: [['ls', '-ld', file]] };
    expect(path('working-directory', file, 'x')).toMatchObject([isFile]);
    expect(path('working-directory', join(file, 'below'), 'x')).toMatchObject([isFile]);
    expect(path('working-directory', join(folder, 'project'), 'x')).toEqual([]);
  });

  test('regression: an environment file that is a directory was neither seen nor told', () => {
    expect(path('env-file', join(folder, 'project'))).toMatchObject([
      { code: 'env-file-missing', kind: 'look', what: expect.stringContaining('is a directory') as string },
    ]);
  });

  test('regression: a data directory that is a file was said to belong to somebody else', () => {
    const file = join(folder, 'data');
    writeFileSync(file, '');
    const [fact] = serviceDirectories([file], APP, true);
    expect(fact?.problem).toBe('file');
    expect(accountFindings(subject({ directories: [fact] }))).toMatchObject([
      { code: 'directory-missing', kind: 'look', steps: [['ls', '-ld', file]] },
    ]);
  });

  test('regression: a folder that is missing was to be listed', () => {
    const [found] = path('source', join(folder, 'project/nope/deep/env.sh'));
    expect(found?.steps).toEqual([['ls', '-la', join(folder, 'project')]]);
  });

  test('regression: a pipe in place of a program was waited for', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(readPlainFile(pipe, 10)).toBeUndefined();
    symlinkSync(pipe, join(folder, 'link'));
    expect(readlinkSync(join(folder, 'link'))).toBe(pipe);
    expect(readPlainFile(join(folder, 'link'), 10)).toBeUndefined();
    expect(readPlainFile('/dev/zero', 10)).toBeUndefined();
  });

  test('a file is read as far as wanted, also through a link', () => {
    writeFileSync(join(folder, 'file'), '#!/bin/sh\nmore');
    symlinkSync('file', join(folder, 'link'));
    expect(readPlainFile(join(folder, 'link'), 9)?.toString()).toBe('#!/bin/sh');
    expect(readPlainFile(join(folder, 'nothing'), 9)).toBeUndefined();
  });
});

test.each([
  ['12:30:45 [emerg] 1#1: bind() to unix:/run/x.sock failed (13: Permission denied)', undefined],
  ['12:30:45 [emerg] 1#1: bind() to 0.0.0.0:80 failed (13: Permission denied)', 'port-refused'],
  ['Error: listen EACCES: permission denied :::443', 'port-refused'],
  ['a: error while loading shared libraries: libx.so.1: failed to map segment from shared object', undefined],
  [
    'a: error while loading shared libraries: libx.so.1: cannot open shared object file: No such file or directory',
    'library-missing',
  ],
  ['Error loading shared library libx.so.1: No such file or directory (needed by /srv/a)', 'library-missing'],
])(
  'regression: a time was taken for a port, and a library that is there for a missing one: %s',
  (said, code) => {
    expect(spokenFindings(subject({ said })).map((found) => found.code)).toEqual(
      code === undefined ? [] : [code],
    );
  },
);

test('regression: whose services are their own was to mount a disk without sudo', () => {
  const lostMounts = [{ kind: 'absent', point: '/srv/a b', path: '/srv/a b', isInFstab: true }];
  const steps = (scope: 'system' | 'user'): unknown =>
    mountFindings(subject({ lostMounts }, scope))[0]?.steps;
  expect(steps('system')).toEqual([['mount', '/srv/a b']]);
  expect(steps('user')).toEqual(["sudo mount '/srv/a b'"]);
});

test('regression: it ran without its data, it was said, below a disk that a host may be without', () => {
  const about = { kind: 'absent', point: '/mnt', path: '/mnt/x', isInFstab: true };
  const found = (isOptional: boolean, activeState: string): unknown =>
    mountFindings(subject({ lostMounts: [{ ...about, isOptional }], state: { activeState } }, 'system'))[0];
  expect(found(true, 'active')).toMatchObject({ severity: 'warning', kind: 'look' });
  expect(found(false, 'active')).not.toHaveProperty('severity');
  expect(found(true, 'failed')).toMatchObject({ kind: 'try', steps: [['mount', '/mnt']] });
});
