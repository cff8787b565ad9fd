import {
  all,
  type Decoded,
  expandSpecifiers,
  extractWord,
  fromBytes,
  skipBlanks,
  splitWords,
  toBytes,
  type Word,
} from './words.ts';

/** One command of an Exec line as systemd runs it. */
export interface ExecWords {
  /** The characters of systemd.service(5) table 2 in front of the program, as written. */
  readonly prefixes: string;
  /** The file that is run: specifiers expanded, never variables. */
  readonly program: string;
  /** argv, its first entry included. */
  readonly argv: readonly string[];
}

/** What `$NAME` and `${NAME}` stand for when the command starts. */
export type Variables = Readonly<Record<string, string>>;

/** The commands of an Exec line (src/core/load-fragment.c: config_parse_exec), with variables expanded. */
export function execWords(value: string, variables: Variables = {}): Decoded<readonly ExecWords[]> {
  const bytes = toBytes(value);
  const commands: Decoded<ExecWords>[] = [];
  for (let at = skipBlanks(bytes, 0); at < bytes.length;) {
    const words = commandWords(bytes, at);
    if ('error' in words) return words;
    if (words.value.first !== ';') commands.push(execCommandOf(words.value, variables));
    at = words.value.next;
  }
  return commands.length === 0 ? { error: 'the line has no command' } : all(commands);
}

interface CommandWords {
  readonly first: string;
  readonly rest: readonly string[];
  readonly next: number;
}

function commandWords(bytes: string, from: number): Decoded<CommandWords> {
  const first = extractWord(bytes, from, 'relaxed');
  if ('error' in first) return first;
  const rest: string[] = [];
  let at = first.value.next;
  if (first.value.text === ';') return { value: { first: ';', rest, next: at } };
  while (at < bytes.length) {
    const separator = /^;(?:[ \t\r\n]+|$)/.exec(bytes.slice(at));
    if (separator !== null)
      return { value: { first: first.value.text, rest, next: at + separator[0].length } };
    const word = argumentAt(bytes, at);
    if ('error' in word) return word;
    rest.push(word.value.text);
    at = word.value.next;
  }
  return { value: { first: first.value.text, rest, next: at } };
}

/** `\;` as a word of its own is a semicolon, not an escape that systemd does not know. */
function argumentAt(bytes: string, at: number): Decoded<Word> {
  const semicolon = /^\\;(?=[ \t\r\n]|$)/.test(bytes.slice(at, at + 3));
  return semicolon
    ? { value: { text: ';', next: skipBlanks(bytes, at + 2) } }
    : extractWord(bytes, at, 'relaxed');
}

function execCommandOf({ first, rest }: CommandWords, variables: Variables): Decoded<ExecWords> {
  const prefixes = /^[-@:+!|]*/.exec(first)?.[0] ?? '';
  const words = all([first.slice(prefixes.length), ...rest].map((word) => expandSpecifiers(fromBytes(word))));
  if ('error' in words) return words;
  const [program = '', ...args] = words.value;
  if (program === '') return { error: 'the command has no program' };
  const argv = prefixes.includes('@') ? args : [program, ...args];
  const expanded = prefixes.includes(':') ? argv : argv.flatMap((word) => expandVariables(word, variables));
  return { value: { prefixes, program, argv: expanded } };
}

/** Layer V, src/basic/env-util.c: replace_env_argv. A word `$X` is split, `${X}` within a word is not. */
function expandVariables(word: string, variables: Variables): readonly string[] {
  if (/^\$(?![{$])/.test(word)) return splitVariable(variables[word.slice(1)] ?? '');
  return [
    word.replaceAll(/\$\$|\$\{([^}]*)\}/g, (match, name?: string) =>
      match === '$$' ? '$' : (variables[name ?? ''] ?? ''),
    ),
  ];
}

/** What a word `$X` becomes for a value. */
export function splitVariable(value: string): readonly string[] {
  const words = splitWords(toBytes(value), 'shield');
  return 'error' in words ? [value] : words.value.map((word) => fromBytes(word));
}
