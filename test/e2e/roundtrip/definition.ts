import * as fc from 'fast-check';
import { DIRECTORIES, PROGRAMS, SOURCED, USERS, type Program } from './host.ts';
import { inFile, spelled, spelledInFile } from './spelling.ts';
import { carried, isImpossible, line, long, text } from './texts.ts';

/** What a service is given, in words that no format has touched. */
export interface Given {
  readonly program: Program;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Assignments in front of the command. */
  readonly assigned: Readonly<Record<string, string>>;
  readonly description: string | undefined;
  readonly cwd: string | undefined;
  readonly user: string | undefined;
  readonly group: string | undefined;
  readonly umask: string | undefined;
  readonly openFiles: number | undefined;
  readonly coreSize: number | undefined;
  readonly nice: number | undefined;
  readonly form: Form;
  /** `cwd` is set by the command. */
  readonly changes: boolean;
  readonly envBy: 'service' | 'file';
  readonly sourced: string | undefined;
  /** Shell code beside the service compares a variable with what it should be. */
  readonly compares: boolean;
  readonly hardening: (typeof HARDENING)[number];
  readonly type: 'oneshot' | 'exec';
  readonly tsm: boolean;
  /** The command as bash reads it. */
  readonly command: string;
  /** How a text is written in a file of bash. */
  readonly spell: (text: string) => string;
}

const HARDENING = [...Array.from({ length: 8 }, () => 'off' as const), 'relaxed', 'strict'] as const;

/** How the arguments are said. */
type Form = 'words' | 'args' | 'exec' | 'list' | 'redirected' | 'compound';

/** The command itself needs a shell. */
export const isShellCode = ({ form }: Given): boolean => ['list', 'redirected', 'compound'].includes(form);

/** bash runs it, if only to source a file. */
export const needsShell = (given: Given): boolean => given.sourced !== undefined || isShellCode(given);

const WRAPS: Readonly<Record<Form, (command: string) => string>> = {
  words: (command) => command,
  args: (command) => command,
  exec: (command) => `exec ${command}`,
  list: (command) => `true && ${command}`,
  redirected: (command) => `${command} </dev/null 2>&1`,
  compound: (command) => `if true; then ${command}; fi`,
};

const maybe = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight, arbitrary }, { weight: 10 - weight, arbitrary: fc.constant(undefined) });

const args = fc.oneof(
  { weight: 60, arbitrary: fc.array(text, { maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(carried, { minLength: 500, maxLength: 500 }) },
  { weight: 1, arbitrary: fc.array(long(0), { minLength: 1, maxLength: 2 }) },
);

const NAMES = ['E1', 'E2', 'lower', '_x', 'HOME', 'LANG', 'a1_B', `N${'A'.repeat(254)}`];
const env = fc.oneof(
  { weight: 60, arbitrary: fc.dictionary(fc.constantFrom(...NAMES), text, { maxKeys: 4 }) },
  { weight: 1, arbitrary: long('E1='.length).map((E1): Record<string, string> => ({ E1 })) },
);

const drawn = fc.record({
  program: fc.constantFrom(...PROGRAMS),
  args,
  env,
  assigned: maybe(2, fc.dictionary(fc.constantFrom('L1', 'L2', 'E1'), text, { maxKeys: 2 })),
  description: maybe(8, line),
  cwd: maybe(5, fc.constantFrom(...DIRECTORIES)),
  user: maybe(5, fc.constantFrom(...USERS)),
  group: maybe(2, fc.constantFrom(...USERS)),
  umask: maybe(3, fc.constantFrom('0', '0077', '022', '777', '0123')),
  openFiles: maybe(2, fc.integer({ min: 64, max: 4096 })),
  coreSize: maybe(2, fc.constantFrom(0, 4096)),
  nice: maybe(1, fc.integer({ min: -5, max: 19 })),
  form: fc.constantFrom<Form>('words', 'words', 'args', 'args', 'exec', 'list', 'redirected', 'compound'),
  changes: fc.boolean(),
  envBy: fc.constantFrom('service' as const, 'file' as const),
  sourced: maybe(1, fc.constantFrom(...SOURCED)),
  compares: fc.boolean(),
  hardening: fc.constantFrom(...HARDENING),
  type: fc.constantFrom('oneshot' as const, 'oneshot' as const, 'oneshot' as const, 'exec' as const),
  tsm: fc.boolean(),
});

/** Services of every kind, with texts that hurt. */
export const definition: fc.Arbitrary<Given> = drawn.chain((one) => {
  const assigned = one.form === 'exec' ? {} : (one.assigned ?? {});
  const changes = one.changes && one.cwd !== undefined;
  const words = fc.tuple(
    ...[...Object.values(assigned), ...(changes ? [one.cwd ?? ''] : []), ...one.args].map(spelled),
  );
  const others = [...new Set([one.description ?? '', ...Object.values(one.env), ...one.args])];
  return fc.tuple(words, fc.tuple(...others.map(spelledInFile))).map(([spellings, rest]) => {
    const known = new Map(others.map((other, index) => [other, rest[index] ?? '']));
    return {
      ...one,
      assigned,
      changes,
      command: commandOf(one, Object.keys(assigned), changes, spellings),
      spell: (other: string) => known.get(other) ?? inFile(other),
    };
  });
});

function commandOf(
  { program, form }: { readonly program: Program; readonly form: Form },
  assigned: readonly string[],
  changes: boolean,
  spellings: readonly string[],
): string {
  const words = [...spellings];
  const assignments = assigned.map((name) => `${name}=${words.shift()} `).join('');
  const directory = changes ? `cd ${words.shift()} && ` : '';
  const command = [program.command, ...(form === 'args' ? [] : words)].join(' ');
  return directory + WRAPS[form](assignments + command);
}

/** The environment that the process should find: what stands in front of the command wins. */
export const wantedEnv = ({ env: given, assigned }: Given): Readonly<Record<string, string>> => ({
  ...given,
  ...assigned,
});

const LONGEST = 131_071;
/** Without `rt0-` in front. */
const LONGEST_NAME_WITH_TMP = 187;
const bytes = (one: string): number => Buffer.byteLength(one);

/** Whether systemd or the kernel has no way to carry it, so that it has to be refused; undefined when that takes a closer count. */
export function cannotBeCarried(name: string, given: Given): boolean | undefined {
  const { args: words, description, cwd = '', tsm } = given;
  // A value that a leading assignment replaces reaches nobody, so it may be of any length. It still has to be text.
  const variables = Object.entries({ ...given.env, ...given.assigned });
  const all = [...words, ...Object.values(given.env), ...Object.values(given.assigned), description ?? ''];
  const impossible =
    all.some(isImpossible) ||
    words.some((word) => bytes(word) > LONGEST) ||
    variables.some(([variable, value]) => bytes(`${variable}=${value}`) > LONGEST) ||
    /[\0-\x1f\x7f]/.test(description ?? '') ||
    // To a .tsm file an empty setting is none.
    (description === '' && !tsm) ||
    /[\r\n]/.test(cwd) ||
    // systemd makes a private /tmp under the name of the unit.
    (name.length > LONGEST_NAME_WITH_TMP && given.hardening !== 'off');
  // One that is replaced by bash itself has to reach bash before.
  const replaced = Object.entries(given.env).some(
    ([variable, value]) => variable in given.assigned && bytes(`${variable}=${value}`) > LONGEST,
  );
  if (!impossible && replaced && needsShell(given)) return undefined;
  // bash is given all of it as one string, quotes included.
  const script = needsShell(given) ? bytes(given.command) + bytes(words.join('')) : 0;
  return impossible || (script < LONGEST / 4 ? false : undefined);
}
