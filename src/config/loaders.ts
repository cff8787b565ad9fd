// [I/O] A config as a value: a program is run, data is read.
import { basename } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Jiti } from 'jiti';
import { cacheFolder } from '../cache/folder.ts';
import { ConfigFault } from './fault.ts';
import { runPlainProgram } from './plain-program.ts';
import { programFault } from './program-fault.ts';

/**
 * How each kind of config becomes a value. cosmiconfig's own TypeScript loader writes a file beside the
 * config and loses the message of a syntax error, so programs are loaded by Node or jiti and data by `yaml`.
 */
export const loaders: Record<string, (path: string, text: string) => unknown> = {
  '.ts': loadProgram,
  '.mts': loadProgram,
  '.js': loadProgram,
  '.mjs': loadProgram,
  '.cjs': loadProgram,
  '.json': loadData,
  '.yaml': loadData,
  '.yml': loadData,
};

async function loadProgram(path: string, text: string): Promise<unknown> {
  // What a config prints is said beside the answer, which has standard output for itself.
  const { console: speaker } = globalThis;
  const { log } = speaker;
  speaker.log = speaker.error;
  try {
    return /\.[mc]?js$/.test(path) && !text.includes('@tetra/tsm')
      ? await importScript(path)
      : await importTypeScript(path, text);
  } catch (problem) {
    throw await programFault(problem, path);
  } finally {
    speaker.log = log;
  }
}

async function importScript(path: string): Promise<unknown> {
  const { nativeImport } = await import('./native-import.ts');
  const module = (await nativeImport(pathToFileURL(path).href)) as { default?: unknown };
  return module.default;
}

const own = createRequire(import.meta.url);

/** By jiti, in which `@tetra/tsm` is always this tsm. What jiti made of a plain program once is run without it. */
async function importTypeScript(path: string, text: string): Promise<unknown> {
  const loader = () => jitiFor(path);
  const plain = await runPlainProgram(path, text, async () =>
    loader().transform({ source: text, filename: path, ts: true, retainLines: true }),
  );
  return plain === undefined ? loader().import(path, { default: true }) : plain.value;
}

/** What a program that is not on disk would export, as if it lay at `path`. jiti would load an `.mjs` from the disk unless told to transpile. */
export async function evaluateProgram(text: string, path: string): Promise<unknown> {
  const options = { filename: path, ext: '.ts', async: true, forceTranspile: true } as const;
  const module = (await jitiFor(path).evalModule(text, options)) as { default?: unknown };
  return module.default ?? module;
}

function jitiFor(path: string): Jiti {
  const { createJiti } = own('jiti') as typeof import('jiti');
  const alias = { '@tetra/tsm': own.resolve('@tetra/tsm') };
  return createJiti(path, {
    alias,
    fsCache: cacheFolder('loader') ?? false,
    moduleCache: false,
    // A place in what was made of the file is then a place in the file.
    transformOptions: { retainLines: true },
    interopDefault: true,
  });
}

/** JSON is read by the YAML parser too, which knows where it is; what JSON forbids is told by JSON itself. */
function loadData(path: string, text: string): unknown {
  return basename(path) === 'package.json' ? loadPackage(path, text) : parseData(path, text);
}

/** cosmiconfig takes the property at once, and is not to look into it. */
function loadPackage(path: string, text: string): unknown {
  const written = parseJson(path, text) as { readonly tsm?: unknown } | null;
  return written?.tsm == null ? {} : { tsm: Promise.resolve(written.tsm) };
}

async function parseData(path: string, text: string): Promise<unknown> {
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
