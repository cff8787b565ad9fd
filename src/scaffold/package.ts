import { posix } from 'node:path';
import type { Folder } from './folder.ts';
import { plainName } from './name.ts';

/** What a package.json says, as far as a service needs it. */
export interface Package {
  /** `package.json`, `packages/web/package.json`. */
  readonly file: string;
  /** Its folder, `.` at the top. */
  readonly folder: string;
  /** Its name as a name of ours. */
  readonly service: string;
  readonly description: string | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  /** Names of everything it depends on. */
  readonly dependencies: ReadonlySet<string>;
  /** Names of what it needs for development alone. */
  readonly developing: ReadonlySet<string>;
  /** Where its programs are installed. */
  readonly installedIn: string;
  /** The program it says it is. */
  readonly entry: { readonly file: string; readonly why: string } | undefined;
  readonly workspaces: readonly string[];
}

/** A package.json as a value, or why it is none. */
export function parsePackage(
  text: string,
  file: string,
  folder: Folder,
  above?: Package,
): Package | { readonly problem: string } {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (problem) {
    return { problem: (problem as Error).message };
  }
  if (!isRecord(written)) return { problem: 'it holds no object' };
  const home = posix.dirname(file);
  const called = typeof written['name'] === 'string' ? written['name'] : '';
  const dependencies = keysOf(written['dependencies']);
  const developing = keysOf(written['devDependencies']);
  const own = new Set([...dependencies, ...developing, ...keysOf(written['optionalDependencies'])]);
  const all = new Set([...own, ...(above?.dependencies ?? [])]);
  const otherwise = home === '.' ? folder.name : posix.basename(home);
  return {
    file,
    folder: home,
    service: plainName(above === undefined && called !== '' ? called : otherwise, 'app'),
    description: typeof written['description'] === 'string' ? written['description'] : undefined,
    scripts: strings(written['scripts']),
    dependencies: all,
    developing: new Set(developing),
    // pnpm gives every package a folder of its own, npm and yarn share one at the top.
    installedIn: folder.has('pnpm-lock.yaml') ? home : '.',
    entry: entryOf(written, own),
    workspaces: workspacesOf(written['workspaces']),
  };
}

/** `main` of something that serves, or the one `bin` of something private. */
function entryOf(written: Readonly<Record<string, unknown>>, own: ReadonlySet<string>): Package['entry'] {
  const serves = FRAMEWORKS.find((name) => own.has(name));
  if (serves === undefined && written['private'] !== true) return undefined;
  const because = serves === undefined ? 'the package is private' : `it depends on ${serves}`;
  const main = written['main'];
  if (typeof main === 'string')
    return { file: main, why: `"main" is ${JSON.stringify(main)}, and ${because}` };
  const bin = written['bin'];
  const [file] = typeof bin === 'string' ? [bin] : Object.values(strings(bin));
  return file === undefined
    ? undefined
    : { file: posix.normalize(file), why: `"bin" is ${JSON.stringify(file)}, and ${because}` };
}

const FRAMEWORKS = [
  'express',
  'fastify',
  'koa',
  '@hapi/hapi',
  'hono',
  '@nestjs/core',
  'restify',
  'polka',
  'ws',
  'socket.io',
  'h3',
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf = (value: unknown): readonly string[] => (isRecord(value) ? Object.keys(value) : []);

const strings = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );

function workspacesOf(value: unknown): readonly string[] {
  const list = isRecord(value) ? value['packages'] : value;
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
