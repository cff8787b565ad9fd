import { defineConfig } from 'tsdown';
import { licenses } from './scripts/licenses.ts';

/** Installed beside tsm: found by path, slow to load and seldom needed, or asked for by a package without being used. */
const notBundled = [
  'jiti',
  'node-plop',
  'plop',
  'prettier',
  'prettier/plugins/babel',
  'typescript',
  '@tetra/tsm',
];

/**
 * cosmiconfig's own loaders of programs are never asked, and a file with an import() cannot have its compiled form kept. It is used without
 * promises, and those of node:fs take Node a while to load.
 */
const withoutCosmiconfigPromises = {
  name: 'without-cosmiconfig-promises',
  transform: (code: string, id: string) =>
    /cosmiconfig\/dist\/(?:loaders|Explorer)\.js$/.test(id)
      ? code.replaceAll('await import(', 'await Promise.reject(').replace('require("fs/promises")', '{}')
      : undefined,
};

/** fdir would load whatever picomatch the project has, for a way of filtering that tinyglobby does not use. */
const withoutFdirGlobs = {
  name: 'without-fdir-globs',
  transform: (code: string, id: string) =>
    id.includes('/fdir/') ? code.replaceAll(/__require(\.resolve)?\("picomatch"\)/g, 'undefined') : undefined,
};

/** Commands that are programs of their own would be started by it; there are none, and Node takes a while to load what starts them. */
const withoutCommanderPrograms = {
  name: 'without-commander-programs',
  transform: (code: string, id: string) =>
    id.endsWith('commander/lib/command.js')
      ? code.replace("require('node:child_process')", 'undefined')
      : undefined,
};

/** zod writes a function for each shape that it checks, which pays off after thousands of objects; a command checks a few hundred. */
const withoutZodCompiler = {
  name: 'without-zod-compiler',
  transform: (code: string, id: string) =>
    id.endsWith('zod/v4/core/core.js')
      ? code.replace('= globalThis.__zod_globalConfig;', '= { jitless: true };')
      : undefined,
};

/** One letter beyond ASCII, and V8 holds the text of a whole file in twice the memory, which takes longer to make and to move. */
const inAscii = {
  name: 'in-ascii',
  generateBundle: (_: unknown, bundle: Record<string, { type: string; fileName: string; code?: string }>) => {
    for (const chunk of Object.values(bundle)) {
      if (chunk.code === undefined) continue;
      if (/String\.raw`[^`]*[^\0-\x7F]/.test(chunk.code))
        throw new Error(`${chunk.fileName}: a raw text that an escape would change`);
      chunk.code = chunk.code.replaceAll(
        /[^\0-\x7F]/g,
        (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

/** When a code is said is told by docs/diagnostics.md, which is made from the sources; no command prints it. */
const withoutAbout = {
  name: 'without-about',
  transform: (code: string, id: string) =>
    id.includes('/diagnostics/catalog/')
      ? code.replaceAll(/\babout:\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g, "about: ''")
      : undefined,
};

/** A parser of TypeScript is large, and the command has one already. */
const withTheParserOfTheCommand = {
  name: 'with-the-parser-of-the-command',
  resolveId: (id: string) =>
    id.endsWith('/locate-program.ts') ? { id: './locate-program.cjs', external: true } : undefined,
};

const bundledBut = (names: string[]) => ({
  alwaysBundle: [/./],
  neverBundle: names,
  onlyBundle: false as const,
});

const common = { platform: 'node', target: 'node20.19' } as const;

export default defineConfig([
  {
    ...common,
    // CommonJS starts faster than ES modules do, and its compiled form can be kept: src/cache/code.ts.
    entry: { main: 'src/main.ts', 'locate-program': 'src/config/locate-program.ts' },
    deps: bundledBut(notBundled),
    format: 'cjs',
    shims: true,
    dts: false,
    // Comments go, names stay, so that a stack in a report says something.
    minify: { compress: true, mangle: false },
    plugins: [
      withoutCosmiconfigPromises,
      withoutFdirGlobs,
      withoutCommanderPrograms,
      withoutZodCompiler,
      withoutAbout,
      licenses,
      inAscii,
    ],
  },
  {
    ...common,
    entry: ['src/index.ts'],
    // Its types are part of ours.
    deps: bundledBut([...notBundled, 'zod', 'zod/mini']),
    plugins: [withoutAbout, withTheParserOfTheCommand],
    minify: { compress: true, mangle: false },
    format: 'esm',
    dts: { entry: 'src/index.ts' },
    outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
    clean: false,
  },
]);
