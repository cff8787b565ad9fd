// [I/O] A config as a value: a program is run, data is read.
import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Loader } from 'cosmiconfig';
import { ConfigFault } from './fault.ts';

export const CONFIG_NAMES = [
  'tsm.config.ts',
  'tsm.config.mts',
  'tsm.config.js',
  'tsm.config.mjs',
  'tsm.config.cjs',
  'tsm.config.json',
  'tsm.config.yaml',
  'tsm.config.yml',
  'package.json',
];

/**
 * How each kind of config becomes a value. cosmiconfig's own TypeScript loader writes a file beside the
 * config and loses the message of a syntax error, so programs are loaded by Node or jiti and data by `yaml`.
 */
export const loaders: Record<string, Loader> = {
  '.ts': loadProgram,
  '.mts': loadProgram,
  '.js': loadProgram,
  '.mjs': loadProgram,
  '.cjs': loadProgram,
  '.json': loadData,
  '.yaml': loadData,
  '.yml': loadData,
};

async function loadProgram(path: string): Promise<unknown> {
  try {
    return await importProgram(path);
  } catch (problem) {
    throw programFault(problem, path);
  }
}

/** A program of the user's: plain JavaScript by Node, TypeScript by jiti, in which `@tetra/tsm` is always this tsm. */
async function importProgram(path: string): Promise<unknown> {
  if (/\.[mc]?js$/.test(path) && !readFileSync(path, 'utf8').includes('@tetra/tsm')) {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return module.default;
  }
  const { createJiti } = await import('jiti');
  const alias = { '@tetra/tsm': createRequire(import.meta.url).resolve('@tetra/tsm') };
  const jiti = createJiti(path, { alias, fsCache: false, moduleCache: false, interopDefault: true });
  return await jiti.import(path, { default: true });
}

/** The line that is the user's: of the syntax error, or the topmost frame outside of node_modules and of tsm. */
function programFault(problem: unknown, path: string): ConfigFault {
  const error = problem instanceof Error ? problem : new Error(String(problem));
  const syntax = /^(?:ParseError: )?([^\n]*?)\s*\n ?(\/[^\n]*):(\d+):(\d+)/.exec(error.message);
  if (syntax !== null) {
    const [, message = '', file = path, line = '1', column = '0'] = syntax;
    return faultAt('config-syntax', message, path, { file, line: Number(line), column: Number(column) + 1 });
  }
  const code = error.name === 'SyntaxError' ? 'config-syntax' : 'config-throws';
  return faultAt(code, error.message.split('\n')[0] ?? '', path, userFrame(error.stack ?? '', dirname(path)));
}

interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function userFrame(stack: string, directory: string): Frame | undefined {
  for (const [, written = '', line, column] of stack.matchAll(
    /((?:file:\/\/)?\/[^\s():?]+)(?:\?[^\s():]*)?:(\d+)(?::(\d+))?/g,
  )) {
    const file = written.startsWith('file://') ? fileURLToPath(written) : written;
    if (file.startsWith(`${directory}/`) && !file.includes('/node_modules/'))
      return { file, line: Number(line), column: Number(column ?? 1) };
  }
  return undefined;
}

function faultAt(
  code: ConfigFault['code'],
  message: string,
  path: string,
  frame: Frame | undefined,
): ConfigFault {
  if (frame === undefined) return new ConfigFault(code, message, basename(path));
  const file = relative(dirname(path), frame.file);
  const start = offsetOf(readFileSync(frame.file, 'utf8'), frame.line, frame.column);
  return new ConfigFault(code, message, file, { start, end: start + 1 });
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

/** JSON is read by the YAML parser too, which knows where it is; what JSON forbids is told by JSON itself. */
async function loadData(path: string, text: string): Promise<unknown> {
  if (basename(path) === 'package.json') return parseJson(path, text);
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const [start, end] = problem.pos;
    throw new ConfigFault('config-syntax', problem.message, basename(path), {
      start,
      end: Math.max(end, start + 1),
    });
  }
  return path.endsWith('.json') ? parseJson(path, text) : resolveAliases(path, document);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    const message = (problem as Error).message;
    const position = /position (\d+)/.exec(message)?.[1];
    const start = position === undefined ? text.length : Number(position);
    throw new ConfigFault('config-syntax', message, basename(path), { start, end: start + 1 });
  }
}

/** `yaml` stops by itself at the number of aliases that only an attack needs. */
function resolveAliases(path: string, document: { toJS: () => unknown }): unknown {
  try {
    return document.toJS();
  } catch (problem) {
    throw new ConfigFault('config-syntax', (problem as Error).message, basename(path));
  }
}
