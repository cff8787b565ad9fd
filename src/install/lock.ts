// [I/O] One tsm at a time changes an environment. flock(1) holds the kernel's lock, which ends with the process that took it.
import { execa } from 'execa';
import { readFileSync, writeFileSync } from 'node:fs';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
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
  // The child says that it holds the lock and lives as long as its standard input, which ends with this process however that ends.
  const holder = execa(
    'flock',
    ['--nonblock', `--conflict-exit-code=${BUSY}`, path, 'sh', '-c', 'echo held; exec cat'],
    { stdin: 'pipe', reject: false, cwd: '/' },
  );
  const held = await Promise.race([
    new Promise<boolean>((done) => holder.stdout.once('data', () => done(true))),
    holder.then(() => false),
  ]);
  if (!held) {
    const { exitCode, stderr } = await holder;
    if (exitCode !== BUSY)
      return {
        value: undefined,
        diagnostics: [
          diagnostic('host-failed', undefined, {
            what: 'taking the lock',
            message: printable(stderr || `flock ended with ${exitCode}`),
          }),
        ],
      };
    return { value: undefined, diagnostics: [diagnostic('lock-busy', undefined, readHolder(path))] };
  }
  writeFileSync(path, JSON.stringify(self));
  const release = async (): Promise<void> => {
    holder.stdin.end();
    await holder;
  };
  return { value: { release }, diagnostics: [] };
}

function readHolder(path: string): { pid: number; command: string } {
  try {
    const { pid, command } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; command: string };
    return { pid, command: printable(String(command)) };
  } catch {
    return { pid: 0, command: 'just starting' };
  }
}
