import { DOCUMENT_NAMES } from '../documents/names.ts';
import type { CommandEntry } from './entry.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { COMMANDS, GROUPS } from './table.ts';

/** A word that could stand at the cursor, and what it is. */
interface Candidate {
  readonly value: string;
  readonly about: string;
}

/** Asks the shell for names of files or of folders, which it knows better. */
const FILES: Candidate = { value: ':files', about: '' };
const FOLDERS: Candidate = { value: ':folders', about: '' };

/**
 * `tsm --complete WORD…`: what could stand in place of the last word, one a line, with what it is behind a tab. It is asked at
 * every press of a key, so it loads the table and reads manifests, and nothing else. It complains about nothing.
 */
export function complete(words: readonly string[], cwd: string, home: string | undefined): string {
  const found = candidates(words, knownNames(cwd, home)).filter(
    ({ value }) => value.startsWith(words.at(-1) ?? '') || value.startsWith(':'),
  );
  const once = new Map<string, ReadonlySet<string>>();
  for (const { value, about } of found)
    once.set(value, new Set([...(once.get(value) ?? []), about].filter(Boolean)));
  return [...once]
    .map(([value, abouts]) => `${[value, [...abouts].join(', ')].filter(Boolean).join('\t')}\n`)
    .join('');
}

function candidates(words: readonly string[], known: readonly KnownNames[]): readonly Candidate[] {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.includes('--')) return [];
  const plain = before.filter((word) => !word.startsWith('@'));
  const place = placeIn(plain);
  if (!('entry' in place)) return current.startsWith('@') ? environments(known) : place.next(current);
  const { entry, rest } = place;
  const named = before.filter((word) => word.startsWith('@')).map((word) => word.slice(1));
  if (current.startsWith('@')) return entry.environments === 'none' ? [] : environments(known);
  const asked = known.filter(
    (one) => named.length === 0 || one.environments.some((name) => named.includes(name)),
  );
  const [option = '', typed] = current.split('=', 2);
  if (typed !== undefined) return withPrefix(`${option}=`, valuesOf(entry, option, typed, asked));
  if (current.startsWith('-')) return options(entry);
  const previous = rest.at(-1) ?? '';
  const value = valueOf(entry, previous);
  if (value?.startsWith('<') === true) return valuesOf(entry, previous, current, asked);
  return [
    ...(value === undefined ? [] : valuesOf(entry, previous, current, asked)),
    ...wordsFor(placeholder(entry, positionals(entry, rest)), current, asked),
    ...(mayNameAnother(entry, named) ? environments(known) : []),
  ];
}

const mayNameAnother = ({ environments: takes }: CommandEntry, named: readonly string[]): boolean =>
  takes === 'many' || (takes === undefined && named.length === 0);

type Line =
  | { readonly entry: CommandEntry; readonly rest: readonly string[] }
  | { readonly next: (current: string) => readonly Candidate[] };

/** How far the words lead into the table. */
function placeIn(words: readonly string[]): Line {
  const [first, second, ...rest] = words;
  if (first === undefined)
    return {
      next: (current) =>
        current.startsWith('-') ? TOP_OPTIONS : [...commands(COMMANDS), ...commands(GROUPS), HELP],
    };
  if (first === 'help') return { next: () => helped(second, rest.length) };
  const group = GROUPS.find(({ name }) => name === first);
  if (group !== undefined && second === undefined)
    return { next: (current) => (current.startsWith('-') ? [HELP_OPTION] : commands(group.verbs)) };
  const entry = (group?.verbs ?? COMMANDS).find(
    ({ name }) => name === (group === undefined ? first : second),
  );
  return entry === undefined ? { next: () => [] } : { entry, rest: words.slice(group === undefined ? 1 : 2) };
}

/** What help can be asked for after `tsm help` and a word. */
function helped(word: string | undefined, more: number): readonly Candidate[] {
  if (word === undefined) return [...commands(COMMANDS), ...commands(GROUPS)];
  const group = GROUPS.find(({ name }) => name === word);
  return group === undefined || more > 0 ? [] : commands(group.verbs);
}

const HELP: Candidate = { value: 'help', about: 'print help for a command' };
const HELP_OPTION: Candidate = { value: '--help', about: 'print help' };
const TOP_OPTIONS: readonly Candidate[] = [HELP_OPTION, { value: '--version', about: 'print the version' }];

const commands = (
  all: readonly { readonly name: string; readonly summary: string }[],
): readonly Candidate[] => all.map(({ name, summary }) => ({ value: name, about: summary }));

const environments = (known: readonly KnownNames[]): readonly Candidate[] =>
  known.flatMap(({ environments: names, from }) => names.map((name) => ({ value: `@${name}`, about: from })));

const options = ({ options: all }: CommandEntry): readonly Candidate[] => [
  ...all.flatMap(([flags, about]) => namesOf(flags).map((value) => ({ value, about }))),
  HELP_OPTION,
];

/** `-n, --lines <number>`: the names, and the value if it has one. */
const namesOf = (flags: string): readonly string[] => flags.match(/--?[\w-]+/g) ?? [];

function valueOf({ options: all }: CommandEntry, option: string): string | undefined {
  const flags = all.find(([one]) => namesOf(one).includes(option))?.[0];
  return flags === undefined ? undefined : /[<[].*/.exec(flags)?.[0];
}

const valuesOf = (
  entry: CommandEntry,
  option: string,
  typed: string,
  known: readonly KnownNames[],
): readonly Candidate[] => wordsFor(valueOf(entry, option) ?? '', typed, known);

/** How many words of the line are arguments of the command. */
const positionals = (entry: CommandEntry, rest: readonly string[]): number =>
  rest.filter(
    (word, index) => !word.startsWith('-') && valueOf(entry, rest[index - 1] ?? '')?.startsWith('<') !== true,
  ).length;

/** The placeholder at a position; the last one stands for all that follow when it takes any number. */
function placeholder({ args }: CommandEntry, index: number): string {
  const all = args.split(' ');
  const last = all.at(-1) ?? '';
  return all[index] ?? (last.includes('...') ? last : '');
}

/** What a placeholder of the table stands for, by its name. */
const SOURCES: Readonly<
  Record<string, (known: readonly KnownNames[], typed: string) => readonly Candidate[]>
> = {
  service: (known) => named(known, ({ services }) => services),
  services: (known, typed) =>
    withPrefix(
      typed.slice(0, typed.lastIndexOf(',') + 1),
      named(known, ({ services }) => services),
    ),
  unit: (known) => named(known, ({ units }) => units),
  secret: (known) => named(known, ({ secrets }) => secrets),
  generation: (known) => named(known, ({ generations }) => generations),
  bundle: (known) => [
    ...known
      .filter(({ isInstalled }) => !isInstalled)
      .map(({ from, environments: [name] }) => ({ value: from, about: `@${name}` })),
    FOLDERS,
  ],
  environment: (known) => named(known, ({ environments: [name = ''] }) => [name]),
  file: () => [FILES],
  folder: () => [FOLDERS],
  document: () => ['config', ...DOCUMENT_NAMES].map((value) => ({ value, about: '' })),
};

function wordsFor(place: string, typed: string, known: readonly KnownNames[]): readonly Candidate[] {
  const name = place.replaceAll(/[<>[\].]/g, '');
  if (name.includes('|')) return name.split('|').map((value) => ({ value, about: '' }));
  return SOURCES[name]?.(known, typed) ?? [];
}

const named = (
  known: readonly KnownNames[],
  names: (one: KnownNames) => readonly string[],
): readonly Candidate[] =>
  known.flatMap((one) => names(one).map((value) => ({ value, about: `@${one.environments[0]}` })));

const withPrefix = (prefix: string, all: readonly Candidate[]): readonly Candidate[] =>
  all.map(({ value, about }) =>
    value.startsWith(':') ? { value, about } : { value: `${prefix}${value}`, about },
  );
