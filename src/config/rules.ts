import { posix } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import { quoted } from '../diagnostics/printable.ts';
import { NO_CHARACTER } from '../diagnostics/text.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Config } from './schema.ts';

type Rule = (config: Config, at: (path: ConfigPath) => Place) => readonly Diagnostic[];

/** What the shape cannot say: relations between values of the config. */
export const checkProject = (config: Config, file: string): readonly Diagnostic[] =>
  RULES.flatMap((rule) => rule(config, (path) => ({ file, path })));

const RULES: readonly Rule[] = [
  someEnvironment,
  uniqueEnvironments,
  defaultExists,
  outDirInside,
  plainNames,
  plainText,
];

function someEnvironment(config: Config, at: (path: ConfigPath) => Place): readonly Diagnostic[] {
  return Object.keys(config.environments).length > 0
    ? []
    : [diagnostic('no-environment', at(['environments']), {})];
}

function uniqueEnvironments(config: Config, at: (path: ConfigPath) => Place): readonly Diagnostic[] {
  const seen = new Map<string, Place>();
  return Object.entries(config.environments).flatMap(([name, { aliases = [] }]) =>
    [name, ...aliases].flatMap((one, index) => {
      const place =
        index === 0 ? at(['environments', name]) : at(['environments', name, 'aliases', index - 1]);
      const other = seen.get(one.toLowerCase());
      seen.set(one.toLowerCase(), place);
      return other === undefined ? [] : [diagnostic('duplicate-environment', place, { name: one }, other)];
    }),
  );
}

function defaultExists(config: Config, at: (path: ConfigPath) => Place): readonly Diagnostic[] {
  const known = Object.entries(config.environments).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  if (config.default === undefined || known.includes(config.default)) return [];
  return [
    diagnostic('unknown-environment', at(['default']), {
      name: config.default,
      nearest: nearest(config.default, known),
      known: Object.keys(config.environments),
    }),
  ];
}

function outDirInside({ outDir }: Config, at: (path: ConfigPath) => Place): readonly Diagnostic[] {
  if (outDir === undefined) return [];
  const plain = posix.normalize(outDir);
  if (/[\p{C}\\]/u.test(plain) || plain.split('/').some((part) => Buffer.byteLength(part) > 255)) {
    const expected = 'names of folders without control characters and backslashes';
    return [diagnostic('invalid-value', at(['outDir']), { key: 'outDir', found: quoted(outDir), expected })];
  }
  const inside = !plain.startsWith('..') && !plain.startsWith('/') && plain !== '.' && plain !== './';
  return inside ? [] : [diagnostic('outdir-outside-project', at(['outDir']), { value: outDir })];
}

/** Names become parts of paths and unit names, so they are as plain as those. */
function plainNames(config: Config, at: (path: ConfigPath) => Place): readonly Diagnostic[] {
  return Object.keys(config.environments)
    .filter((name) => !/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name))
    .map((name) =>
      diagnostic('invalid-value', at(['environments', name]), {
        key: 'environments',
        found: JSON.stringify(name),
        expected: 'a name of letters, digits, "-" and "_", starting with a letter or a digit',
      }),
    );
}

/** What can stand in no text is refused before anything is done with it, as it is in a file of bash. */
function plainText(config: Config, at: (path: ConfigPath) => Place): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const visit = (value: unknown, path: ConfigPath): void => {
    if (typeof value === 'string') found.push(...impossibleIn(value, at(path)));
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value))
        visit(one, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(config, []);
  return found;
}

function impossibleIn(text: string, at: Place): readonly Diagnostic[] {
  if (text.includes('\0')) return [diagnostic('nul-character', at, {})];
  const codePoint = NO_CHARACTER.exec(text)?.[0].codePointAt(0);
  return codePoint === undefined ? [] : [diagnostic('invalid-character', at, { codePoint })];
}
