// [I/O] What a service is started with: its directory, its programs, and the files that its command names.
import { lstatSync, type Stats } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { execWords, type ExecWords } from '../unit/exec-words.ts';
import { parseUnit } from '../unit/parse.ts';
import { readPlainFile } from './plain-file.ts';
import { isCode } from './runtimes.ts';

/** A service as its unit starts it. */
export interface Started {
  readonly directory: string;
  /** As the command names them, and what a script among them names in its first line. */
  readonly programs: readonly string[];
  /** Files that the command names and that are read once, at the start. */
  readonly files: readonly string[];
}

/** By the text of its unit. Where that names no directory, systemd takes the root of the system. */
export function startedWith(unitText: string): Started {
  const service = parseUnit(unitText).sections.get('Service');
  const directory = service?.get('WorkingDirectory')?.at(-1)?.value.replace(/^-/, '') ?? '/';
  const commands = (service?.get('ExecStart') ?? []).flatMap(({ value }) => {
    const parsed = execWords(value);
    return 'value' in parsed ? parsed.value : [];
  });
  const programs = commands.flatMap(programsOf);
  const named = filesAmong([...programs, ...commands.flatMap(argumentsOf)], directory, programs);
  const within = named.flatMap(wordsOfScript);
  const files = [...new Set([...named, ...filesAmong(within, directory, [])])];
  return { directory, files, programs: [...programs, ...within, ...files.flatMap(interpreterOf)] };
}

/** Files that such words of a command mean: `server.js`, `--config=app.toml`. */
const filesAmong = (
  words: readonly string[],
  directory: string,
  programs: readonly string[],
): readonly string[] =>
  words
    .flatMap((word) => [word, ...word.split('=')])
    .filter((word) => /^[^-\n][^\n]*$/.test(word))
    .map((word) => resolve(directory, word))
    .filter((path) => isReadOnce(path, programs.includes(path)));

const SHELL = /^(?:ba|da|z|k)?sh$/;
const SCRIPT_OPTION = /^-\w*c$/;

/** In a script for a shell, any word may be one. */
function programsOf({ program, argv }: ExecWords): readonly string[] {
  const [, ...rest] = argv;
  if (isScript({ program, argv })) return argumentsOf({ program, argv });
  const behind = rest.find((word) => !/^-|=/.test(word));
  return basename(program) === 'env' && behind !== undefined ? [behind] : [program];
}

const argumentsOf = ({ program, argv }: Pick<ExecWords, 'program' | 'argv'>): readonly string[] =>
  isScript({ program, argv }) ? argv.slice(1).flatMap(shellWords) : argv.slice(1);

const isScript = ({ program, argv }: Pick<ExecWords, 'program' | 'argv'>): boolean =>
  SHELL.test(basename(program)) && argv.some((word) => SCRIPT_OPTION.test(word));

const shellWords = (script: string): readonly string[] => script.split(/[\s;&|()<>"'`]+/);

/** Scripts of a shell, and settings; what else a command names may be data, which changes while it runs. */
const READ_ONCE = /\.(?:sh|bash|ya?ml|toml|conf|ini)$/;

/** A link is not followed: what it leads to may be the system's. */
function isReadOnce(path: string, isProgram: boolean): boolean {
  const stats = statIfAllowed(path);
  if (stats?.isFile() !== true) return false;
  const isExecutable = extname(path) === '' && (stats.mode & 0o111) !== 0;
  return isProgram || isExecutable || isCode(path) || READ_ONCE.test(path);
}

const LONGEST_SCRIPT = 64 * 1024;

/** A script for a shell starts something else, mostly; comments are left out. */
function wordsOfScript(path: string): readonly string[] {
  const isForShell =
    /\.(?:sh|bash)$/.test(path) || interpreterOf(path).some((word) => SHELL.test(basename(word)));
  if (!isForShell) return [];
  const text = readPlainFile(path, LONGEST_SCRIPT)?.toString('utf8') ?? '';
  return shellWords(text.replaceAll(/^\s*#.*$/gm, ''));
}

const LONGEST_LINE = 256;

/** The words of a first line such as `#!/usr/bin/env node`; none for a file with an ending, which tells enough. */
function interpreterOf(path: string): readonly string[] {
  if (extname(path) !== '') return [];
  const line = readPlainFile(path, LONGEST_LINE)?.toString('latin1').split('\n')[0] ?? '';
  return line.startsWith('#!') ? line.slice(2).trim().split(/\s+/) : [];
}

function statIfAllowed(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
