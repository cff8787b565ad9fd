import { hostPaths } from '../install/paths.ts';
import { unitNames, wantedBy, type SystemState } from '../install/observe.ts';
import type { UnitLinks } from '../install/observe-links.ts';
import { startsByItself } from '../install/plan.ts';
import type { StoredBundle } from '../install/store.ts';
import { isService } from '../install/verdict.ts';
import { NEVER_RAN, type UnitState } from '../systemd/service-manager.ts';

/** The run that every service of an assumed host is in. */
const RUN = 'assumed';

/**
 * A host on which `bundle` is installed and all of it runs as it says, and nobody has changed anything by hand. Services
 * that a timer, socket or path starts are between two runs. Without a bundle nothing is there.
 */
export function assumeHost(
  scope: 'system' | 'user',
  base: string,
  bundle: StoredBundle | undefined,
): SystemState {
  const names = bundle === undefined ? [] : unitNames(bundle);
  const services = names.filter(isService);
  const { id = '', project = '', environment = '' } = bundle?.manifest ?? {};
  const unchanged = { secrets: '', files: '' };
  const records = services.map((unit) => [unit, { invocationId: RUN, generation: 1, ...unchanged }]);
  const enabled = bundle === undefined ? [] : names.filter((unit) => startsByItself(unit, bundle));
  return {
    paths: hostPaths({ scope, home: '/', runtime: '/', localLibAtBoot: true }, base),
    units: new Map(names.map((unit) => [unit, stateOf(unit, bundle)])),
    links: new Map(names.map((unit) => [unit, linksOf(unit, enabled.includes(unit) ? bundle : undefined)])),
    generation: bundle === undefined ? undefined : 1,
    installed: bundle,
    state:
      bundle === undefined
        ? undefined
        : {
            format: 1,
            id,
            project,
            environment,
            directories: [],
            enabled,
            units: Object.fromEntries(records),
          },
    pending: undefined,
    isWithoutLinks: false,
    inputs: new Map(services.map((unit) => [unit, unchanged])),
    started: new Map(bundle === undefined ? [] : [[1, bundle]]),
  };
}

function stateOf(name: string, bundle: StoredBundle | undefined): UnitState {
  const isTriggered = (bundle?.manifest.units[name]?.triggers?.length ?? 0) > 0;
  return {
    ...NEVER_RAN,
    name,
    unitFileState: 'enabled',
    activeState: isTriggered ? 'inactive' : 'active',
    subState: isTriggered ? 'dead' : 'running',
    invocationId: isTriggered ? '' : RUN,
  };
}

const linksOf = (unit: string, enabledBy: StoredBundle | undefined): UnitLinks => ({
  linked: true,
  foreign: undefined,
  pinned: undefined,
  masked: false,
  operatorLink: undefined,
  enabledIn: enabledBy === undefined ? [] : wantedBy(enabledBy, unit),
  pinnedIn: [],
});
