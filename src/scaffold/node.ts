import { posix } from 'node:path';
import type { Folder } from './folder.ts';
import { packageServices } from './package-json.ts';
import { parsePackage, type Package } from './package.ts';
import { NOTHING, type Found } from './proposal.ts';

/** Services of a Node project: those of its package.json, and of its workspaces. */
export function nodeServices(folder: Folder): Found & { readonly top: Package | undefined } {
  const text = folder.read('package.json');
  if (text === undefined) return { ...NOTHING, top: undefined };
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
