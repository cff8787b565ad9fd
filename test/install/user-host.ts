import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hostPaths, unitLink, unitLinkTarget, type HostPaths } from '../../src/install/paths.ts';
import { makeDirectories, replaceLink } from '../../src/install/durable.ts';
import { switchTo, writeGeneration, writeState, type StoredBundle } from '../../src/install/store.ts';

/** A home of its own in which user units are installed by hand, without a manager. */
export interface UserHost {
  readonly home: string;
  readonly caller: { readonly home: string; readonly runtime: string };
  readonly pathsOf: (base: string) => HostPaths;
  readonly install: (base: string, bundle: StoredBundle) => HostPaths;
  readonly put: (path: string, text?: string) => string;
}

export function userHost(name = ''): UserHost {
  const home = mkdtempSync(join(tmpdir(), `tsm-home-${name}`));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const caller = { home, runtime: join(home, 'run') };
  const pathsOf = (base: string): HostPaths =>
    hostPaths({ scope: 'user', ...caller, localLibAtBoot: true }, base);
  const put = (path: string, text = ''): string => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
    return join(home, path);
  };
  return { home, caller, pathsOf, put, install: (base, bundle) => installByHand(pathsOf(base), bundle) };
}

function installByHand(paths: HostPaths, bundle: StoredBundle): HostPaths {
  const manifest = { ...bundle.manifest, scope: 'user' as const, base: paths.base, environment: paths.base };
  const files = new Map([...bundle.files, ['tsm.json', JSON.stringify(manifest)]]);
  writeGeneration(paths, 1, { manifest, files });
  makeDirectories(paths.links);
  for (const file of files.keys())
    if (!file.includes('/') && file !== 'tsm.json')
      replaceLink(unitLink(paths, file), unitLinkTarget(paths, file));
  switchTo(paths, 1);
  const { id, project, environment } = manifest;
  writeState(paths, { format: 1, id, project, environment, directories: [], enabled: [], units: {} });
  return paths;
}

/** Names in a folder; none when it is not there. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
