import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../../src/cli.ts';

export async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export async function tsm(
  cwd: string,
  ...words: string[]
): Promise<{ out: string; err: string; code: number }> {
  const printed = { out: '', err: '' };
  const caller = {
    uid: 1000,
    sudoUid: undefined,
    home: '/nonexistent',
    runtime: '/nonexistent',
    pid: 1,
    command: ['node', 'tsm'],
  };
  const code = await run(words, {
    cwd,
    caller,
    isTerminal: false,
    color: false,
    columns: 80,
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
  });
  return { ...printed, code };
}
