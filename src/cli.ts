import { Command, CommanderError } from 'commander';
import { COMMANDS, GROUPS } from './commands/table.ts';
import type { CommandEntry, CommandGroup } from './commands/entry.ts';
import { afterOptions, asHelpOption, environmentsWord, helpGroup, knownWords } from './help.ts';
import { EXIT, type Terminal } from './terminal.ts';

/** Runs one command line and says how it ended. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { words, environments } = takeEnvironments(argv);
  if (words.length === 0) return (await import('./commands/here.ts')).here(terminal);
  let code: number = EXIT.done;
  const program = describe(new Command('tsm'), terminal);
  const add = (parent: Command, entry: CommandEntry): void => {
    addCommand(parent, entry, terminal).action(async (...args: unknown[]) => {
      const command = args.at(-1) as Command;
      if (!takesAll(entry, environments))
        return void (code = await refuseEnvironments(entry, callOf(command), environments, terminal));
      const { run: runCommand } = await entry.load();
      code = await runCommand({ environments, args: command.args, flags: command.opts(), terminal });
    });
  };
  const line = asHelpOption(words);
  for (const entry of askedFor(COMMANDS, line)) add(program, entry);
  for (const group of askedFor(GROUPS, line)) {
    const parent = addGroup(program, group, terminal);
    for (const entry of group.verbs) add(parent, entry);
  }
  try {
    await program.parseAsync([...line], { from: 'user' });
    return code;
  } catch (problem) {
    if (problem instanceof CommanderError) {
      if (problem.code === 'commander.excessArguments')
        terminal.err((await import('./commands/excess.ts')).excessHint(words, terminal));
      if (problem.code === 'commander.unknownOption')
        terminal.err((await import('./commands/excess.ts')).optionHint(words));
      if (problem.exitCode === 0) return EXIT.done;
      if (problem.code !== 'commander.help')
        terminal.err(`See: ${['tsm help', ...knownWords(words)].join(' ')}\n`);
      return EXIT.wrongUsage;
    }
    const { refuseSystemError } = await import('./commands/system-error.ts');
    const refused = await refuseSystemError(problem, terminal, words.includes('--json'));
    if (refused !== undefined) return refused;
    terminal.err(await reportBug(problem));
    return EXIT.wrongInput;
  }
}

/** The command that the line begins with alone, since to describe them all takes a while; all where it is none or help. */
function askedFor<T extends { readonly name: string }>(
  entries: readonly T[],
  [first]: readonly string[],
): readonly T[] {
  return knownWords([first ?? '']).length === 0 ? entries : entries.filter(({ name }) => name === first);
}

/** `new service` */
const callOf = (command: Command): string =>
  [command.parent?.parent == null ? undefined : command.parent.name(), command.name()]
    .filter(Boolean)
    .join(' ');

const takesAll = ({ environments: takes }: CommandEntry, named: readonly string[]): boolean =>
  takes === 'many' || named.length <= (takes === 'none' ? 0 : 1);

/** One that is passed over in silence would be taken for done. */
async function refuseEnvironments(
  { environments: takes }: CommandEntry,
  verb: string,
  named: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { refuse } = await import('./commands/host.ts');
  const { diagnostic } = await import('./diagnostics/diagnostic.ts');
  const code = takes === 'none' ? 'environment-misplaced' : 'one-environment';
  await refuse([diagnostic(code, undefined, { verb, named })], terminal, false);
  return EXIT.wrongUsage;
}

/** An environment is written `@name` anywhere on the line, up to `--`. */
function takeEnvironments(argv: readonly string[]): {
  words: readonly string[];
  environments: readonly string[];
} {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  const isEnvironment = (word: string, index: number): boolean => index < end && /^@[A-Za-z]/.test(word);
  return {
    words: argv.filter((word, index) => !isEnvironment(word, index)),
    environments: argv.filter(isEnvironment).map((word) => word.slice(1)),
  };
}

function describe(program: Command, { out, err, columns }: Terminal): Command {
  return program
    .description(
      'Native systemd units from typed configuration, reviewed in pull requests, installed safely.',
    )
    .usage('COMMAND [@environment] [options]')
    .version(VERSION_PLACEHOLDER, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .commandsGroup('More:')
    .showSuggestionAfterError()
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name(), minWidthToWrap: LEAST_TO_WRAP })
    .configureOutput({
      writeOut: out,
      writeErr: err,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .addHelpText('after', EXIT_CODES);
}

/** The meaning of an option is folded into as little as this, so that a half of a screen has whole words. */
const LEAST_TO_WRAP = 16;

/** `main.ts` answers --version itself, without loading any of this. */
const VERSION_PLACEHOLDER = '';

const EXIT_CODES = `
Exit codes:
    0  done
    1  the input is wrong, or a check failed
    2  wrong usage
    3  changes pending (--check), or a unit pinned (install)
    4  done, but a unit failed
    5  the host refused
  130  interrupted`;

function addCommand(program: Command, entry: CommandEntry, { out, err, columns }: Terminal): Command {
  const { name, args, summary, options, discreet } = entry;
  const words = [environmentsWord(entry), args, options.length > 0 ? '[options]' : ''];
  const command = program
    .command(args === '' ? name : `${name} ${args}`)
    .summary(summary)
    .description(summary);
  for (const [flags, meaning] of options) command.option(flags, meaning);
  return command
    .usage(words.filter(Boolean).join(' '))
    .allowExcessArguments(false)
    .allowUnknownOption(discreet === true)
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .helpGroup(helpGroup(name))
    .addHelpText('after', afterOptions(entry, columns));
}

/** Alone it shows its verbs. */
function addGroup(
  program: Command,
  { name, summary, verbs }: CommandGroup,
  { out, err, columns }: Terminal,
): Command {
  return program
    .command(name)
    .summary(summary)
    .description(summary)
    .usage(['VERB', environmentsOf(verbs), '[options]'].filter(Boolean).join(' '))
    .helpGroup(helpGroup(name))
    .commandsGroup('More:')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
    })
    .addHelpText('after', `\nExample:\n  ${verbs[0]?.example ?? ''}\n${EXIT_CODES}`);
}

const environmentsOf = (verbs: readonly CommandEntry[]): string =>
  verbs.map(environmentsWord).find((word) => word !== '') ?? '';

async function reportBug(problem: unknown): Promise<string> {
  const { printable } = await import('./diagnostics/printable.ts');
  const stack = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  const lines = stack.split('\n').map(printable).join('\n');
  return `This is a bug of tsm, not a mistake of yours. Please report it with the lines below and what you ran.\n${lines}\n`;
}
