// [I/O] Where bundles lie. What they say is for others to read, so this loads next to nothing.
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST } from '../bundle/bundle.ts';

/**
 * Folders of bundles: `*\/tsm.json` below `systemd/` in this folder or one above; the folder itself may be one. The name of a
 * bundle's folder means nothing. Other folders of a parent are none of ours: they may be somebody else's home.
 */
export function bundleFolders(from: string): readonly string[] {
  for (let at = realpathSync(from); ; at = dirname(at)) {
    const here = [...itself(at), ...below(join(at, 'systemd'))];
    if (here.length > 0 || at === '/') return here;
  }
}

/** What a path that was typed names: a bundle, a folder of bundles, or a project. Never something above it. */
export function bundleFoldersAt(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const at = realpathSync(path);
  const own = itself(at);
  return own.length > 0 ? own : [...below(at), ...below(join(at, 'systemd'))];
}

const itself = (folder: string): readonly string[] =>
  lstatSync(join(folder, MANIFEST), { throwIfNoEntry: false })?.isFile() === true ? [folder] : [];

const below = (parent: string): readonly string[] =>
  folders(parent).flatMap((name) => itself(join(parent, name)));

function folders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => name).sort();
}
