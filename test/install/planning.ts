import { assumeHost } from '../../src/compare/assumed-host.ts';
import type { Action, ActionPlan } from '../../src/install/action-plan.ts';
import type { SystemState } from '../../src/install/observe.ts';
import type { UnitLinks } from '../../src/install/observe-links.ts';
import { planInstall } from '../../src/install/plan.ts';
import type { StoredBundle } from '../../src/install/store.ts';
import type { InstallOptions } from '../../src/install/verdict.ts';
import type { UnitState } from '../../src/systemd/service-manager.ts';
import { bundleOf, type Written } from './bundles.ts';

const OPTIONS: InstallOptions = { now: false, restart: [], noRestart: false };

interface Situation {
  readonly options?: Partial<InstallOptions>;
  /** What differs from a host where all is as the old bundle says. */
  readonly units?: Readonly<Record<string, Partial<UnitState>>>;
  readonly links?: Readonly<Record<string, Partial<UnitLinks>>>;
  readonly system?: Partial<SystemState>;
}

/** The plan from a host on which `before` runs to `after`. */
export function planOf(
  before: StoredBundle | undefined,
  after: StoredBundle,
  situation: Situation = {},
): ActionPlan {
  const assumed = assumeHost('system', 'shop', before);
  const units = new Map(
    [...assumed.units].map(([unit, state]) => [unit, { ...state, ...situation.units?.[unit] }]),
  );
  const links = new Map(
    [...assumed.links].map(([unit, there]) => [unit, { ...there, ...situation.links?.[unit] }]),
  );
  return planInstall(
    after,
    { ...assumed, units, links, ...situation.system },
    { ...OPTIONS, ...situation.options },
  );
}

/** What happens to processes and to systemd, in order; which files are written is another matter. */
export const effects = ({ actions }: ActionPlan): readonly string[] =>
  actions.flatMap((action: Action) => {
    switch (action.kind) {
      case 'daemon-reload':
        return ['daemon-reload'];
      case 'stop':
      case 'start':
      case 'restart':
      case 'reload':
      case 'apply-limits':
        return [`${action.kind} ${action.units.join(' ')}`]; // prettier-ignore
      case 'enable':
      case 'disable':
        return [`${action.kind} ${action.unit} in ${action.in}`]; // prettier-ignore
      default:
        return [];
    }
  });

/** A bundle of the service under test and of another that never changes. */
export const one = (written: Written): StoredBundle => bundleOf({ api: written, other: {} });
