// [I/O] Asks systemd about all that the stores hold, before anybody has read what of it is wanted.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { generationPath, type HostPaths } from '../install/paths.ts';
import { currentGeneration, isBooted, storesOf, type Caller } from '../install/stores.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import { managerFor } from '../systemd/systemctl.ts';

export type ManagerOf = (scope: 'system' | 'user') => ServiceManager;

/** Managers whose first `show` is under way. Where one environment of several is `named`, nobody is asked ahead. */
export function askAhead(caller: Caller, named: readonly string[]): ManagerOf {
  const stores = storesOf(caller);
  const worth = named.length === 0 || stores.length === 1 ? stores : [];
  const managers = {
    system: answering(managerFor('system', caller), isBooted() ? unitsOf(worth, 'system') : []),
    user: answering(managerFor('user', caller), hasUserManager(caller) ? unitsOf(worth, 'user') : []),
  };
  return (scope) => managers[scope];
}

const hasUserManager = ({ runtime }: Caller): boolean => isBooted() && existsSync(join(runtime, 'systemd'));

/** Unit files by what the folders list; a manifest says no more, but takes longer to read. */
const unitsOf = (stores: readonly HostPaths[], scope: 'system' | 'user'): readonly string[] =>
  stores
    .filter((paths) => paths.scope === scope)
    .flatMap((paths) => {
      const generation = currentGeneration(paths);
      return generation === undefined ? [] : namesIn(generationPath(paths, generation));
    })
    .filter((name) => UNIT.test(name));

/** What is wrong with a store is said by whoever reads it in earnest. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const UNIT = /\.(?:service|target|slice|socket|timer|path)$/;

/** What was asked ahead answers once; later questions are about a later time. */
function answering(manager: ServiceManager, units: readonly string[]): ServiceManager {
  if (units.length === 0) return manager;
  const asked = new Set(units);
  let answer: ReturnType<ServiceManager['show']> | undefined = manager.show(units);
  // Whoever waits for it hears of a failure; if nobody does, nobody wanted to know.
  answer.catch(() => {});
  return {
    ...manager,
    show: async (names) => {
      if (answer === undefined || !names.every((name) => asked.has(name))) return manager.show(names);
      const states = await answer;
      answer = undefined;
      return new Map(
        names.flatMap((name) => {
          const state = states.get(name);
          return state === undefined ? [] : [[name, state] as const];
        }),
      );
    },
  };
}
