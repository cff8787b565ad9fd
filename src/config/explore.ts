import { dirname } from 'node:path';
import type { CosmiconfigResult, PublicExplorerSync } from 'cosmiconfig';
import * as cosmiconfig from 'cosmiconfig/dist/ExplorerSync.js';
import { CONFIG_NAMES } from './config-names.ts';
import { loaders } from './loaders.ts';

/** cosmiconfig's class as it is. Its types are not published. */
const { ExplorerSync } = cosmiconfig as unknown as {
  ExplorerSync: new (options: Readonly<Record<string, unknown>>) => Pick<PublicExplorerSync, 'search'>;
};

/** A config that was found, and its value, undefined where there is none. */
interface Explored {
  readonly filepath: string;
  readonly config: unknown;
}

/**
 * The nearest config, from `from` upwards. `cosmiconfig()` itself first looks through the working directory for options of
 * its own, in package.json, package.yaml and `.config/config.js`: what others keep there would change what tsm finds, break
 * it, or be run. The class behind it has nothing of that. The one that searches without waiting spares loading what waits: a
 * loader gives a promise, and a `$import` in that is none for cosmiconfig.
 */
export async function explore(from: string): Promise<Explored | undefined> {
  const explorer = new ExplorerSync({
    moduleName: 'tsm',
    searchPlaces: CONFIG_NAMES,
    loaders,
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    transform: (found: CosmiconfigResult) => found,
    cache: false,
    metaConfigFilePath: null,
    mergeImportArrays: true,
    mergeSearchPlaces: true,
  });
  for (let folder = from; ; folder = dirname(folder)) {
    const found = explorer.search(folder);
    if (found !== null) return { filepath: found.filepath, config: await found.config };
    if (folder === dirname(folder)) return undefined;
  }
}
