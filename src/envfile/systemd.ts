// systemd's EnvironmentFile= grammar, after src/basic/env-file.c:parse_env_file_internal of v254 and later
// (before v254 a comment that ends in a backslash swallowed the next line, too).

/** What has been read so far. */
interface Machine {
  state: State;
  key: string;
  value: string;
  /** Length of `key` and `value` without trailing blanks. */
  keyEnd: number;
  valueEnd: number;
  readonly entries: Map<string, string>;
}

type State =
  | 'before-key'
  | 'key'
  | 'before-value'
  | 'value'
  | 'value-escape'
  | 'single'
  | 'double'
  | 'double-escape'
  | 'comment'
  | 'comment-escape';

const NEWLINE = '\n\r';
const BLANK = ' \t\n\r';
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Characters that a backslash quotes between double quotes. */
const QUOTABLE = '"\\`$';

/**
 * The variables that systemd 254 and later reads from an environment file, in the order of first assignment.
 * Names that systemd drops at start are left out. NUL and invalid UTF-8, for which it refuses the file, are not judged.
 */
export function parseSystemdEnvFile(text: string): ReadonlyMap<string, string> {
  const machine: Machine = {
    state: 'before-key',
    key: '',
    value: '',
    keyEnd: 0,
    valueEnd: 0,
    entries: new Map(),
  };
  for (const character of text) STEPS[machine.state](machine, character);
  // The end of the file ends a value like a line does, also inside quotes.
  if (!['before-key', 'key', 'comment', 'comment-escape'].includes(machine.state)) finish(machine);
  return machine.entries;
}

const STEPS: Readonly<Record<State, (machine: Machine, character: string) => void>> = {
  'before-key': (machine, character) => {
    if ('#;'.includes(character)) machine.state = 'comment';
    else if (!BLANK.includes(character)) {
      // The first character belongs to the key, even if it is `=`.
      Object.assign(machine, { state: 'key', key: character, keyEnd: 1, value: '', valueEnd: 0 });
    }
  },
  key: (machine, character) => {
    if (NEWLINE.includes(character)) machine.state = 'before-key';
    else if (character === '=') machine.state = 'before-value';
    else {
      machine.key += character;
      if (!BLANK.includes(character)) machine.keyEnd = machine.key.length;
    }
  },
  'before-value': (machine, character) => {
    if (NEWLINE.includes(character)) finish(machine);
    else if (character === "'") machine.state = 'single';
    else if (character === '"') machine.state = 'double';
    else if (character === '\\') machine.state = 'value-escape';
    else if (!BLANK.includes(character)) {
      machine.state = 'value';
      add(machine, character);
    }
  },
  value: (machine, character) => {
    if (NEWLINE.includes(character)) finish(machine);
    else if (character === '\\') {
      machine.state = 'value-escape';
      machine.valueEnd = machine.value.length;
    } else if (BLANK.includes(character)) machine.value += character;
    else add(machine, character);
  },
  'value-escape': (machine, character) => {
    machine.state = 'value';
    if (!NEWLINE.includes(character)) add(machine, character);
  },
  single: (machine, character) => {
    if (character === "'") machine.state = 'before-value';
    else add(machine, character);
  },
  double: (machine, character) => {
    if (character === '"') machine.state = 'before-value';
    else if (character === '\\') machine.state = 'double-escape';
    else add(machine, character);
  },
  'double-escape': (machine, character) => {
    machine.state = 'double';
    if (QUOTABLE.includes(character)) add(machine, character);
    else if (character !== '\n') add(machine, `\\${character}`);
  },
  comment: (machine, character) => {
    if (character === '\\') machine.state = 'comment-escape';
    else if (NEWLINE.includes(character)) machine.state = 'before-key';
  },
  'comment-escape': (machine, character) => {
    machine.state = NEWLINE.includes(character) ? 'before-key' : 'comment';
  },
};

/** Adds what counts, so that blanks before it are kept. */
function add(machine: Machine, text: string): void {
  machine.value += text;
  machine.valueEnd = machine.value.length;
}

function finish(machine: Machine): void {
  const key = machine.key.slice(0, machine.keyEnd);
  const value = machine.value.slice(0, machine.valueEnd);
  if (NAME.test(key)) machine.entries.set(key, value);
  machine.state = 'before-key';
}
