import { basename } from 'node:path';

/** What runs code that it reads at its start and not again. */
export interface Runtime {
  /** Names of the programs. */
  readonly programs: RegExp;
  /** A file that is run by it. */
  readonly entry: RegExp;
  /** Files that such a file may load. */
  readonly code: RegExp;
  /** Files in the working directory that are read at the start, or change with what packages bring. */
  readonly beside?: readonly string[];
}

const PACKAGES = ['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'];

/** Templates, pages and styles are no code: they are read when they are asked for. */
const RUNTIMES: readonly Runtime[] = [
  {
    programs: /^node(?:js)?$/,
    entry: /\.[cm]?jsx?$/,
    code: /\.(?:[cm]?jsx?|node|wasm)$/,
    beside: PACKAGES,
  },
  {
    programs: /^(?:npm|npx|pnpm|yarn|tsx|ts-node|bun|bunx|deno)$/,
    entry: /\.[cm]?tsx?$/,
    code: /\.(?:[cm]?[jt]sx?|node|wasm)$/,
    beside: PACKAGES,
  },
  {
    programs: /^(?:python[\d.]*|pypy[\d.]*|gunicorn|uvicorn|hypercorn|daphne|celery|flask)$/,
    entry: /\.py$/,
    code: /\.(?:py|so)$/,
  },
  {
    programs: /^(?:ruby|bundle|rails|rake|rackup|puma|unicorn|sidekiq)$/,
    entry: /\.r[bu]$/,
    code: /\.r[bu]$/,
  },
  { programs: /^php[\d.]*$/, entry: /\.php$/, code: /\.php$/ },
  { programs: /^perl$/, entry: /\.pl$/, code: /\.p[lm]$/ },
  { programs: /^lua[\d.]*$/, entry: /\.lua$/, code: /\.lua$/ },
  { programs: /^java$/, entry: /\.jar$/, code: /\.(?:jar|class)$/ },
  { programs: /^(?:elixir|mix|iex|erl)$/, entry: /\.exs?$/, code: /\.(?:exs?|erl|beam)$/ },
];

/** Those that run these programs or files. */
export const runtimesOf = (programs: readonly string[], files: readonly string[]): readonly Runtime[] =>
  RUNTIMES.filter(
    (one) =>
      programs.some((program) => one.programs.test(basename(program))) ||
      files.some((file) => one.entry.test(file)),
  );

/** Whether some runtime is started with such a file. */
export const isEntry = (file: string): boolean => RUNTIMES.some(({ entry }) => entry.test(file));

/** Whether some runtime may load such a file. */
export const isCode = (file: string): boolean => RUNTIMES.some(({ code }) => code.test(file));
