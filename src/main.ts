#!/usr/bin/env node
// [I/O] The one file that reads the process and ends it.
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { optimiseLater, useCompiledCode } from './cache/code.ts';

const argv = process.argv.slice(2);

// A reader that has seen enough, such as head(1), is no reason to complain.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code !== 'EPIPE') throw problem;
  process.exit();
});

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V'))
  process.stdout.write(`${version()}\n`);
else void main();

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

async function main(): Promise<void> {
  useCompiledCode(argv);
  const uid = process.getuid?.() ?? -1;
  if (argv[0] === '--complete') {
    const { complete } = await import('./commands/complete.ts');
    process.stdout.write(complete(argv.slice(1), process.cwd(), ownFolder(process.env['HOME'], uid)));
    return;
  }
  const { run } = await import('./cli.ts');
  process.exitCode = await run(argv, {
    cwd: process.cwd(),
    caller: {
      uid,
      sudoUid: process.env['SUDO_UID'] === undefined ? undefined : Number(process.env['SUDO_UID']),
      home: ownFolder(process.env['HOME'], uid) ?? userInfo().homedir,
      runtime: ownFolder(process.env['XDG_RUNTIME_DIR'], uid) ?? `/run/user/${uid}`,
      pid: process.pid,
      command: [process.execPath, fileURLToPath(import.meta.url), ...argv],
    },
    isTerminal: process.stdout.isTTY === true,
    color: process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    columns: process.stdout.columns || 80,
    errColumns: process.stderr.isTTY ? process.stderr.columns || 80 : undefined,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    optimiseLater,
  });
  // All that is left is to give memory back piece by piece. What a slow reader has not taken yet is waited for.
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}

/** su and sudo may leave root with the HOME and the runtime directory of somebody else, who must not be trusted. */
function ownFolder(path: string | undefined, uid: number): string | undefined {
  const owner = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })?.uid;
  return owner === uid ? path : undefined;
}
