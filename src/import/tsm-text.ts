import { printable } from '../diagnostics/printable.ts';
import type { WrittenService } from '../config/written.ts';
import { TSM_SETTINGS } from '../config/tsm-settings.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { DraftService } from './draft.ts';

/** The text of a `.tsm` file, or nothing when one of the settings has no `TSM_` key. */
export function renderTsm({ name, settings }: DraftService, origin: string): string | undefined {
  const lines = tsmLines(settings);
  const head = ['#!/usr/bin/env bash', `# ${printable(name)}, imported from ${printable(origin)}.`];
  return lines === undefined ? undefined : [...head, ...lines, ''].join('\n');
}

/** The assignments of a `.tsm` file, or nothing when one of the settings has no `TSM_` key. */
export function tsmLines(settings: WrittenService): readonly string[] | undefined {
  const { env = {}, envFile, ...rest } = settings;
  const left = new Map(leaves(rest).map(({ path, value }) => [path.join('.'), value]));
  const lines: string[] = [];
  for (const [key, { path, reading }] of Object.entries(TSM_SETTINGS)) {
    const value = left.get(path.join('.'));
    if (value === undefined || reading === 'restart') continue;
    const text = assigned(value);
    if (text === undefined) return undefined;
    left.delete(path.join('.'));
    lines.push(`${key}=${text}`);
  }
  if (left.size > 0 || !Object.entries(env).every(isExportable)) return undefined;
  if (envFile !== undefined) lines.push(`TSM_ENV_FILES=${assigned([envFile].flat()) ?? ''}`);
  const exported = Object.entries(env).map(
    ([one, value]) => `export ${one}=${shellQuote(unescaped(String(value)))}`,
  );
  return [...lines, ...(exported.length > 0 ? ['', ...exported] : [])];
}

/** What is exported is literal, and a name of ours would be a setting. */
const isExportable = ([name, value]: readonly [string, unknown]): boolean =>
  !name.startsWith('TSM_') && !/(?<!\\)\$\{/.test(String(value));

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Settings that are objects, for which a `.tsm` file has a key per field. */
const NESTED = new Set(['restart', 'timeouts', 'limits']);

function leaves(settings: Readonly<Record<string, unknown>>): readonly Leaf[] {
  return Object.entries(settings).flatMap(([key, value]): readonly Leaf[] => {
    if (value === undefined) return [];
    if (key === 'restart' && typeof value === 'string') return [{ path: ['restart', 'policy'], value }];
    if (NESTED.has(key))
      return Object.entries(value as object)
        .filter(([, one]) => one !== undefined)
        .map(([field, one]) => ({ path: [key, field], value: one as unknown }));
    if (key === 'unit') return [{ path: ['unit'], value: directiveLines(value as UnitBlock) }];
    if (key === 'health') return [{ path: ['health'], value: healthText(value) ?? value }];
    return [{ path: [key], value }];
  });
}

type UnitBlock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const directiveLines = (unit: UnitBlock): readonly string[] =>
  Object.entries(unit).flatMap(([section, directives]) =>
    Object.entries(directives).flatMap(([key, value]) =>
      [value]
        .flat()
        .map((one) => `${section}.${key}=${one === true ? 'yes' : one === false ? 'no' : String(one)}`),
    ),
  );

/** A check with nothing but a URL or a command is a text. */
function healthText(health: unknown): string | undefined {
  if (typeof health !== 'object' || health === null) return undefined;
  const { url, command, ...rest } = health as { url?: string; command?: string };
  return Object.keys(rest).length === 0 ? (url ?? command) : undefined;
}

/** A value of bash; nothing for what is no text and no list of texts. */
function assigned(value: unknown): string | undefined {
  if (Array.isArray(value)) return `(${value.map((one) => shellQuote(String(one))).join(' ')})`;
  return typeof value === 'object' ? undefined : quoteText(String(value));
}

const quoteText = (text: string): string =>
  /^\w+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** What the config escapes is literal in single quotes. */
const unescaped = (text: string): string => text.replaceAll('\\${', '${');
