// [I/O] A TypeScript config that needs nothing but tsm and Node is turned into JavaScript once and then run from the cache.
import { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';
import { readEntry, writeEntry } from '../cache/entries.ts';
import { cacheFolder } from '../cache/folder.ts';

/** What a config that is run here can import from `@tetra/tsm`. */
const TSM = { __esModule: true, defineConfig: (config: unknown): unknown => config };

/** What is kept of a program: the text that it was made from, and nothing where it is left to the general loader. */
interface Kept {
  readonly from: readonly string[];
  readonly code: string | null;
}

/**
 * What the program exports as default, or nothing when it needs a loader: it imports other files or packages, waits at its top
 * level, or is no TypeScript at all. `transpile` is slow and called when the text is new.
 */
export async function runPlainProgram(
  path: string,
  text: string,
  transpile: () => Promise<string>,
): Promise<{ readonly value: unknown } | undefined> {
  const folder = cacheFolder('config');
  const name = encodeURIComponent(path).slice(-200);
  const from = [import.meta.filename, process.version, path, text];
  const kept = folder === undefined ? undefined : readKept(folder, name);
  const isSame = kept?.from.length === from.length && kept.from.every((one, index) => one === from[index]);
  const code = isSame ? kept.code : plainCode(await transpile().catch(() => ''));
  if (!isSame && folder !== undefined) writeEntry(folder, name, Buffer.from(JSON.stringify({ from, code })));
  return code === null ? undefined : { value: runModule(code, path) };
}

const readKept = (folder: string, name: string): Kept | undefined => {
  const bytes = readEntry(folder, name);
  return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as Kept);
};

/** CommonJS whose imports are known to be harmless, else nothing. A word in a string that looks like an import costs time, no more. */
function plainCode(code: string): string | null {
  const calls = [...code.matchAll(/\brequire\b(?:\(("(?:[^"\\\n])+")\))?/g)];
  const imports = calls.map(([, quoted]) => (quoted === undefined ? undefined : String(JSON.parse(quoted))));
  const isPlain =
    code !== '' &&
    imports.every((name) => name !== undefined && (name === '@tetra/tsm' || isBuiltin(name))) &&
    !/\bimport\s*\(|\b(?:jitiImport|__JITI_ERROR__|module)\b/.test(code) &&
    usesOfTsm(code).every((name) => name in TSM) &&
    isFunctionBody(code);
  return isPlain ? code : null;
}

/** One that waits at its top level is none. */
function isFunctionBody(code: string): boolean {
  try {
    compileFunction(code, PARAMETERS);
    return true;
  } catch {
    return false;
  }
}

/** Names that are taken out of what `require("@tetra/tsm")` gives. */
function usesOfTsm(code: string): readonly string[] {
  const [, variable] = /(\w+) = require\("@tetra\/tsm"\)/.exec(code) ?? [];
  if (variable === undefined) return code.includes('@tetra/tsm') ? ['*'] : [];
  const uses = [...code.matchAll(new RegExp(`\\b${variable}\\b(?:\\.(\\w+))?`, 'g'))].slice(1);
  return uses.map(([, name]) => name ?? '*');
}

const PARAMETERS = ['exports', 'require', '__filename', '__dirname'];

function runModule(code: string, path: string): unknown {
  const builtin = createRequire(path);
  const require = (name: string): unknown => (name === '@tetra/tsm' ? TSM : builtin(name));
  const exports: Record<string, unknown> = {};
  compileFunction(code, PARAMETERS, { filename: path })(exports, require, path, dirname(path));
  return 'default' in exports ? exports['default'] : exports;
}
