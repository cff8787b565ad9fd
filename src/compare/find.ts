import { MANIFEST } from '../bundle/bundle.ts';

/** Folders of a tree that hold a manifest. Paths as git prints them: relative, with forward slashes; the top is empty. */
export function bundleFolders(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path === MANIFEST || path.endsWith(`/${MANIFEST}`))
    .map((path) => path.slice(0, -MANIFEST.length).replace(/\/$/, ''))
    .sort();
}

/**
 * Those that a command in the folder `from` means: `*`, `systemd/*` or the folder itself, there or in the nearest folder
 * above that has any; with none, all below `from`.
 */
export function foldersFor(folders: readonly string[], from: string): readonly string[] {
  for (let at = from; ; at = parent(at)) {
    const found = folders.filter(
      (folder) => folder === at || isChild(folder, at) || isChild(folder, join(at, 'systemd')),
    );
    if (found.length > 0) return found;
    if (at === '') break;
  }
  return folders.filter((folder) => from === '' || folder.startsWith(`${from}/`));
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const isChild = (folder: string, of: string): boolean =>
  folder !== '' && parent(folder) === of && folder !== of;
