// [I/O] systemd-analyze on unit texts: in a private directory that is gone afterwards, with output that
// does not depend on the caller's language or log settings. Needs no running systemd and touches nothing.
import { execa } from 'execa';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InternalError } from '../diagnostics/diagnostic.ts';

/** Units to look at together: name → text. */
export interface AnalyzeRequest {
  readonly units: ReadonlyMap<string, string>;
  readonly scope: 'system' | 'user';
}

export interface AnalyzeOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Why the program did not run to its end: not there, or ended by a signal. Its exit code is no failure. */
  readonly failure: string | undefined;
}

/** The request's units as files. `paths` are absolute and come in pieces that fit on one command line. */
export interface UnitFolder {
  readonly directory: string;
  readonly pieces: readonly (readonly string[])[];
  readonly run: (args: readonly string[]) => Promise<AnalyzeOutput>;
}

/** Paths on one command line, in bytes: Linux gives a process at least 128 KiB for arguments and environment. */
const PIECE_BYTES = 64 * 1024;

/** Writes the units into a private directory, lets `use` look at them, and removes the directory in any case. */
export async function withUnitFolder<T>(
  request: AnalyzeRequest,
  use: (folder: UnitFolder) => Promise<T>,
): Promise<T> {
  const top = await realpath(await mkdtemp(join(tmpdir(), 'tsm-analyze-')));
  try {
    const directory = join(top, 'units');
    const runtime = join(top, 'run');
    await mkdir(directory);
    await mkdir(runtime, { mode: 0o700 });
    const paths = await Promise.all(
      Array.from(request.units, ([name, text]) => writeUnit(directory, name, text)),
    );
    const run = (args: readonly string[]) =>
      runAnalyze([...scopeOption(request.scope), ...args], directory, runtime);
    return await use({ directory, pieces: inPieces(paths), run });
  } finally {
    await rm(top, { recursive: true, force: true });
  }
}

async function writeUnit(directory: string, name: string, text: string): Promise<string> {
  if (name.includes('/')) throw new InternalError(`unit name with a slash: ${name}`);
  const path = join(directory, name);
  await writeFile(path, text, { mode: 0o644 });
  return path;
}

async function runAnalyze(
  args: readonly string[],
  directory: string,
  runtime: string,
): Promise<AnalyzeOutput> {
  const env = { ...quietEnvironment, SYSTEMD_UNIT_PATH: `${directory}:`, XDG_RUNTIME_DIR: runtime };
  const result = await execa('systemd-analyze', args, {
    cwd: directory,
    env,
    reject: false,
    stdin: 'ignore',
  });
  const { stdout, stderr } = result;
  if (result.code === 'ENOENT')
    return { stdout: '', stderr: '', failure: 'systemd-analyze is not installed' };
  return { stdout, stderr, failure: result.exitCode === undefined ? result.shortMessage : undefined };
}

/** man systemd(1), section Environment: what would hide, decorate or redirect the messages. */
const quietEnvironment = {
  LC_ALL: 'C',
  SYSTEMD_LOG_LEVEL: 'info',
  SYSTEMD_LOG_TARGET: 'console',
  SYSTEMD_LOG_COLOR: '0',
  SYSTEMD_LOG_LOCATION: '0',
  SYSTEMD_LOG_TIME: '0',
  SYSTEMD_LOG_TID: '0',
  SYSTEMD_COLORS: '0',
};

const scopeOption = (scope: 'system' | 'user'): readonly string[] =>
  scope === 'user' ? ['--user'] : ['--system'];

function inPieces(paths: readonly string[]): string[][] {
  const pieces: string[][] = [];
  let room = 0;
  for (const path of paths) {
    const bytes = Buffer.byteLength(path) + 1;
    if (bytes > room) {
      pieces.push([]);
      room = PIECE_BYTES;
    }
    pieces.at(-1)?.push(path);
    room -= bytes;
  }
  return pieces;
}
