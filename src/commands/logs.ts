// [I/O] The journal of an environment or of one unit, as journalctl prints it.
import { execa } from 'execa';
import { constants } from 'node:os';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { journalArguments } from '../host/journal.ts';
import { membersOf } from '../host/members.ts';
import { currentGeneration, readGeneration } from '../install/store.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { chosenFor, type Chosen } from './chosen.ts';
import { refuse } from './host.ts';
import type { Invocation } from './entry.ts';

/** `tsm logs [service] [N]`, in either order. */
export async function run(invocation: Invocation): Promise<number> {
  const { args, flags, terminal } = invocation;
  const numbers = args.filter((word) => /^\d+$/.test(word));
  const words = args.filter((word) => !numbers.includes(word));
  if (words.length > 1 || numbers.length > 1) return wrongUsage(words.length > 1 ? words : numbers, terminal);
  const found = chosenFor(invocation, words[0]);
  if (found.value === undefined) return refuse(found.diagnostics, terminal, false);
  const since = flags['since'];
  const request = {
    scope: found.value.paths.scope,
    units: unitsOf(found.value),
    lines: numbers[0] ?? (typeof flags['lines'] === 'string' ? flags['lines'] : undefined),
    follow: flags['follow'] === true,
    since: typeof since === 'string' ? since : undefined,
    json: flags['json'] === true,
  };
  return passOn(journalArguments(request), terminal);
}

function unitsOf({ paths, manifest, unit }: Chosen): readonly string[] {
  if (unit !== undefined && unit !== manifest.target) return [unit];
  const bundle = readGeneration(paths, currentGeneration(paths) ?? 0);
  return [manifest.target, ...(bundle === undefined ? [] : membersOf(bundle))];
}

/** Its output and its exit code are journalctl's own. A Ctrl-C goes to both; here it only waits for journalctl to end. */
async function passOn(args: readonly string[], terminal: Terminal): Promise<number> {
  process.on('SIGINT', wait);
  const { exitCode, signal, code } = await execa('journalctl', args, { stdio: 'inherit', reject: false });
  process.off('SIGINT', wait);
  if (code === 'ENOENT') {
    const problem = diagnostic('host-failed', undefined, {
      what: 'journalctl',
      message: 'it is not installed',
    });
    return refuse([problem], terminal, false);
  }
  return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]);
}

/** In place of ending at once. */
const wait = (): void => {};

function wrongUsage(words: readonly string[], { err }: Terminal): number {
  err(
    `error: one service and one number of lines at most, not ${words.map((word) => JSON.stringify(word)).join(' and ')}\n`,
  );
  return EXIT.wrongUsage;
}
