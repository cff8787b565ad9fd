// [I/O] The journal of an environment or of one unit, as journalctl prints it.
import { execa } from 'execa';
import { constants } from 'node:os';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { printable } from '../diagnostics/printable.ts';
import { isJournalOpen } from '../host/journal-files.ts';
import { journalArguments, linesToKeep, type JournalRequest } from '../host/journal.ts';
import { membersOf } from '../host/members.ts';
import { readGeneration } from '../install/store.ts';
import { userName } from '../install/trust.ts';
import type { Terminal } from '../terminal.ts';
import { chosenFor, type Chosen } from './chosen.ts';
import { refuse } from './host.ts';
import type { Invocation } from './entry.ts';
import { sudoLine } from './sudo-line.ts';
import { refuseUsage } from './usage.ts';
import { currentGeneration } from '../install/stores.ts';

/** `tsm logs [service] [N]`, in either order. */
export async function run(invocation: Invocation): Promise<number> {
  const { flags, terminal } = invocation;
  const json = flags['json'] === true;
  const asked = readWords(invocation);
  if ('wrong' in asked) return refuseUsage(asked.wrong, terminal);
  const found = chosenFor(invocation, asked.service);
  if (found.value === undefined) return refuse(found.diagnostics, terminal, json);
  const { scope } = found.value.paths;
  const units = unitsOf(found.value);
  if (!isJournalOpen()) {
    const command = scope === 'system' ? sudoLine(terminal.caller) : journalOfUser(units);
    const user = userName(terminal.caller.uid);
    return refuse([diagnostic('journal-closed', undefined, { command, user })], terminal, json);
  }
  const request: JournalRequest = {
    scope,
    units,
    lines: asked.lines,
    follow: flags['follow'] === true,
    since: textOf(flags['since']),
    until: textOf(flags['until']),
    json,
  };
  const code = await passOn(request, terminal, json);
  if (code === 1 && (request.since ?? request.until) !== undefined)
    terminal.err('A time is written as journalctl reads it: "1h ago", yesterday, "2026-01-31 12:00".\n');
  return code;
}

/** Where the journal does not outlive a boot there is none for each user: journald.conf(5), "SplitMode=". */
const journalOfUser = (units: readonly string[]): string =>
  ['sudo', 'journalctl', '--lines=100', ...units.map((unit) => `_SYSTEMD_USER_UNIT=${unit}`)]
    .map(shellQuote)
    .join(' ');

const textOf = (flag: Invocation['flags'][string]): string | undefined =>
  typeof flag === 'string' ? flag : undefined;

type Asked =
  { readonly service: string | undefined; readonly lines: string | undefined } | { readonly wrong: string };

/** What the words mean, judged before anybody looks at the host. */
function readWords({ args, flags }: Invocation): Asked {
  const numbers = args.filter((word) => /^\d+$/.test(word));
  const words = args.filter((word) => !numbers.includes(word));
  for (const several of [words, numbers])
    if (several.length > 1)
      return {
        wrong:
          `one service and one number of lines at most, not ${several.map(quoted).join(' and ')}. Try: tsm logs ${words[0] ?? ''} ${numbers[0] ?? ''}`.trim(),
      };
  const option = flags['lines'];
  if (typeof option === 'string' && !/^(?:\d+|all)$/.test(option))
    return { wrong: `--lines takes a number such as 100, or all, not ${quoted(option)}` };
  return { service: words[0], lines: numbers[0] ?? (typeof option === 'string' ? option : undefined) };
}

const quoted = (word: string): string => JSON.stringify(printable(word));

function unitsOf({ paths, manifest, unit }: Chosen): readonly string[] {
  if (unit !== undefined && unit !== manifest.target) return [unit];
  const bundle = readGeneration(paths, currentGeneration(paths) ?? 0);
  return [manifest.target, ...(bundle === undefined ? [] : membersOf(bundle))];
}

/** Its output and its exit code are journalctl's own. A Ctrl-C goes to both; here it only waits for journalctl to end. */
async function passOn(request: JournalRequest, terminal: Terminal, json: boolean): Promise<number> {
  const keep = linesToKeep(request);
  const args = journalArguments(request);
  process.on('SIGINT', wait);
  const { exitCode, signal, code } =
    keep === undefined
      ? await execa('journalctl', args, { stdio: 'inherit', reject: false })
      : await lastLines(args, keep, terminal);
  process.off('SIGINT', wait);
  if (code === 'ENOENT') {
    const problem = diagnostic('host-failed', undefined, {
      what: 'journalctl',
      message: 'it is not installed',
    });
    return refuse([problem], terminal, json);
  }
  return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]);
}

/** Prints the end of what journalctl says, and holds no more of it than that. */
async function lastLines(args: readonly string[], keep: number, { isTerminal, out }: Terminal) {
  const env = isTerminal ? { SYSTEMD_COLORS: '1' } : {};
  const journal = execa('journalctl', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    buffer: false,
    reject: false,
    env,
  });
  const lines: string[] = [];
  for await (const line of journal) {
    lines.push(line);
    // Taking one away moves all the others, so many go at once.
    if (lines.length > 2 * keep + BATCH) lines.splice(0, lines.length - keep);
  }
  out(
    lines
      .slice(-keep)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return journal;
}

const BATCH = 1000;

/** In place of ending at once. */
const wait = (): void => {};
