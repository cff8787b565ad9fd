import type { CommandLine } from './command-line.ts';

/** Programs that only start another one, and what is left when systemd starts that one itself. */
const WRAPPERS: Readonly<Record<string, (args: readonly string[]) => CommandLine | undefined>> = {
  'cross-env': withVariables,
  'cross-env-shell': withVariables,
  npx: (args) => (args[0]?.startsWith('-') === false ? { words: args, env: [] } : undefined),
  nodemon: withNode,
  supervisor: withNode,
  'pm2-runtime': withNode,
  pm2: (args) => (args[0] === 'start' ? withNode(args.slice(1)) : undefined),
  forever: (args) => withNode(args[0] === 'start' ? args.slice(1) : args),
  // One process instead of two: tsx would start a second node and pass signals on.
  tsx: (args) => (isFile(args[0]) ? { words: ['node', '--import', 'tsx', ...args], env: [] } : undefined),
};

const isFile = (word: string | undefined): boolean =>
  word !== undefined && /^[^-].*\.[mc]?[jt]sx?$/.test(word);

function withNode(args: readonly string[]): CommandLine | undefined {
  return args[0] !== undefined && /^[^-].*\.[mc]?js$/.test(args[0]) && !isDescription(args[0])
    ? { words: ['node', ...args], env: [] }
    : undefined;
}

/** A file that says what to start, and is started by nobody. */
const isDescription = (word: string): boolean =>
  /(?:^|\/)ecosystem[^/]*$|\.config\.[mc]?js$|\.(?:json|ya?ml)$/.test(word);

/** `pm2 start ecosystem.config.js`: starts what the file describes, which only an import reads. */
export const startsDescribed = ({ words: [program = '', ...args] }: CommandLine): string | undefined =>
  /^(?:pm2|pm2-runtime|forever)$/.test(program) ? args.find(isDescription) : undefined;

function withVariables(args: readonly string[]): CommandLine | undefined {
  const end = args.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  if (end === -1) return undefined;
  const env = args.slice(0, end).map((word) => {
    const equals = word.indexOf('=');
    return [word.slice(0, equals), word.slice(equals + 1)] as const;
  });
  return { words: args.slice(end), env };
}

/** Takes wrappers off, as many as there are; says which came off. */
export function unwrapped(line: CommandLine): { readonly line: CommandLine; readonly wrapper?: string } {
  const [program = '', ...args] = line.words;
  const inner = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program]?.(args) : undefined;
  if (inner === undefined) return { line };
  const next = unwrapped({ words: inner.words, env: [...line.env, ...inner.env] });
  return { line: next.line, wrapper: program };
}

/** Serves from sources and watches them: for the machine of a developer. */
export function isDevelopmentServer({ words }: CommandLine): boolean {
  const [program = '', first = ''] = words;
  if (words.some((word) => /^--watch(?:=|$|-path)/.test(word))) return true;
  if (/^(?:nodemon|ts-node-dev|tsnd|vite-node|webpack-dev-server|react-scripts|gatsby|parcel)$/.test(program))
    return true;
  if (/^(?:next|nuxt|astro|remix|wrangler)$/.test(program)) return first === 'dev';
  if (/^(?:tsx|bun)$/.test(program)) return first === 'watch';
  if (/^(?:ng|vue-cli-service|webpack)$/.test(program)) return first === 'serve';
  return program === 'vite' && first !== 'preview';
}

/** Runs several programs of its own under one unit. */
export const startsSeveral = ({ words: [program = '', first = ''] }: CommandLine): boolean =>
  /^(?:concurrently|npm-run-all|npm-run-all2|run-p|run-s|run-pty|lerna|nx|foreman|nf)$/.test(program) ||
  (program === 'turbo' && first !== '');

/** Programs that a system has, or that are no package's. */
const OF_THE_SYSTEM = new Set(
  'node nodejs deno bun python python3 bash sh env java php ruby perl go docker npm npx yarn pnpm caddy nginx'.split(
    ' ',
  ),
);

/** Packages whose program has another name. */
const PACKAGE_OF: Readonly<Record<string, readonly string[]>> = {
  fastify: ['fastify-cli'],
  nest: ['@nestjs/cli'],
  'remix-serve': ['@remix-run/serve'],
  'react-router-serve': ['@react-router/serve'],
  ng: ['@angular/cli'],
};

/** Whether a bare program is one that npm put into `node_modules/.bin`. */
export const isOfPackage = (program: string, dependencies: ReadonlySet<string>): boolean =>
  !program.includes('/') &&
  !OF_THE_SYSTEM.has(program) &&
  [program, ...(PACKAGE_OF[program] ?? [])].some((name) => dependencies.has(name));
