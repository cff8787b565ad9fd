#!/usr/bin/env node
// [I/O] The one file that reads the process and ends it.
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { optimiseLater, useCompiledCode } from './cache/code.ts';
import { isWritten, terminalOf, write } from './streams.ts';

const argv = process.argv.slice(2);

const VERSION = new Set(['--version', '-V', '-v']);
const HELP = new Set(['--help', '-h', 'help']);
/** Columns where nobody says how many there are. */
const WIDTH = 80;

const ready = readyAnswer();
if (ready === undefined) void main();
else out(ready);

function out(text: string): void {
  write('stdout', text, giveUp);
}

function err(text: string): void {
  write('stderr', text, giveUp);
}

/** A reader that has seen enough, such as head(1), is no reason to complain; a full disk is. */
function giveUp(name: 'stdout' | 'stderr', { code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit();
  if (name === 'stdout') err(`tsm: standard output cannot be written: ${message}\n`);
  process.exit(1);
}

/** What is asked for most and is the same for all needs nothing else loaded. */
function readyAnswer(): string | undefined {
  const [word, ...more] = argv;
  if (word === undefined || more.length > 0) return undefined;
  if (VERSION.has(word)) return `${version()}\n`;
  return HELP.has(word) && (terminalOf('stdout')?.columns ?? WIDTH) === WIDTH ? builtHelp() : undefined;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** The help as npm run build has laid it out, where it did. */
function builtHelp(): string | undefined {
  try {
    return readFileSync(new URL('help.txt', import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  useCompiledCode(argv);
  const uid = process.getuid?.() ?? -1;
  if (argv[0] === '--complete') {
    const { complete } = await import('./commands/complete.ts');
    out(complete(argv.slice(1), process.cwd(), ownFolder(process.env['HOME'], uid)));
    return;
  }
  const [output, errors] = [terminalOf('stdout'), terminalOf('stderr')];
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
    isTerminal: output !== undefined,
    color: errors !== undefined && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    columns: output?.columns || Number(process.env['COLUMNS']) || WIDTH,
    errColumns: errors === undefined ? undefined : errors.columns || WIDTH,
    out,
    err,
    optimiseLater,
  });
  // All that is left is to give memory back piece by piece. What a slow reader has not taken yet is waited for.
  if (isWritten()) process.exit();
}

/** su and sudo may leave root with the HOME and the runtime directory of somebody else, who must not be trusted. */
function ownFolder(path: string | undefined, uid: number): string | undefined {
  const owner = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })?.uid;
  return owner === uid ? path : undefined;
}
