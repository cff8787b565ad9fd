import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { parseSystemdEnvFile } from '../../src/envfile/systemd.ts';
import { invoke, type Ended } from '../commands/invoke.ts';
import { readTree } from '../fixtures/fixture.ts';

/** A file of the project: its text or bytes, or where a symbolic link points. */
export type Hostile = string | Uint8Array | { readonly link: string };

/** Stands in files beside the project. Whoever shows it has read what was none of his business. */
const CANARY = 'canary-4711';

/** What a text would add if it got out of its place: a section, a directive, a variable, a user, a file. */
export const PAYLOAD = '[Evil]\nExecStartPre=/bin/evil\nUser=evil\nEVIL=1\nu evil -\nd /evil 0777\n';
const ADDED = /^\s*(?:\[Evil\]|ExecStartPre=\/bin\/evil|User=evil|u evil|d \/evil)/m;

export interface Outcome extends Ended {
  /** Everything below the folder of the bundles. */
  readonly bundles: ReadonlyMap<string, string>;
}

/** Runs tsm in a project of these files and sees to it that nothing beside the project was read or written. */
export async function runHostile(
  files: Readonly<Record<string, Hostile>>,
  line = 'tsm generate',
): Promise<Outcome> {
  const top = await realpath(await mkdtemp(join(tmpdir(), 'tsm-hostile-')));
  try {
    await write(join(top, 'outside/canary.env'), `CANARY=${CANARY}\n`);
    await write(join(top, 'outside/canary.tsm'), `TSM_COMMAND="echo ${CANARY}"\n`);
    for (const [path, file] of Object.entries(files)) await write(join(top, 'project', path), file);
    const before = await snapshot(top);
    const ended = await invoke(line, join(top, 'project'));
    const systemd = join(top, 'project/systemd');
    const linked = (await lstat(systemd).catch(() => undefined))?.isSymbolicLink() === true;
    const bundles = linked ? new Map<string, string>() : await readTree(systemd);
    expect(ended.err + ended.out).not.toContain('bug of tsm');
    expect(await snapshot(top)).toEqual(before);
    expect(ended.err + ended.out + [...bundles.values()].join('')).not.toContain(CANARY);
    return { ...ended, bundles };
  } finally {
    await rm(top, { recursive: true, force: true });
  }
}

async function write(path: string, file: Hostile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (typeof file === 'string' || file instanceof Uint8Array) await writeFile(path, file);
  else await symlink(file.link, path);
}

/** Everything below a folder but for the bundles: kind, time and text. */
async function snapshot(top: string): Promise<readonly string[]> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const ours = `${join(top, 'project/systemd')}`;
  return Promise.all(
    paths
      .filter((path) => !path.startsWith(ours))
      .sort()
      .map(describeEntry),
  );
}

async function describeEntry(path: string): Promise<string> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return `${path} -> ${await readlink(path)}`;
  return stats.isFile() && stats.size < 100_000
    ? `${path}: ${await readFile(path, 'latin1')}`
    : `${path}: ${stats.isFile() ? stats.size : 'folder'}`;
}

/** A clear error: its code, a place, a way out, exit code 1, and nothing written. */
export function expectRefusal({ err, code, bundles }: Outcome, wanted?: string): void {
  expect(err).toMatch(/^error \[[a-z-]+\]/m);
  if (wanted !== undefined) expect(err).toContain(`[${wanted}]`);
  expect(err).toMatch(/^ {2}fix: ./m);
  expect(code).toBe(1);
  expect([...bundles.keys()].filter((path) => path.endsWith('.service'))).toEqual([]);
  // What would move the cursor never reaches a terminal.
  expect(err).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u202e]/);
}

/** Units that hold what they should and no more. */
export function expectClean({ err, code, bundles }: Outcome): void {
  expect(code, err).toBe(0);
  for (const [path, text] of bundles) {
    if (path.endsWith('.env')) expect([...parseSystemdEnvFile(text).keys()]).not.toContain('EVIL');
    else if (!path.endsWith('.json')) expect(text).not.toMatch(ADDED);
  }
}

/** Whatever it was given: a clear error, or units that hold what they should. */
export function expectHonest(outcome: Outcome): void {
  if (outcome.code === 0) expectClean(outcome);
  else expectRefusal(outcome);
}
