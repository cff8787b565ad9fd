// [I/O] Stores that are not there, although units of this host lead into them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { linkText } from '../install/durable.ts';
import { hostPaths, storeRoot, type HostContext, type HostPaths } from '../install/paths.ts';
import type { StoredBundle } from '../install/store.ts';
import { reach } from './access.ts';
import { listed } from './path-rules.ts';
import type { Raw } from './raw.ts';

export interface LostStore {
  readonly paths: HostPaths;
  /** Linked, and leading nowhere. */
  readonly units: readonly string[];
}

/** A file system that is not mounted, or somebody tidied up. What systemd has in memory goes on until its next reload. */
export const lostStores = (contexts: readonly HostContext[]): readonly LostStore[] =>
  contexts.flatMap((context) => {
    const units = new Map<string, string[]>();
    for (const { base, unit } of linksInto(context))
      if (!existsSync(hostPaths(context, base).store)) units.set(base, [...(units.get(base) ?? []), unit]);
    return [...units].map(([base, names]) => ({ paths: hostPaths(context, base), units: names }));
  });

function linksInto(context: HostContext): readonly { readonly base: string; readonly unit: string }[] {
  const { links } = hostPaths(context, '-');
  const root = `${storeRoot(context)}/`;
  return (existsSync(links) ? readdirSync(links).sort() : []).flatMap((unit) => {
    const target = linkText(join(links, unit));
    const base = target?.startsWith(root) === true ? target.slice(root.length).split('/')[0] : undefined;
    return base === undefined || base === '' ? [] : [{ base, unit }];
  });
}

/** With the bundle at hand an install makes the store anew; what runs is restarted by it. */
export function lostStore({ paths, units }: LostStore, bundle: StoredBundle | undefined): Raw {
  const here = bundle?.manifest.base === paths.base ? bundle.manifest.environment : undefined;
  return {
    code: 'store-damaged',
    environment: here ?? paths.base,
    units: [],
    what: `${paths.store} is not there, and ${units.length} units are links into it: ${units.join(', ')}`,
    why: `What runs goes on until systemd reads its units again or the host boots. If the folder is a file system, mount it.${
      here === undefined ? ' Else install again, in the project.' : ''
    }`,
    steps:
      here === undefined
        ? [listed(reach(paths.store, undefined), paths.store)]
        : [['tsm', 'install', `@${here}`]],
    explains: ['not-installed'],
    ...(here === undefined ? { kind: 'look' } : {}),
  };
}
