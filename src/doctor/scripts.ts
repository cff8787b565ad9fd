// [I/O] What a script says in its first line of who is to run it.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { readPlainFile } from '../host/plain-file.ts';

const LONGEST_LINE = 256;

/** Without its end; empty for what is no text. */
export const firstLine = (path: string): string =>
  readPlainFile(path, LONGEST_LINE)?.toString('latin1').split('\n')[0] ?? '';

/** What the first line of a script asks for: a path, or behind env(1) a name; nothing for any other file. */
export function interpreterOf(line: string): string | undefined {
  const [, interpreter, rest = ''] = /^#!\s*(\S+)\s*(.*)$/.exec(line) ?? [];
  if (interpreter === undefined) return undefined;
  if (basename(interpreter) !== 'env' || !existsSync(interpreter)) return interpreter;
  return rest.split(/\s+/).find((word) => !/^-|=/.test(word) && word !== '') ?? interpreter;
}
