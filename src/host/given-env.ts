import { parseSystemdEnvFile } from '../envfile/systemd.ts';
import { readSecrets } from '../install/secret-files.ts';
import type { HostPaths } from '../install/paths.ts';
import type { StoredBundle } from '../install/store.ts';
import { parseUnit } from '../unit/parse.ts';
import { environmentWords } from '../unit/words.ts';

/** The environment that the bundle and the store give a unit, as far as this user may read it: systemd's own variables are not in it. */
export function givenEnv(unit: string, { files }: StoredBundle, paths: HostPaths): Record<string, string> {
  const prefix = unit.replace(/\.service$/, '');
  const written = parseUnit(files.get(unit) ?? '')
    .sections.get('Service')
    ?.get('Environment');
  const inUnit = (written ?? [])
    .map(({ value }) => environmentWords(value))
    .flatMap((words) => ('value' in words ? words.value : []));
  return Object.fromEntries([
    ...inUnit,
    ...parseSystemdEnvFile(files.get(`env/${prefix}.env`) ?? ''),
    ...secretsOf(paths, unit),
  ]);
}

function secretsOf(paths: HostPaths, unit: string): ReadonlyMap<string, string> {
  try {
    return readSecrets(paths, unit);
  } catch {
    return new Map();
  }
}
