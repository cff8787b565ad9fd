// [I/O] The bundles of two trees, matched by what their manifests say they are and not by where they lie.
import { MANIFEST } from '../bundle/bundle.ts';
import type { Manifest } from '../bundle/manifest.ts';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { StoredBundle } from '../install/store.ts';
import { bundleFolders, foldersFor } from './find.ts';
import type { Tree } from './git.ts';
import { decodeManifest, storedBundle } from './stored.ts';

/** A bundle of one side. `folder` is from the top of the repository. */
export interface FoundBundle {
  readonly folder: string;
  readonly bundle: StoredBundle;
}

export interface BundlePair {
  readonly before: FoundBundle | undefined;
  readonly after: FoundBundle | undefined;
}

/** Every bundle that a command in `prefix` means, in both trees. One that moved is found wherever it went. */
export async function pairBundles(
  base: Tree,
  head: Tree,
  prefix: string,
): Promise<Checked<readonly BundlePair[]>> {
  const diagnostics: Diagnostic[] = [];
  const [old, fresh] = [await openSide(base, prefix, diagnostics), await openSide(head, prefix, diagnostics)];
  const keys = [...new Set([...fresh.near.keys(), ...old.near.keys()])];
  const pairs: BundlePair[] = [];
  for (const key of keys) {
    const [before, after] = [await old.open(key), await fresh.open(key)];
    pairs.push({ before, after });
  }
  return { value: pairs, diagnostics };
}

interface Side {
  /** Folder of each bundle that is meant, by identity. */
  readonly near: ReadonlyMap<string, Located>;
  /** The bundle of that identity: one that is meant, else one anywhere in the tree. */
  readonly open: (key: string) => Promise<FoundBundle | undefined>;
}

interface Located {
  readonly folder: string;
  readonly manifest: Manifest;
}

async function openSide(tree: Tree, prefix: string, diagnostics: Diagnostic[]): Promise<Side> {
  const folders = bundleFolders(tree.paths);
  const meant = foldersFor(folders, prefix);
  const near = await readManifests(tree, meant, diagnostics);
  let others: ReadonlyMap<string, Located> | undefined;
  return {
    near,
    open: async (key) => {
      const isElsewhere = !near.has(key) && others === undefined;
      if (isElsewhere)
        others = await readManifests(
          tree,
          folders.filter((folder) => !meant.includes(folder)),
          [],
        );
      const found = near.get(key) ?? others?.get(key);
      return found === undefined ? undefined : await readBundle(tree, found, diagnostics);
    },
  };
}

/** Manifests by identity: the project's id and the environment. */
async function readManifests(
  tree: Tree,
  folders: readonly string[],
  diagnostics: Diagnostic[],
): Promise<ReadonlyMap<string, Located>> {
  const texts = await tree.read(folders.map((folder) => inside(folder, MANIFEST)));
  const found = new Map<string, Located>();
  for (const folder of folders) {
    const file = inside(folder, MANIFEST);
    const text = texts.get(file);
    if (text === undefined) continue;
    const manifest = decodeManifest(text, file);
    diagnostics.push(...manifest.diagnostics);
    if (manifest.value === undefined) continue;
    const key = `${manifest.value.id} @${manifest.value.environment}`;
    if (!found.has(key)) found.set(key, { folder, manifest: manifest.value });
  }
  return found;
}

async function readBundle(
  tree: Tree,
  { folder, manifest }: Located,
  diagnostics: Diagnostic[],
): Promise<FoundBundle> {
  const texts = await tree.read([MANIFEST, ...manifest.files].map((path) => inside(folder, path)));
  const inBundle = [...texts].map(
    ([path, text]) => [path.slice(folder === '' ? 0 : folder.length + 1), text] as const,
  );
  const { bundle, missing } = storedBundle(manifest, new Map(inBundle));
  diagnostics.push(...missing);
  return { folder, bundle };
}

const inside = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);
