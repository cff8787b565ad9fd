import { bareOr, dollars, escapes, guarded, quoted, specifiers } from './layers.ts';
import {
  absolutePath,
  encode,
  encodePath,
  encodeText,
  type Encoded,
  HOME_SPECIFIER,
  isAbsolute,
  join,
  must,
  noControls,
  noDots,
  noHome,
  oneLine,
  type Rule,
  shortPath,
  shortString,
  text,
  without,
} from './refusal.ts';

export {
  bindPath,
  directoryName,
  envFilePath,
  type OptionalPath,
  pathList,
  pathRaw,
  searchPath,
} from './quote-path.ts';
export { type Encoded, HOME_SPECIFIER, type Refusal } from './refusal.ts';

const variableName = without(
  /^(?![A-Za-z_][A-Za-z0-9_]*$)/,
  'systemd drops a variable whose name is not [A-Za-z_][A-Za-z0-9_]*',
);

/** One word of an Exec line after the program. */
export const execArgument = (value: string): Encoded =>
  encodeText(value, [...text, shortString], (argument) => bareOr(quoted)(dollars(argument)));

const programRules: readonly Rule[] = [
  ...text,
  must((path) => path !== '', 'a command needs a program'),
  without(
    /["'\\\p{Cc}]/u,
    'systemd accepts no quote, backslash or control character in the path of a program',
  ),
  without(/^[ \t]|[ \t]$/, 'systemd 255 and later lose a blank at the end of the path of a program'),
  without(/[*?[]/, 'systemd 258 and later accept no *, ? or [ in the path of a program'),
  ...shortPath,
];
const programPath: readonly Rule[] = [
  must(isAbsolute, 'the path of a program must be absolute'),
  must((path) => !path.endsWith('/'), 'the path of a program must not end in a slash'),
  noDots,
];
const programName: readonly Rule[] = [
  without(/^[-@:+!|]/, 'systemd reads a first character of these as a prefix: - @ : + ! |'),
  must((name) => name !== '.' && name !== '..' && name !== ';', 'this is no file name'),
];

/**
 * The first word of an Exec line: an absolute path or, with `bare`, a file name that systemd looks up. The path is never
 * variable-expanded but argv[0], its copy, is: a dollar needs the two written apart with `@`.
 */
export function execProgram(path: string, options: { readonly bare?: boolean } = {}): Encoded {
  const isName = options.bare === true && !path.includes('/') && !path.startsWith(HOME_SPECIFIER);
  const write = (program: string): string => {
    const word = bareOr(quoted)(program);
    return program.includes('$') ? `@${word} ${quoted(dollars(program))}` : word;
  };
  return isName
    ? encode(path, [...programRules, ...programName], write)
    : encodePath(path, [...programRules, ...programPath], write);
}

export interface CommandOptions {
  /** The program may be a bare file name, looked up in ExecSearchPath= or the compiled-in list. */
  readonly bare?: boolean;
  /** `-` ignore a failure, `+` full privileges, `!` keep the user: systemd.service(5), table 2. */
  readonly prefix?: '-' | '+' | '!' | '-+' | '-!';
}

/** A whole Exec line: program and arguments, each exactly as given. */
export function execCommand(program: string, args: readonly string[], options: CommandOptions = {}): Encoded {
  const line = join([execProgram(program, options), ...args.map((argument) => execArgument(argument))], ' ');
  return 'text' in line ? { text: (options.prefix ?? '') + line.text } : line;
}

/** The value of `Environment=`. No dollar is doubled there. */
export function environment(name: string, value: string): Encoded {
  const refusal = variableName(name);
  return refusal === undefined ? encodeText(`${name}=${value}`, [...text, shortString], quoted) : { refusal };
}

/** `NAME="value"` in the one form that systemd, bash and dash read alike. The value may span lines. */
export function envFileLine(name: string, value: string): Encoded {
  const refusal = variableName(name) ?? shortString(`${name}=${value}`);
  if (refusal !== undefined) return { refusal };
  return encodeText(value, [...text, noHome], (raw) => `${name}="${raw.replaceAll(/["\\$`]/g, '\\$&')}"`);
}

/** Description=, SyslogIdentifier= and other text to the end of the line, in a unit that is no template. */
export const plainText = (value: string): Encoded =>
  encodeText(value, [...text, oneLine], (raw) => guarded(specifiers(raw)));

/** Description=, of which systemd shows the name of the unit when it is empty. */
export const description = (value: string): Encoded =>
  value === ''
    ? { refusal: { rule: 'systemd shows the name of the unit where there is no text' } }
    : plainText(value);

/** The path field of a line in tmpfiles.d(5). */
export const tmpfilesPath = (path: string): Encoded => encode(path, absolutePath, bareOr(quoted));

/** The argument field, the rest of the line: layers C and P without quotes. A lone `-` would mean none. */
export const tmpfilesArgument = (value: string): Encoded =>
  encode(value, text, (raw) =>
    raw === ''
      ? '-'
      : specifiers(escapes(raw)).replaceAll(/^ | $|^-$/g, (one) => (one === ' ' ? '\\x20' : '\\x2d')),
  );

const sysusersRules: readonly Rule[] = [
  ...text,
  noHome,
  noControls,
  without(/:/, 'a colon separates the fields of /etc/passwd'),
  must((value) => value !== '-', 'a lone "-" means that the field is not set'),
];

/** The GECOS or home field of a line in sysusers.d(5); empty is "not set". */
export const sysusersField = (value: string): Encoded =>
  encode(value, sysusersRules, (raw) => (raw === '' ? '-' : quoted(raw)));

/** Text behind the `#` of a comment, in unit files and env files: before 254 a backslash there swallowed the next line. */
export const comment = (value: string): Encoded =>
  value.endsWith('\\')
    ? { refusal: { rule: 'a backslash at the end would join the next line', index: value.length - 1 } }
    : encodeText(value, [...text, noHome, noControls], (raw) => raw);
