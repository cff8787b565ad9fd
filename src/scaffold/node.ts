import { posix } from 'node:path';
import type { Folder } from './folder.ts';
import { packageServices } from './package-json.ts';
import { parsePackage, type Package } from './package.ts';
import { lineText } from './command-line.ts';
import { plainName } from './name.ts';
import type { Found, Proposal } from './proposal.ts';

/** Services of a Node project: those of its package.json, and of its workspaces. */
export function nodeServices(folder: Folder): Found & { readonly top: Package | undefined } {
  const text = folder.read('package.json');
  if (text === undefined) return { proposals: bareProgram(folder), notes: [], top: undefined };
  const top = parsePackage(text, 'package.json', folder);
  if ('problem' in top)
    return {
      proposals: [],
      notes: [`package.json was passed over, since it is no JSON: ${top.problem}`],
      top: undefined,
    };
  const inside = workspaceFiles(top, folder).map((file) => workspaceServices(file, folder, top));
  const own = inside.some(({ proposals }) => proposals.length > 0)
    ? withoutRunners(top, folder)
    : packageServices(top, folder);
  const all = [own, ...inside];
  return {
    proposals: all.flatMap(({ proposals }) => proposals),
    notes: all.flatMap(({ notes }) => notes),
    top,
  };
}

/** A program without a package.json: one that is called a server, or that uses what a browser has not. */
function bareProgram(folder: Folder): readonly Proposal[] {
  const files = PROGRAMS.flatMap((name) => ['js', 'mjs', 'cjs'].map((ending) => `${name}.${ending}`));
  const file = files.find(
    (one) => folder.has(one) && (one.startsWith('server.') || OF_NODE.test(folder.read(one) ?? '')),
  );
  if (file === undefined) return [];
  return [
    {
      name: plainName(folder.name, 'app'),
      command: lineText({ words: ['node', file], env: [] }),
      cwd: '.',
      why: `${file} is there, and no package.json`,
      notes: [],
    },
  ];
}

const PROGRAMS = ['server', 'index', 'app', 'main', 'bot', 'worker'];

const OF_NODE =
  /\brequire\(\s*['"]|\bfrom\s*['"](?:node:)?(?:https?|net|fs|path|os|events)['"]|\bfrom\s*['"]node:|\bprocess\.(?:env|argv|on)\b/;

/** The scripts at the top of a monorepo usually start those below it, which are proposed one by one. */
function withoutRunners(top: Package, folder: Folder): Found {
  const { proposals } = packageServices(top, folder);
  return {
    proposals: proposals.filter(
      ({ command }) =>
        !/\b(?:workspaces?|--filter|-w|turbo|lerna|nx|concurrently)\b|npm-run-all|run-p/.test(command),
    ),
    notes: [],
  };
}

function workspaceFiles({ workspaces }: Package, folder: Folder): readonly string[] {
  const pnpm = folder.read('pnpm-workspace.yaml') ?? '';
  const listed = [...pnpm.matchAll(/^\s*-\s*['"]?([^'"#\n]+?)['"]?\s*$/gm)].map(([, one = '']) => one);
  const patterns = [...workspaces, ...listed].filter(
    (one) => !one.startsWith('!') && !one.split('/').includes('..'),
  );
  return [...new Set(patterns.flatMap((one) => folder.find(posix.join(one, 'package.json'))))].sort();
}

function workspaceServices(file: string, folder: Folder, top: Package): Found {
  const own = parsePackage(folder.read(file) ?? '', file, folder, top);
  if ('problem' in own)
    return { proposals: [], notes: [`${file} was passed over, since it is no JSON: ${own.problem}`] };
  return packageServices(own, folder);
}
