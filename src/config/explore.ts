import { dirname } from 'node:path';
import type { CosmiconfigResult, PublicExplorer } from 'cosmiconfig';
import * as cosmiconfig from 'cosmiconfig/dist/Explorer.js';
import { CONFIG_NAMES } from './config-names.ts';
import { loaders } from './loaders.ts';

/** cosmiconfig's class as it is. Its types are not published. */
const { Explorer } = cosmiconfig as unknown as {
  Explorer: new (options: Readonly<Record<string, unknown>>) => Pick<PublicExplorer, 'search'>;
};

/**
 * The nearest config, from `from` upwards. `cosmiconfig()` itself first looks through the working directory for options of
 * its own, in package.json, package.yaml and `.config/config.js`: what others keep there would change what tsm finds, break
 * it, or be run. The class behind it has nothing of that.
 */
export async function explore(from: string): Promise<CosmiconfigResult> {
  const explorer = new Explorer({
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
    const found = await explorer.search(folder);
    if (found !== null || folder === dirname(folder)) return found;
  }
}
