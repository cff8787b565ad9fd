import { posix } from 'node:path';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { App } from './pm2-read.ts';
import type { Beside } from './request.ts';

const MAPS = '--enable-source-maps';

/** A command line, and what is different about it. */
export interface AppCommand {
  readonly command: string;
  /** Empty when it is what PM2 runs. */
  readonly why: string;
}

/** lib/API/interpreter.json of PM2. `python` is no program of current distributions. */
const INTERPRETERS: Readonly<Record<string, readonly [program: string, why: string]>> = {
  '.js': ['node', ''],
  '.cjs': ['node', ''],
  '.mjs': ['node', ''],
  '.sh': ['bash', ''],
  '.py': ['python3', 'PM2 runs python, which current distributions call python3'],
  '.rb': ['ruby', ''],
  '.php': ['php', ''],
  '.pl': ['perl', ''],
  '.coffee': ['coffee', ''],
  '.ls': ['lsc', ''],
  '.ts': ['bun', 'PM2 6 runs TypeScript by bun, PM2 5 by ts-node'],
  '.tsx': ['bun', 'PM2 6 runs TypeScript by bun, PM2 5 by ts-node'],
};

/** The words that PM2 would run, as a line of bash. `cwd` is below the folder of the file. */
export function commandOf(app: App, script: string, cwd: string, beside: Beside): AppCommand {
  const args = words(app['args']);
  const there = beside.exists(posix.join(cwd, script));
  if (/\s/.test(script) && !there && !isListed(app, script))
    return { command: [script, ...args.map(shellQuote)].join(' '), why: '' };
  if (script === 'serve' && !there)
    return { command: ['serve', ...args].map(shellQuote).join(' '), why: SERVE };
  const installed = programOf(app, script, there, args);
  if (installed !== undefined) return installed;
  const { program, why } = interpreterOf(
    app,
    script,
    isElsewhere(script) || (there && beside.read(posix.join(cwd, script)) === undefined),
    there,
  );
  const options = words(app['node_args']);
  const wantsMaps = app['source_map_support'] === true && program === 'node' && !options.includes(MAPS);
  const maps = wantsMaps ? [MAPS] : [];
  const own = program === undefined && there && !script.includes('/') ? `./${script}` : script;
  const all = [...(program === undefined ? [] : [program, ...maps, ...options]), own, ...args];
  return { command: all.map(shellQuote).join(' '), why };
}

/** A program of the host, which the project does not have: a binary, or a script that names its interpreter. */
const isElsewhere = (script: string): boolean => /^\/(?:usr\/(?:.*\/)?|snap\/)?s?bin\/[^/.]+$/.test(script);

/** `pm2 jlist` says with what each process was started, and a path in which a blank is no end of a word. */
const isListed = (app: App, script: string): boolean =>
  posix.isAbsolute(script) && text(app['exec_interpreter']) !== '';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * What is no file of the project PM2 looks up in PATH, and has the interpreter read the file it finds. A program that begins
 * with `#!` comes to the same by itself.
 */
function programOf(
  app: App,
  script: string,
  there: boolean,
  args: readonly string[],
): AppCommand | undefined {
  const said = app['exec_interpreter'];
  const isBare = !there && !/[/.]/.test(script);
  if (!isBare || typeof said !== 'string' || said === '' || said === 'none') return undefined;
  const options = words(app['node_args']);
  const rest = args.map(shellQuote).join(' ');
  if (options.length === 0)
    return {
      command: [shellQuote(script), rest].filter(Boolean).join(' '),
      why: `PM2 finds ${script} in PATH and has ${said} read it; here it runs by itself, with the interpreter that its first line names`,
    };
  const command = [said, ...options].map(shellQuote).join(' ');
  return {
    command: [command, `"$(command -v ${shellQuote(script)})"`, rest].filter(Boolean).join(' '),
    why: `${script} is looked up in the PATH of the unit, which is not that of your shell`,
  };
}

const SERVE =
  'PM2 serves the folder itself (PM2_SERVE_PATH, PM2_SERVE_PORT): here a program of that name has to be installed and told so, or a web server takes its place';

/** As PM2 decides: what is said, else the extension, else a binary runs by itself and everything else by node. */
function interpreterOf(
  app: App,
  script: string,
  isBinary: boolean,
  there: boolean,
): { program: string | undefined; why: string } {
  const said = app['exec_interpreter'];
  if (said === 'none') return { program: undefined, why: '' };
  if (typeof said === 'string' && said !== '') {
    const [name = said, version] = said.startsWith('/') ? [said] : said.split('@');
    const why =
      version === undefined
        ? ''
        : `the node of the unit's PATH runs it, whatever its version: PM2 had nvm fetch ${version}`;
    return { program: name, why };
  }
  const known = INTERPRETERS[posix.extname(script)];
  if (known !== undefined) return { program: known[0], why: known[1] };
  const isProgram = isBinary || (!there && !script.includes('/'));
  return { program: isProgram ? undefined : 'node', why: '' };
}

/** A list as it is, and a number as its one word; a text is split at blanks that no quotes shield. */
export function words(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'string') return [];
  return [...value.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
}
