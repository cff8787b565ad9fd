// [I/O] The compiled form of tsm's own files. Without it Node compiles them at every start, which takes as long as the work itself.
import { readFileSync, statSync } from 'node:fs';
import Module from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32, readEntry, touchEntry, writeEntry } from './entries.ts';
import { cacheFolder } from './folder.ts';

/** Makes every file of tsm that is loaded from here on use, or make, its compiled form. `line` is what was typed. */
export function useCompiledCode(line: readonly string[]): void {
  const folder = cacheFolder('code');
  if (folder === undefined) return;
  const { enableCompileCache } = Module as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache === undefined) compileWith(folder, kindOf(line));
  else enableCompileCache(folder);
}

/** Lines that run much the same functions: those with one command and the same options. */
const kindOf = (line: readonly string[]): string =>
  [line[0] ?? '', ...line.filter((word) => word.startsWith('--')).sort()]
    .map((word) => word.replace(/=.*$/s, ''))
    .filter((word) => /^[a-z-]{1,20}$/.test(word))
    .join('');

/**
 * V8 optimises functions that have run for a while, on threads beside the program. Most runs end before that has paid off, and it
 * took a third of the processor's time; so it begins later. In runs of seconds it still does. Called when all is loaded, and not
 * by a run that keeps compiled forms: one is of use only under the settings that it was made with, as are Node's own.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function optimiseLater(): void {
  if (!isOurs || fresh.length > 0) return;
  // Not at the top: it takes a while to load, and few need it.
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=600000');
  setting = 'optimised-later';
}

/** Whether compiled forms are kept here and not by Node. */
let isOurs = false;

let setting = 'as-usual';

interface CommonModule {
  readonly exports: unknown;
  readonly require: Require;
}

type Require = (name: string) => unknown;

/** Node before 22.8 has no cache of its own: https://nodejs.org/api/module.html#moduleenablecompilecachecachedir */
function compileWith(folder: string, kind: string): void {
  isOurs = true;
  const own = import.meta.dirname;
  const { extensions } = loader;
  const standard = extensions['.js'] as Extension;
  extensions['.cjs'] = (module, file) => {
    if (dirname(file) !== own) return standard(module, file);
    begin(folder, kind, file);
    if (!runCompiled(module, file, folder)) standard(module, file);
  };
}

/**
 * A compiled form holds the functions that had run when it was made; V8 compiles others at every start. So they are made anew, with
 * what is added, by the first run of its kind each day, and soon after one that failed, which did not come far.
 */
function begin(folder: string, kind: string, first: string): void {
  if (mark !== undefined) return;
  mark = nameOf(first, kind);
  const age = Date.now() - (statSync(join(folder, mark), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age < DAY) return;
  makesAnew = true;
  process.once('exit', (code) => {
    writeEntry(folder, mark ?? '', Buffer.alloc(0));
    if (code !== 0) touchEntry(folder, mark ?? '', Date.now() - DAY + SOON);
  });
}

/** The entry that is as old as the last run of this kind that made compiled forms. */
let mark: string | undefined;
let makesAnew = false;

const DAY = 86_400_000;
const SOON = 600_000;

type Extension = (module: CommonModule, file: string) => void;

const loader = Module.createRequire(import.meta.filename) as unknown as {
  readonly extensions: Record<string, Extension>;
  /** What has been loaded, by file: https://nodejs.org/api/modules.html#requirecache */
  readonly cache: Record<string, CommonModule>;
};

/**
 * Runs a file of ours and says whether it did. The names of these files hold a hash of what is in them, so that a name is
 * enough to know the compiled form by. In a file that is run this way Node cannot do an import().
 */
function runCompiled(module: CommonModule, file: string, folder: string): boolean {
  const text = readFileSync(file, 'utf8');
  const name = nameOf(file, setting);
  const cachedData = readEntry(folder, name);
  if (cachedData === undefined && /(?<![.\w])import\(/.test(text)) return false;
  const source = Module.wrap(text);
  const script = new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  // V8 itself refuses what another version made.
  if (makesAnew || cachedData === undefined || script.cachedDataRejected === true)
    keepAtExit(folder, name, script);
  const run = script.runInThisContext() as (...parameters: readonly unknown[]) => void;
  const require = requireBeside(file, (one) => module.require(one), folder);
  run.call(module.exports, module.exports, require, module, file, dirname(file));
  return true;
}

const nameOf = (file: string, use: string): string =>
  [basename(file), crc32(dirname(file)), process.version, process.arch, use].join('-');

/** Files of ours ask for each other by where they lie, so that nothing has to be looked for: a tenth of a start. */
const requireBeside =
  (file: string, standard: Require, folder: string): Require =>
  (name) => {
    if (!BESIDE.test(name)) return standard(name);
    const path = join(dirname(file), name);
    const known = loader.cache[path];
    if (known !== undefined) return known.exports;
    const module = { exports: {}, require: standard, loaded: true };
    loader.cache[path] = module;
    if (runCompiled(module, path, folder)) return module.exports;
    delete loader.cache[path];
    return standard(name);
  };

const BESIDE = /^\.\/[\w.-]+\.cjs$/;

const fresh: (() => void)[] = [];

/** At the end of the run, when the functions that it needed are compiled, too. */
function keepAtExit(folder: string, name: string, script: Script): void {
  if (fresh.length === 0) process.once('exit', () => fresh.forEach((keep) => keep()));
  fresh.push(() => writeEntry(folder, name, script.createCachedData()));
}
