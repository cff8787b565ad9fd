import type { CommandEntry, CommandGroup } from '../src/commands/entry.ts';
import { HELP_TEXTS } from '../src/commands/help-texts.ts';
import { COMMANDS, GROUPS } from '../src/commands/table.ts';
import { examples } from '../src/help.ts';
import { hostPaths } from '../src/install/paths.ts';

/** The manual page tsm(1) in the man(7) macros, from the table of commands. */
export const manPage = (version: string): string =>
  [
    `.TH TSM 1 "" "tsm ${version}" "User Commands"\n`,
    section('NAME', ['tsm \\- native systemd units from typed configuration']),
    section('SYNOPSIS', ['.B tsm', '.I command', '[\\fB@\\fIenvironment\\fR] [\\fIoptions\\fR]']),
    section('DESCRIPTION', [
      escape(
        'tsm turns a typed tsm.config.ts and bash-style .tsm service files into native systemd units. The units are committed and reviewed like code. systemd runs them: tsm is no supervisor and leaves no daemon behind.',
      ),
      '.PP',
      escape(
        'tsm generate writes the units and tsm check judges them, both without a host. Commands that act on a host read the generated bundle and nothing else. tsm alone shows where one stands and the next command.',
      ),
    ]),
    section('COMMANDS', [...COMMANDS.map((entry) => command(entry)), ...GROUPS.map(groupOf)]),
    section('ENVIRONMENTS', [
      escape(
        'An environment is written @name anywhere on the line, by its name, an alias or its base. Without one, generate, check and diff take all; status and list show all that is installed; every other command takes the only one, or the default, else an error lists them.',
      ),
    ]),
    section(
      'EXIT STATUS',
      EXIT_STATUS.map(([code, meaning]) => item(String(code), meaning)),
    ),
    section(
      'FILES',
      FILES.map(([path, meaning]) => item(path, meaning)),
    ),
    section(
      'ENVIRONMENT',
      VARIABLES.map(([name, meaning]) => item(name, meaning)),
    ),
    section('SEE ALSO', [
      '.BR systemd (1),',
      '.BR systemctl (1),',
      '.BR journalctl (1),',
      '.BR systemd.unit (5),',
      '.BR systemd.service (5)',
    ]),
  ].join('');

const section = (title: string, lines: readonly string[]): string => `.SH ${title}\n${lines.join('\n')}\n`;

const item = (term: string, meaning: string): string => `.TP\n.B ${escape(term)}\n${escape(meaning)}`;

/** Verbs of a group that are commands by other names are a list; others are commands. */
function groupOf({ name, summary, verbs }: CommandGroup): string {
  const isAlias = verbs.every((verb) => COMMANDS.some((one) => one.name === verb.name));
  if (!isAlias) return verbs.map((verb) => command(verb, name)).join('\n');
  const words = verbs.map((verb) => `\\fB${escape(verb.name)}\\fR`).join(', ');
  return `.SS tsm ${name} \\fIverb\\fR\n${escape(sentence(summary))}\n.PP\nVerbs: ${words}.\n.PP\nExample:\n.PP\n.nf\n    ${escape(`tsm ${name} ${verbs[0]?.name ?? ''}`)}\n.fi`;
}

function command(entry: CommandEntry, group?: string): string {
  const { name, args, summary, options } = entry;
  const exits = Object.entries(HELP_TEXTS[name]?.exits ?? {});
  const details = HELP_TEXTS[name]?.details;
  return [
    `.SS ${['tsm', group, name, ENVIRONMENTS[entry.environments ?? 'one'], escape(args), options.length > 0 ? '[\\fIoptions\\fR]' : ''].filter(Boolean).join(' ')}`,
    escape(sentence(summary)),
    ...(details === undefined ? [] : ['.PP', escape(details)]),
    ...options.map(([flags, meaning]) => item(flags, sentence(meaning))),
    '.PP',
    'Example:',
    '.PP',
    '.nf',
    ...examples(entry).map((line) => `    ${escape(line)}`),
    '.fi',
    ...(exits.length === 0
      ? []
      : ['.PP', `Exit status: ${escape(exits.map(([code, meaning]) => `${code}, ${meaning}`).join('; '))}.`]),
  ].join('\n');
}

const ENVIRONMENTS = {
  none: '',
  one: '[\\fB@\\fIenvironment\\fR]',
  many: '[\\fB@\\fIenvironment\\fR\\&...]',
};

/** A first word that is typed as it stands stays so: `web=8000`. */
export const sentence = (text: string): string =>
  /^\S*[=,\d]/.test(text) ? `${text}.` : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

/** A backslash and a hyphen of ours are those characters, and a line of text is no macro. */
const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replace(/^(?=[.'])/, '\\&');

const EXIT_STATUS: readonly (readonly [number, string])[] = [
  [0, 'Done.'],
  [
    1,
    'The input is wrong, or a check failed: nothing was changed. Of doctor: something is wrong on the host.',
  ],
  [2, 'Wrong usage.'],
  [
    3,
    'Changes are pending: generate --check, diff --exit-code. Of install and rollback: refused, since a unit is pinned by systemctl edit --full.',
  ],
  [
    4,
    'Done, but a unit failed. An install went back to the units before, unless the unit had failed before it: then what is new is in service.',
  ],
  [5, 'The host refused: no root, no systemd, or another tsm at work.'],
  [
    130,
    'Interrupted, by Ctrl-C say. What an install had begun is undone, what an uninstall had begun is finished.',
  ],
];

const {
  store,
  generations,
  current,
  secrets,
  state,
  pending,
  lock,
  links,
  operator,
  sysusers = '',
  tmpfiles = '',
} = hostPaths({ scope: 'system', home: '', runtime: '', localLibAtBoot: true }, 'BASE');

const FILES: readonly (readonly [string, string])[] = [
  [
    'tsm.config.ts',
    'The config; also .mts, .js, .mjs, .cjs, .json, .yaml, .yml, or the key tsm of a package.json.',
  ],
  [
    'systemd/ENVIRONMENT/',
    'A bundle: generated, committed, reviewed, and installed as it is. Its tsm.json says what it holds.',
  ],
  [`${store}/`, 'The store of an environment on a host; BASE is what the names of its units begin with.'],
  [`${generations}/N/`, 'One installed state. The last ten are kept.'],
  [current, 'A symbolic link to the generation in service.'],
  [`${secrets}/`, 'Secrets; for root alone.'],
  [state, 'What tsm enabled, and what each running unit was started from.'],
  [pending, 'Only while an install is under way, or after one was cut off.'],
  [lock, 'Held by a tsm that is at work.'],
  [`${links}/`, 'One link per unit.'],
  [`${operator}/UNIT.wants/`, 'Links of what is enabled.'],
  [sysusers, 'Users that are made where they are missing.'],
  [tmpfiles, 'Directories that are made where they are missing.'],
  ['~/.cache/tsm/', 'What generate remembers, to be quicker the next time. It may be removed at any time.'],
  ['~/.config/tsm/BASE/', 'The store in user scope; the links lie in ~/.local/share/systemd/user.'],
];

const VARIABLES: readonly (readonly [string, string])[] = [
  ['NO_COLOR', 'When set and not empty, nothing is coloured. Colour is for terminals only.'],
  ['TERM', 'dumb means no colour.'],
  ['COLUMNS', 'The width where standard output is no terminal; 80 if not set.'],
  ['XDG_CACHE_HOME', 'In place of ~/.cache; passed over when relative.'],
  ['SUDO_UID', 'Whose files root may install, beside its own.'],
  [
    'HOME, XDG_RUNTIME_DIR',
    'Where the store and the service manager of a user are, in user scope; passed over when they belong to somebody else.',
  ],
];
