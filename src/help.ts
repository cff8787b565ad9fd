import { wrapWords } from './diagnostics/words.ts';
import type { CommandEntry } from './commands/entry.ts';
import { HELP_TEXTS, type HelpGroup } from './commands/help-texts.ts';
import { COMMANDS, GROUPS } from './commands/table.ts';

/** What every command ends with. */
const EXITS: Readonly<Record<number, string>> = {
  0: 'done',
  1: 'the input is wrong, or a check failed',
  2: 'wrong usage',
};

export const exitCodes = ({ name }: Pick<CommandEntry, 'name'>): readonly (readonly [number, string])[] =>
  Object.entries({ ...EXITS, ...HELP_TEXTS[name]?.exits }).map(([code, meaning]) => [Number(code), meaning]);

/** How environments are typed for a command; nothing where it takes none. */
export const environmentsWord = ({ environments }: CommandEntry): string =>
  ({ none: '', one: '[@environment]', many: '[@environment…]' })[environments ?? 'one'];

/** What stands below the options of a command. */
export function afterOptions(entry: CommandEntry, columns: number): string {
  const width = Math.max(...exitCodes(entry).map(([code]) => String(code).length));
  const codes = exitCodes(entry).map(([code, meaning]) => `  ${String(code).padStart(width)}  ${meaning}`);
  const details = HELP_TEXTS[entry.name]?.details;
  const paragraph =
    details === undefined ? '' : `\n${wrapWords(details, Math.min(columns, 80)).join('\n')}\n`;
  return `${paragraph}\nExample:\n${examples(entry)
    .map((line) => `  ${line}\n`)
    .join('')}\nExit codes:\n${codes.join('\n')}`;
}

/** Command lines to copy. */
export const examples = ({ name, example }: CommandEntry): readonly string[] => [
  example,
  ...(HELP_TEXTS[name]?.examples ?? []),
];

/** The heading that a command stands under. */
export const helpGroup = (name: string): string =>
  `${HELP_TEXTS[name]?.group ?? ('More' satisfies HelpGroup)}:`;

/** `help A B` is `A B --help`. What is no command is left to be corrected. */
export function asHelpOption(words: readonly string[]): readonly string[] {
  const asks = words[0] === 'help' || words.includes('--help') || words.includes('-h');
  const named = words[0] === 'help' ? words.slice(1) : words;
  const known = knownWords(named);
  if (!asks || named[0] === undefined || named[0].startsWith('-')) return asks ? ['--help'] : words;
  return known.length === 0 ? [named[0]] : words[0] === 'help' ? [...named, '--help'] : words;
}

/** The words at the beginning that the table knows: none, a command, or a group and its verb. */
export function knownWords(words: readonly string[]): readonly string[] {
  const [first, second] = words;
  const group = GROUPS.find(({ name }) => name === first);
  if (group !== undefined)
    return [first, second].filter(
      (word, index) => index === 0 || group.verbs.some(({ name }) => name === word),
    ) as string[];
  return COMMANDS.some(({ name }) => name === first) ? [first as string] : [];
}
