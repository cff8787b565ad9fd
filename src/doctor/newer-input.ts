// [I/O] Whether what a service reads at its start was changed after it.
import { statSync } from 'node:fs';
import type { HostPaths } from '../install/paths.ts';
import type { ServiceView } from './service-view.ts';
import type { NewerInput } from './unit-exam.ts';

/** The first such file; what is in the store changes by an install alone, which knows of it. */
export function newerInput(
  view: ServiceView,
  { store }: HostPaths,
  startedAt: number,
): NewerInput | undefined {
  const files = [...view.envFiles.map(({ path }) => path), ...view.sources];
  return (
    files
      .filter((path) => !path.startsWith(`${store}/`))
      .map((path) => ({ path, modified: modifiedAt(path) }))
      // systemd tells the start in whole seconds.
      .find(({ modified }) => startedAt > 0 && modified >= startedAt + 1000)
  );
}

function modifiedAt(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
