import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Action, ActionPlan } from './action-plan.ts';
import type { SystemState } from './observe.ts';
import type { HostPaths } from './paths.ts';
import type { StoredBundle } from './store.ts';
import type { InstallOptions } from './verdict.ts';

/** What an install is asked to do, with whom, and whom it tells. */
export interface InstallRequest {
  readonly bundle: StoredBundle;
  readonly paths: HostPaths;
  readonly manager: ServiceManager;
  readonly options: InstallOptions;
  readonly adopt: boolean;
  /** The content is in service already and an interrupted run is brought to its end: only links are checked. */
  readonly recovery?: boolean;
  /** Milliseconds for which what was touched must stay up. */
  readonly settle: number;
  /** What verify says of a bundle that this host does not have yet. */
  readonly verify: (bundle: StoredBundle) => Promise<readonly Diagnostic[]>;
  /** What else stands in the way of a plan, by what this host does just now. */
  readonly foresee?: (plan: ActionPlan, system: SystemState) => readonly Diagnostic[];
  /** Somebody asked to stop: what was begun is undone. */
  readonly interrupt?: AbortSignal;
  readonly onPlan: (plan: ActionPlan, system: SystemState) => void;
  readonly onAction: (action: Action) => void;
  /** What failed, before the first step of going back. */
  readonly onFailure?: (reasons: readonly string[]) => void;
}
