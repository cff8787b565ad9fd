import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Machine } from '../../../src/machine/machine.ts';
import { singleQuoted } from './spelling.ts';

/** What is on the machine before any service: programs, directories, files to source. */
export const ROOT = '/srv/rt';

/** Names that a program, a folder or a file may have. */
// prettier-ignore
const NAMES = [
  'plain', 'two words', ' lead', 'trail ', 'tab\tin', 'trail\t', "it's", 'say "x"', 'back\\slash', 'end\\', '%h', '%', '100%n', '$HOME', '${x}',
  '$$', 'a;b', ';', '#c', '*', '[a]', '?', '~', '-dash', '--', '@at', '!bang', '+plus', ':colon', 'é', 'e\u0301', 'שלום\u202e', '😀', '\x01\x1b\x7f', 'nb\u00a0sp',
  'x'.repeat(255),
];

/** Working directories. The last ones no unit can say. */
export const DIRECTORIES = [
  ...NAMES.map((name) => `${ROOT}/${name}`),
  '/',
  ROOT,
  `${ROOT}/line\nbreak`,
  `${ROOT}/cr\rin`,
];

export interface Program {
  /** As a word or words of bash. */
  readonly command: string;
  /** How its argument vector begins, its own name left out. */
  readonly argv: readonly string[];
}

const REPORT = '/opt/rt/report';
const PYTHON = ['-IS', REPORT];

/** A script is started as an argument of its interpreter, and then its name is among the arguments. */
const script = (path: string): Program => ({ command: singleQuoted(path), argv: ['-IS', path] });

/** Programs that report how they were started. */
export const PROGRAMS: readonly Program[] = [
  { command: `/usr/bin/python3 ${PYTHON.join(' ')}`, argv: PYTHON },
  { command: `python3 ${PYTHON.join(' ')}`, argv: PYTHON },
  script(REPORT),
  ...NAMES.map((name) => script(`/opt/rt/${name}`)),
];

/** Users and groups: everyone's, by number, made by sysusers, of the greatest length. */
export const USERS = ['root', 'nobody', 'daemon', '1', 'rt-user_1', `u${'x'.repeat(30)}`];

/** Files to source: they set SOURCED, go elsewhere and fail. */
export const SOURCED = ['/opt/rt/source.sh', "/opt/rt/so urce's %h.sh"];

/** Where reports are, on the machine. */
export const REPORTS = '/var/reports';

/** Puts all of it on a machine. */
export async function furnish({ root }: Machine): Promise<void> {
  const inside = (path: string): string => join(root, path);
  for (const path of ['/opt/rt', ROOT, `${ROOT}/services`, REPORTS, ...DIRECTORIES])
    await mkdir(inside(path), { recursive: true });
  await chmod(inside(REPORTS), 0o1777);
  const reporter = await readFile(resolve(import.meta.dirname, 'report.py'), 'utf8');
  await writeFile(inside(REPORT), `#!/usr/bin/python3 -IS\n${reporter}`);
  await chmod(inside(REPORT), 0o755);
  await Promise.all(NAMES.map((name) => cp(inside(REPORT), inside(`/opt/rt/${name}`))));
  for (const file of SOURCED) await writeFile(inside(file), 'export SOURCED=1\ncd /\nfalse\n');
}

/** Who has which number, and who is in which group, on the machine. */
export interface Accounts {
  readonly users: ReadonlyMap<string, { readonly uid: number; readonly gid: number }>;
  readonly groups: ReadonlyMap<string, { readonly gid: number; readonly members: readonly string[] }>;
}

export async function accountsOf({ root }: Machine): Promise<Accounts> {
  const [users, groups] = await Promise.all(
    ['passwd', 'group'].map(async (name) => {
      const lines = (await readFile(join(root, 'etc', name), 'utf8')).trim().split('\n');
      return lines.map((line) => line.split(':'));
    }),
  );
  return {
    users: new Map(
      (users ?? []).map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
    ),
    groups: new Map(
      (groups ?? []).map(([name = '', , gid, members = '']) => [
        name,
        { gid: Number(gid), members: members.split(',') },
      ]),
    ),
  };
}
