import { NAME } from '../config/schema/values.ts';
import { isPrefix } from '../import/names.ts';
import { readPortWish } from '../service/ports.ts';
import { readCommand } from '../service/command.ts';
import { PORT_HERE, type Proposal } from './proposal.ts';

/** What somebody typed as what it means, or what is expected instead. Flags and questions are read alike. */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };

const NAME_RULE = 'letters, digits, "-", "_" and ".", starting with a letter or a digit, 64 at most';

/** A name becomes part of names of units and files, which have 255 letters at most. */
const isName = (text: string): boolean => NAME.test(text) && text.length <= 64;

export const parseName = (text: string): Parsed<string> =>
  isName(text.trim()) ? { value: text.trim() } : { expected: NAME_RULE };

/** Units begin with the name of the project. */
export const parseProject = (text: string): Parsed<string> =>
  isName(text.trim()) && !isPrefix(text.trim())
    ? { expected: 'a name that is not systemd and does not begin with systemd-, since units begin with it' }
    : parseName(text);

/** As the config takes it, and as it can be written with @ on a command line. */
const ENVIRONMENT = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** `dev, production`. */
export function parseEnvironments(text: string): Parsed<readonly string[]> {
  const names = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => one.replace(/^@/, ''));
  const expected =
    'names such as dev,production: letters, digits, "-" and "_", starting with a letter, each once';
  if (names.length === 0 || !names.every((one) => ENVIRONMENT.test(one) && isName(one))) return { expected };
  return new Set(names.map((one) => one.toLowerCase())).size === names.length
    ? { value: names }
    : { expected };
}

export function parseRoot(text: string): Parsed<string> {
  const plain = text.trim().replace(/(?<=.)\/+$/, '');
  return /^\/[^\s]/.test(plain) && !plain.split('/').some((part) => part === '.' || part === '..')
    ? { value: plain }
    : { expected: 'an absolute path on the host, such as /opt/shop, without "." and ".." parts' };
}

export const parseUser = (text: string): Parsed<string> =>
  /^[A-Za-z_][A-Za-z0-9_-]{0,30}$/.test(text.trim())
    ? { value: text.trim() }
    : { expected: 'the name of a user: a letter or "_", then letters, digits, "_" and "-", at most 31' };

export const parseSystemd = (text: string): Parsed<number> =>
  /^\d{3}$/.test(text.trim()) && Number(text) >= 239
    ? { value: Number(text) }
    : { expected: 'a version of systemd, 239 or later' };

export const parseYesNo = (text: string): Parsed<boolean> =>
  /^(?:y|yes|n|no)$/i.test(text.trim()) ? { value: /^y/i.test(text.trim()) } : { expected: 'yes or no' };

export const parsePort = (text: string): Parsed<string> =>
  text.trim() !== '' && readPortWish(text) !== undefined
    ? { value: text.trim() }
    : { expected: 'a port from 1 to 65535 such as 8000, the first free one from there, 8000+, or auto' };

/** What a service file could hold: the rest is judged when the project is compiled. */
export function parseCommand(text: string): Parsed<string> {
  const plain = text.trim();
  if (plain === '') return { expected: 'a command' };
  const read = readCommand(plain, [], new Map([['TSM_PORT', PORT_HERE]]), new Map());
  return 'problem' in read
    ? {
        expected: `a command that bash can read: ${read.problem}${read.near === '' ? '' : ` at ${read.near}`}`,
      }
    : { value: plain };
}

/** `web=node server.js`, or the name of one that was found. */
export function parseService(text: string, found: readonly Proposal[]): Parsed<Proposal> {
  const [, name = '', command] = /^\s*([^=]*?)\s*(?:=([^]*))?$/.exec(text) ?? [];
  const known = found.find((one) => one.name === name);
  if (command === undefined && known !== undefined) return { value: known };
  if (command === undefined || command.trim() === '' || !isName(name)) {
    if (command !== undefined && command.trim() !== '')
      return { expected: `before the "=", a name: ${NAME_RULE}` };
    const names = found.map((one) => one.name);
    return {
      expected: `NAME=COMMAND${names.length === 0 ? '' : `, or one that was found: ${names.join(', ')}`}`,
    };
  }
  const parsed = parseCommand(command);
  if ('expected' in parsed) return parsed;
  const { devOnly: _, ...rest } = known ?? { cwd: '.' };
  return { value: { ...rest, name, command: parsed.value, why: 'as you said', notes: [] } };
}
