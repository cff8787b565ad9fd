// [I/O] The compiled form of tsm's own files. Without it Node compiles them at every start, which takes as long as the work itself.
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { basename, dirname } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { readEntry, writeEntry } from './entries.ts';
import { cacheFolder } from './folder.ts';

/** Makes every file of tsm that is loaded from here on use, or make, its compiled form. */
export function useCompiledCode(): void {
  const folder = cacheFolder('code');
  if (folder === undefined) return;
  const { enableCompileCache } = Module as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache === undefined) compileWith(folder);
  else enableCompileCache(folder);
}

interface CommonModule {
  readonly exports: unknown;
  readonly require: (name: string) => unknown;
}

/** Node before 22.8 has no cache of its own: https://nodejs.org/api/module.html#moduleenablecompilecachecachedir */
function compileWith(folder: string): void {
  const own = import.meta.dirname;
  const { extensions } = Module.createRequire(import.meta.filename) as unknown as Loader;
  const standard = extensions['.js'] as Extension;
  extensions['.cjs'] = (module, file) =>
    (dirname(file) === own && runCompiled(module, file, folder)) || standard(module, file);
}

type Extension = (module: CommonModule, file: string) => void;

interface Loader {
  readonly extensions: Record<string, Extension>;
}

/**
 * Runs a file of ours and says whether it did. The names of these files hold a hash of what is in them, so that a name is
 * enough to know the compiled form by. In a file that is run this way Node cannot do an import().
 */
function runCompiled(module: CommonModule, file: string, folder: string): boolean {
  const text = readFileSync(file, 'utf8');
  if (/(?<![.\w])import\(/.test(text)) return false;
  const name = [basename(file), crc32(dirname(file)), process.version, process.arch].join('-');
  const cachedData = readEntry(folder, name);
  const source = Module.wrap(text);
  const script = new Script(source, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
  // V8 itself refuses what another version made.
  if (cachedData === undefined || script.cachedDataRejected === true) keepAtExit(folder, name, script);
  const run = script.runInThisContext() as (...parameters: readonly unknown[]) => void;
  run.call(module.exports, module.exports, module.require.bind(module), module, file, dirname(file));
  return true;
}

const fresh: (() => void)[] = [];

/** At the end of the run, when the functions that it needed are compiled, too. */
function keepAtExit(folder: string, name: string, script: Script): void {
  if (fresh.length === 0) process.once('exit', () => fresh.forEach((keep) => keep()));
  fresh.push(() => writeEntry(folder, name, script.createCachedData()));
}
