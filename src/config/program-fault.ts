// [I/O] Where in the user's files a config that is a program went wrong.
import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigFault } from './fault.ts';

interface Spot {
  readonly file: string;
  /** UTF-16 code units from the start of the file. */
  readonly offset: number;
}

/**
 * An exception of a config as a fault with the place that is the user's: of the syntax error, of the import that finds
 * nothing, or of the topmost frame outside of node_modules and of tsm.
 */
export async function programFault(problem: unknown, path: string): Promise<ConfigFault> {
  const error = problem instanceof Error ? problem : new Error(String(problem));
  // jiti: "ParseError: message\n /path:line:column"
  const parsed = /^(?:ParseError: )?([^\n]*?)\s*\n ?(\/[^\n]*):(\d+):(\d+)/.exec(error.message);
  if (parsed !== null) {
    const [, message = '', file = path, line, column] = parsed;
    return fault('config-syntax', message, path, spotAt(file, Number(line), Number(column) + 1));
  }
  const message = error.message.split('\n')[0] ?? '';
  if (error.name === 'SyntaxError') return syntaxFault(message, path);
  const spot = importSpot(message, path) ?? userFrame(error.stack ?? '', dirname(path));
  return fault('config-throws', message, path, atName(message, spot));
}

/** Lines are those of the file, columns those of what was run; an unknown name is looked for. */
function atName(message: string, spot: Spot | undefined): Spot | undefined {
  const name = /^([\w$]+) is not defined$/.exec(message)?.[1];
  if (spot === undefined || name === undefined) return spot;
  const text = readFileSync(spot.file, 'utf8');
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
  const offsets = [...text.matchAll(word)].map(({ index }) => index);
  const far = (offset: number): number => Math.abs(offset - spot.offset);
  const [nearest = spot.offset] = offsets.toSorted((a, b) => far(a) - far(b));
  return { ...spot, offset: nearest };
}

/** Node keeps the place of a syntax error to itself, so the file is parsed again. */
async function syntaxFault(message: string, path: string): Promise<ConfigFault> {
  const { syntaxErrorIn } = await import('./locate-program.ts');
  const offset = syntaxErrorIn(readFileSync(path, 'utf8'));
  return offset === undefined
    ? fault('config-syntax', `${message}, in a file that it imports`, path, undefined)
    : fault('config-syntax', message, path, { file: path, offset });
}

/** The import whose file or package is not there. */
function importSpot(message: string, path: string): Spot | undefined {
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  if (missing === undefined) return undefined;
  const text = readFileSync(path, 'utf8');
  const quoted = new RegExp(`(['"])[^'"\\n]*${basename(missing).replaceAll(/[^\w]/g, '\\$&')}\\1`).exec(text);
  return quoted === null ? undefined : { file: path, offset: quoted.index };
}

function userFrame(stack: string, directory: string): Spot | undefined {
  for (const [, written = '', line, column] of stack.matchAll(
    /((?:file:\/\/)?\/[^\s():?]+)(?:\?[^\s():]*)?:(\d+)(?::(\d+))?/g,
  )) {
    const file = written.startsWith('file://') ? fileURLToPath(written) : written;
    if (file.startsWith(`${directory}/`) && !file.includes('/node_modules/'))
      return spotAt(file, Number(line), Number(column ?? 1));
  }
  return undefined;
}

/** A line and a column as offset; nothing when the file has no such line. */
function spotAt(file: string, line: number, column: number): Spot | undefined {
  const lines = readFileSync(file, 'utf8').split('\n');
  if (lines[line - 1] === undefined || (line > 1 && line === lines.length && lines[line - 1] === ''))
    return undefined;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return { file, offset: before + column - 1 };
}

function fault(
  code: ConfigFault['code'],
  message: string,
  path: string,
  spot: Spot | undefined,
): ConfigFault {
  if (spot === undefined) return new ConfigFault(code, message, basename(path));
  return new ConfigFault(code, message, relative(dirname(path), spot.file), {
    start: spot.offset,
    end: spot.offset + 1,
  });
}
