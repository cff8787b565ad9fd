import { bareOr, guarded, shielded, specifiers } from './layers.ts';
import {
  absolutePath,
  encode,
  type Encoded,
  encodePath,
  join,
  must,
  noControls,
  noDots,
  noHome,
  oneLine,
  type Rule,
  shortPath,
  text,
  without,
} from './refusal.ts';

export interface OptionalPath {
  /** A missing file is no error: `-` in front. */
  readonly optional?: boolean;
}

const rawPath = [...absolutePath, oneLine];

/** WorkingDirectory= and other single directories. A slash at the end, which systemd strips, keeps a trailing blank. */
export const pathRaw = (path: string, options: OptionalPath = {}): Encoded =>
  encodePath(path, rawPath, (raw) => optional(options) + specifiers(raw).replace(/(?<=[ \t\\])$/, '/'));

/** EnvironmentFile=, which is a glob. */
export const envFilePath = (path: string, options: OptionalPath = {}): Encoded =>
  encodePath(
    path,
    rawPath,
    (raw) => optional(options) + guarded(specifiers(raw.replaceAll(/[\\*?[]/g, '\\$&'))),
  );

/** One element of ReadWritePaths=, ReadOnlyPaths=, InaccessiblePaths=, ExecPaths=, RequiresMountsFor=. `+` is below RootDirectory=. */
export const pathList = (path: string, options: { readonly prefix?: '-' | '+' | '-+' } = {}): Encoded =>
  encodePath(path, rawPath, (raw) => bareOr(shielded)(`${options.prefix ?? ''}${raw}`));

const optional = (options: OptionalPath): string => (options.optional === true ? '-' : '');

const bindSide: readonly Rule[] = [
  ...rawPath,
  must(
    (path) => !(path.includes('"') && path.includes("'")),
    'no form exists for a path with both kinds of quotes',
  ),
];
const bindQuoted = (path: string): string => {
  const quote = path.includes('"') ? "'" : '"';
  return quote + specifiers(path.replaceAll(/[\\:]/g, '\\$&')) + quote;
};
const bindWord = (path: string): string => (/^[A-Za-z0-9_./=,@-]+$/.test(path) ? path : bindQuoted(path));

/** One element of BindPaths= or BindReadOnlyPaths=, each side in its own quotes: the form that 247 to 262 read alike. */
export function bindPath(
  source: string,
  destination: string,
  options: OptionalPath & { readonly recursive?: boolean } = {},
): Encoded {
  const sides = join(
    [source, destination].map((side) => encode(side, bindSide, bindWord)),
    ':',
  );
  if ('refusal' in sides) return sides;
  return { text: optional(options) + sides.text + (options.recursive === false ? ':norbind' : '') };
}

const directoryRules: readonly Rule[] = [
  ...text,
  noHome,
  noControls,
  must(
    (name) => name !== '' && !name.startsWith('/'),
    'the name must be relative, systemd puts its own directory in front',
  ),
  noDots,
  without(/["'\\:]/, 'systemd has no form for a quote, backslash or colon here that all versions read alike'),
  must(
    (name) => name !== 'private' && !name.startsWith('private/'),
    'systemd keeps the name "private" for itself',
  ),
  ...shortPath,
];

/** One element of StateDirectory=, CacheDirectory=, LogsDirectory=, RuntimeDirectory= or ConfigurationDirectory=. */
export const directoryName = (name: string): Encoded => encode(name, directoryRules, bareOr(shielded));

const searchRules = [...rawPath, without(/[:\\]/, 'ExecSearchPath= has no form for a colon or a backslash')];

/** The value of ExecSearchPath= (systemd 250). A slash at the end keeps a trailing blank. */
export const searchPath = (directories: readonly string[]): Encoded =>
  join(
    directories.map((one) =>
      encode(one, searchRules, (path) => specifiers(path).replace(/(?<=[ \t])$/, '/')),
    ),
    ':',
  );
