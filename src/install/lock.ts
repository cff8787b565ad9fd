// [I/O] One tsm at a time changes an environment: flock(2) on a file, which the kernel releases with the process.
import { execa } from 'execa';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';

export interface Lock {
  readonly release: () => Promise<void>;
}

const BUSY = 75;

/** Takes the lock, or says which process has it. `self` is what others are told. */
export async function takeLock(
  path: string,
  self: { readonly pid: number; readonly command: string },
): Promise<Checked<Lock>> {
  // What is made now may be read by everyone, whatever whoever installs keeps to himself; modes of secrets are said where they are made.
  if (process.getuid?.() === 0) process.umask(0o022);
  const file = openLock(path);
  if (typeof file === 'string') return refused(failed(file));
  // Node has no flock(2). The lock belongs to the open file, which flock(1) shares with us for a moment and then leaves to us.
  const { exitCode, stderr } = await execa('flock', ['--nonblock', `--conflict-exit-code=${BUSY}`, '0'], {
    // Any open file will do, and execa says so; its types know the first three.
    stdin: file as 0,
    stdout: 'ignore',
    reject: false,
    cwd: '/',
  });
  if (exitCode !== 0) {
    closeSync(file);
    if (exitCode === BUSY) return refused(diagnostic('lock-busy', undefined, readHolder(path)));
    return refused(failed(String(stderr) || `flock ended with ${exitCode}`));
  }
  ftruncateSync(file);
  writeSync(file, JSON.stringify(self), 0);
  return { value: { release: async () => closeSync(file) }, diagnostics: [] };
}

const refused = (problem: Diagnostic): Checked<Lock> => ({ value: undefined, diagnostics: [problem] });

const failed = (message: string): Diagnostic =>
  diagnostic('host-failed', undefined, { what: 'taking the lock', message: printable(message) });

/** A plain file that no link leads to, since what is written into it must not land elsewhere. */
function openLock(path: string): number | string {
  try {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const file = openSync(path, flags, 0o644);
    const stats = fstatSync(file);
    if (stats.isFile() && stats.nlink === 1) return file;
    closeSync(file);
    return `${path} is no plain file`;
  } catch (problem) {
    return (problem as Error).message;
  }
}

function readHolder(path: string): { pid: number; command: string } {
  try {
    const { pid, command } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; command: string };
    return { pid, command: printable(String(command)) };
  } catch {
    return { pid: 0, command: 'just starting' };
  }
}
