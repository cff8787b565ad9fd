import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommand, type Command } from '../../src/service/command.ts';
import { shellQuote } from '../../src/diagnostics/shell-quote.ts';
import { runAll, type Ended, type Started } from './bash.ts';
import { COMMANDS } from './commands.cases.ts';
import { commandLine } from './grammar.ts';

const ENV = { A: 'one', SP: 'two words', EMPTY: '', GLOB: '*.txt', PORT: '8080', HOME: '/home/user' };
const SETTINGS = new Map([['TSM_PORT', '8080']]);
const KNOWN = new Map([...Object.entries(ENV), ...SETTINGS]);
const seed = process.env['TSM_SEED'] === undefined ? {} : { seed: Number(process.env['TSM_SEED']) };

/** What bash does with a line, as it stands, when the settings are variables of the shell. */
const asWritten = (text: string): Started => {
  const settings = [...SETTINGS].map(([name, value]) => `${name}=${shellQuote(value)}\n`).join('');
  return { cwd: undefined, env: new Map(), run: { shell: settings + text } };
};

/** What we start for it. */
const asRead = (command: Command): Started =>
  command.kind === 'simple'
    ? { cwd: command.cwd, env: command.env, run: { words: command.words } }
    : { cwd: command.cwd, env: new Map(), run: { shell: command.script } };

function read(text: string, args: readonly string[] = []): Command {
  const command = readCommand(text, args, KNOWN, SETTINGS);
  if ('problem' in command) throw new Error(`${text}: ${command.problem}`);
  return command;
}

interface Compared {
  readonly text: string;
  readonly command: Command;
  readonly bash: Ended | undefined;
  readonly ours: Ended | undefined;
}

/** Runs each line twice, by bash as it is written and as we read it. */
async function compare(
  lines: readonly { text: string; args?: readonly string[]; appended?: string }[],
): Promise<readonly Compared[]> {
  const commands = lines.map(({ text, args }) => read(text, args));
  const started = [
    ...lines.map(({ text, appended }) => asWritten(appended ?? text)),
    ...commands.map(asRead),
  ];
  const ended = await runAll(started, ENV);
  return lines.map(({ text }, index) => ({
    text,
    command: commands[index] as Command,
    bash: ended[index],
    ours: ended[lines.length + index],
  }));
}

/** Lines that behave otherwise than bash, or whose main process is not the program although no shell is kept. */
const deviating = (compared: readonly Compared[]): readonly object[] =>
  compared.filter(({ command, bash, ours }) => {
    // Behind `&&` the last command need not be reached.
    // A program that is not found (127) never is a process, so the last one seen was another.
    const mayKeepShell =
      ours?.status === 127 ||
      (command.kind === 'shell' && (command.keepsShell || command.script.includes('&&')));
    return ours?.status !== bash?.status || ours?.output !== bash?.output || !(mayKeepShell || ours?.isMain);
  });

const kindOf = (command: Command): string =>
  command.kind === 'simple' ? 'simple' : command.keepsShell ? 'shell' : 'exec';

describe('lines as people write them', () => {
  test('there are enough of them', () =>
    expect(Object.values(COMMANDS).flat().length).toBeGreaterThanOrEqual(120));

  test.each(['simple', 'exec', 'shell'] as const)(
    '%s: read as such, and run as bash runs them',
    async (kind) => {
      expect(COMMANDS[kind].filter((text) => kindOf(read(text)) !== kind)).toEqual([]);
      expect(deviating(await compare(COMMANDS[kind].map((text) => ({ text }))))).toEqual([]);
    },
  );

  test('problem: bash would not run them either', async () => {
    const problems = COMMANDS.problem;
    expect(problems.filter((text) => !('problem' in readCommand(text, [], KNOWN, SETTINGS)))).toEqual([]);
    const ended = await runAll(
      problems.filter((text) => /\w/.test(text) && !text.startsWith('#')).map(asWritten),
      ENV,
    );
    expect(ended.map(({ output }) => output)).toEqual(ended.map(() => ''));
  });

  test('arguments are appended to the last command, as words', async () => {
    const args = ['a b', "it's", '$A', '*', '', '-x'];
    const appended = args.map((word) => ` '${word.replaceAll("'", `'\\''`)}'`).join('');
    const texts = [
      'show',
      'show "x y"',
      'L1=x show',
      'cd "sub dir" && show',
      'show a && show b',
      'show a; exec show b',
      'show a | show',
      'fail || show',
    ];
    expect(
      deviating(await compare(texts.map((text) => ({ text, args, appended: text + appended })))),
    ).toEqual([]);
    expect(readCommand('if true; then show; fi', args, KNOWN, SETTINGS)).toHaveProperty('problem');
  });
});

test('any line that we read runs as bash runs it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(commandLine, { minLength: 50, maxLength: 50 }), async (lines) => {
      const readable = lines.filter((text) => !('problem' in readCommand(text, [], KNOWN, SETTINGS)));
      expect(deviating(await compare(readable.map((text) => ({ text }))))).toEqual([]);
    }),
    { numRuns: 4, endOnFailure: true, ...seed },
  );
});

test('a command of plain words is read without a parser as with it', () => {
  const plain = fc
    .array(
      fc.constantFrom(
        ...'a./,@%+:=-~#*[{1 ',
        '\t',
        ' node',
        'if ',
        'cd ',
        'exec ',
        'time ',
        'A=',
        ' é',
        '\n',
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(plain, (text) => {
      // An empty word more is not plain, and ends what it is put behind.
      const parsed = readCommand(`${text} ''`, [], KNOWN, SETTINGS);
      if (!('kind' in parsed) || parsed.kind !== 'simple' || /[#\n]|\s$/.test(text)) return;
      expect(readCommand(text, [''], KNOWN, SETTINGS)).toEqual(parsed);
    }),
    { numRuns: 2000, ...seed },
  );
  expect(readCommand('if x', [], KNOWN, SETTINGS)).toHaveProperty('problem');
  expect(readCommand('exec node a.js', [], KNOWN, SETTINGS)).toHaveProperty('words', ['node', 'a.js']);
});
