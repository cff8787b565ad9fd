import { wording } from '../entry.ts';

const near = (nearest: string | undefined, sigil: string): string =>
  nearest === undefined ? '' : `did you mean \`${sigil}${nearest}\`? If not, `;

/** What is no shell code reaches the program as it is written, with the dollar. */
const LATER =
  '. In single quotes it is left for run time: only in TSM_COMMAND, TSM_HEALTH, TSM_PRE and TSM_RELOAD';

export const tsmfileCatalog = {
  'file-too-large': wording<{ bytes: number; limit: number }>({
    title: ({ bytes, limit }) => `the file has ${bytes} bytes, more than the ${limit} that are read`,
    hint: () => 'keep assignments only; move data into a file that the service itself reads',
    about:
      'A service or env file is a page of assignments. Anything larger is something else under a wrong name.',
  }),
  'nul-character': wording<Record<never, never>>({
    title: () => 'there is a NUL character in this text',
    hint: () => 'remove it; neither bash nor systemd can hold one in a value',
    about: 'bash drops NUL characters, systemd refuses the whole file: no value can contain one.',
  }),
  'byte-order-mark': wording<Record<never, never>>({
    title: () => 'the file starts with a byte order mark',
    hint: () => "save it as UTF-8 without BOM: sed -i '1s/^\\xef\\xbb\\xbf//' FILE",
    about: 'To bash the mark is part of the first word, so the first line of the file would be lost.',
  }),
  'carriage-return': wording<{ lines: number }>({
    title: ({ lines }) =>
      `the file has carriage returns (Windows line ends) on ${lines} line${lines === 1 ? '' : 's'}`,
    hint: () => "convert it: sed -i 's/\\r$//' FILE. A carriage return that is meant is written $'\\r'.",
    about: 'bash keeps a carriage return as part of the value, which shows only when the program misbehaves.',
  }),
  'invalid-character': wording<{ codePoint: number }>({
    title: ({ codePoint }) =>
      `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')} ${codePoint < 0x80 ? 'cannot stand in a file that is to be read alike everywhere' : 'is no character, and systemd takes a text with it for invalid'}`,
    hint: ({ codePoint }) =>
      codePoint < 0x80
        ? "remove it, or write $'\\x01' or $'\\x7f' for a control character that is meant"
        : 'remove it; no value, command or description can hold it, whether written out or as an escape',
    about:
      'Half a surrogate pair and a Unicode noncharacter are no text, in the config as in a file. bash marks quoted text with U+0001 and U+007F, and loses or doubles them in values.',
  }),
  'bash-syntax': wording<{ message: string }>({
    title: ({ message }) => `not valid bash: ${message}`,
    hint: () => 'close or remove it; `bash -n FILE` shows what bash says',
    about: 'The file could not be parsed as bash. What stands before the place was still checked.',
  }),
  'bash-command': wording<{ command: string; instead: string }>({
    title: ({ command }) => `\`${command}\` is a command, and no line of this file is ever run`,
    hint: ({ instead }) => instead,
    about: 'Service and env files are read as data. Only assignments and `export` have a meaning there.',
  }),
  'bash-statement': wording<{ statement: string; instead: string }>({
    title: ({ statement }) => `${statement} is not read: the file is data, not a script`,
    hint: ({ instead }) => instead,
    about:
      'Control flow, functions, pipes and redirections need a shell, and no shell runs while generating.',
  }),
  'spaced-assignment': wording<{ name: string; fix: string }>({
    title: ({ name }) => `blanks around the \`=\` make \`${name}\` something else than an assignment`,
    hint: ({ fix }) => `write ${fix}`,
    about: 'dotenv allows `KEY = value`; bash runs a command called KEY instead.',
  }),
  'colon-assignment': wording<{ name: string; fix: string }>({
    title: ({ name }) => `\`${name}:\` assigns nothing in bash`,
    hint: ({ fix }) => `write ${fix}`,
    about: 'YAML and some dotenv readers allow `KEY: value`; bash runs a command called `KEY:` instead.',
  }),
  'unquoted-blank': wording<{ name: string; command: string; fix: string }>({
    title: ({ name, command }) =>
      `the value of \`${name}\` ends at the blank, and \`${command}\` would be run as a command`,
    hint: ({ fix }) => `if all of it is the value, write ${fix}`,
    about: 'In bash a blank ends an unquoted value; `A=b c` runs `c` with A set for it alone.',
  }),
  'invalid-name': wording<{ name: string; suggestion: string }>({
    title: ({ name }) => `\`${name}\` is no name of a variable`,
    hint: ({ suggestion }) => `use letters, digits and \`_\`, not a digit first: ${suggestion}`,
    about: 'Neither bash nor systemd takes other names; systemd drops them without a word.',
  }),
  'unset-variable': wording<{ name: string; nearest: string | undefined }>({
    title: ({ name }) => `\`${name}\` is not set`,
    hint: ({ name, nearest }) =>
      `${near(nearest, '$')}write \${${name}:-} for empty or \${${name}:-default}, define it in the environment's variables${LATER}`,
    about:
      'bash would read an unset variable as empty, which hides slips. tsm asks for the empty default to be written.',
  }),
  'exported-without-value': wording<{ name: string; nearest: string | undefined }>({
    title: ({ name }) => `\`${name}\` is exported but never assigned`,
    hint: ({ name, nearest }) =>
      `${near(nearest, '')}write ${name}=value, or quote the value before it if the blank belongs to it`,
    about: '`export NAME` passes a variable on. Without a value there is nothing to pass on.',
  }),
  'required-variable': wording<{ name: string; message: string }>({
    title: ({ name, message }) => `\`${name}\` is required${message === '' ? '' : `: ${message}`}`,
    hint: ({ name }) => `define ${name} in the environment's variables`,
    about: 'The file itself asks for the variable with `${NAME:?message}`.',
  }),
  'shell-variable': wording<{ name: string }>({
    title: ({ name }) => `\`${name}\` has a value of bash's own only while bash runs`,
    hint: ({ name }) =>
      name === 'BASH_SOURCE'
        ? 'the folder of this file is written $(dirname "${BASH_SOURCE[0]}")'
        : `define ${name} in the environment's variables${LATER}`,
    about:
      'RANDOM, PWD, UID and the like would differ on every machine and at every run; generated units must not.',
  }),
  'shell-variable-assigned': wording<{ name: string }>({
    title: ({ name }) => `\`${name}\` belongs to bash and cannot hold a setting`,
    hint: ({ name }) => `choose another name, or set ${name} in the environment's \`env\``,
    about: 'bash refuses the assignment, ignores it, or reads the rest of the file differently after it.',
  }),
  'special-parameter': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` has no value in a file that is not run`,
    hint: () => `write the value itself${LATER}`,
    about: 'Positional and special parameters ($1, $@, $?, $$ …) exist only in a running shell.',
  }),
  'command-substitution': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` would run a command`,
    hint: () =>
      `write its result. The folder of this file is $(dirname "\${BASH_SOURCE[0]}"), the one above it $(cd "$(dirname "\${BASH_SOURCE[0]}")/.." && pwd)${LATER}`,
    about: 'Nothing is run while generating. Only the two ways to write "the folder of this file" are known.',
  }),
  'bash-expansion': wording<{ kind: string; text: string }>({
    title: ({ kind, text }) => `${kind} \`${text}\` is not evaluated`,
    hint: () => `write the result${LATER}`,
    about: 'Arithmetic and process substitution need a shell, and no shell runs while generating.',
  }),
  'unknown-expansion': wording<{ kind: string; text: string }>({
    title: ({ kind, text }) => `${kind} \`${text}\` is not evaluated`,
    hint: () =>
      `write the result. Known are $NAME, \${NAME} and \${NAME:-word} with - = + ?, with and without the colon${LATER}`,
    about: 'Of the parameter expansions only those whose result can be reviewed at a glance are evaluated.',
  }),
  'tilde-user': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` means another user's home or a directory of the running shell`,
    hint: () => 'write the path itself, $HOME for your own home, or quote the tilde',
    about: "A lone `~` and `~/path` are HOME of the environment. Other forms depend on the machine's users.",
  }),
  'ambiguous-expansion': wording<{ text: string }>({
    title: ({ text }) => `bash takes what follows \`${text}\` as part of the name`,
    hint: ({ text }) =>
      text === '$'
        ? 'write ${NAME} in one piece for a variable, \\$ for a dollar'
        : `write \${${text.slice(1)}}, without a line break, quote or backslash inside`,
    about: 'bash joins lines, and drops quotes inside "${NAME:-…}", before it looks for the end of a name.',
  }),
  'locale-string': wording<{ text: string }>({
    title: ({ text }) => `${text} would be translated by the locale`,
    hint: ({ text }) => `write ${text.slice(1)}`,
    about: '`$"…"` looks a message up in a catalogue of the running machine.',
  }),
  'unreadable-escape': wording<{ text: string; why: string }>({
    title: ({ text, why }) => `${text} ${why}`,
    hint: () => 'write the character itself, or an escape for one that exists',
    about: "A value must be text: valid UTF-8 without NUL. `$'…'` can write bytes that are not.",
  }),
  'brace-expansion': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` would expand to several words`,
    hint: () => 'write the words one by one, or quote the braces',
    about: 'Brace expansion happens in arrays and after `export`. In a plain assignment braces are literal.',
  }),
  glob: wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` would be replaced by the names of files`,
    hint: () =>
      'quote it. A pattern for run time belongs into the command, a list of files into the array name by name',
    about:
      'Inside an array bash matches unquoted `*`, `?` and `[…]` against the files of the current directory.',
  }),
  'extended-glob': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` is an extended pattern`,
    hint: () => 'quote it',
    about: 'Extended patterns are a syntax error in bash unless `extglob` is switched on.',
  }),
  'array-index': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` addresses one element of an array`,
    hint: () =>
      'write the whole array, NAME=(a "b c"), and refer to all of it as "${NAME[@]}" inside another array',
    about: 'Arrays are lists of words. Indexes and associative arrays are not read.',
  }),
  'array-in-string': wording<{ text: string }>({
    title: ({ text }) => `\`${text}\` stands for several words`,
    hint: () =>
      'use it as an element of its own, in double quotes, inside an array: OTHER=("${NAME[@]}" more)',
    about: 'How the words of an array are joined depends on IFS; tsm does not guess.',
  }),
  'scalar-to-array': wording<{ name: string }>({
    title: ({ name }) => `\`${name}\` is an array, and this would change its first word only`,
    hint: ({ name }) => `write ${name}=(…) to replace it or ${name}+=(…) to append`,
    about: 'bash assigns a plain value to element 0 and keeps the other words.',
  }),
  'export-order': wording<{ name: string }>({
    title: ({ name }) =>
      `\`${name}\` is assigned on this \`export\` line and used, or assigned again, to the right of it`,
    hint: () => 'put them on lines of their own, each with `export`',
    about: '`export A=1 B=$A` expands all words before it assigns any of them.',
  }),
};
