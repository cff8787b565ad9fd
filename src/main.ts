#!/usr/bin/env node
// [I/O] The one file that reads the process and ends it.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

const argv = process.argv.slice(2);

// A reader that has seen enough, such as head(1), is no reason to complain.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code !== 'EPIPE') throw problem;
  process.exit();
});

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  process.stdout.write(`${version}\n`);
} else {
  const { run } = await import('./cli.ts');
  const uid = process.getuid?.() ?? -1;
  process.exitCode = await run(argv, {
    cwd: process.cwd(),
    caller: {
      uid,
      sudoUid: process.env['SUDO_UID'] === undefined ? undefined : Number(process.env['SUDO_UID']),
      home: process.env['HOME'] ?? homedir(),
      runtime: process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${uid}`,
      pid: process.pid,
      command: [process.execPath, fileURLToPath(import.meta.url), ...argv],
    },
    isTerminal: process.stdout.isTTY === true,
    color: process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    columns: process.stdout.columns ?? 80,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}
