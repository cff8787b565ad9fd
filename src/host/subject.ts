import type { UnitChange } from '../install/diff.ts';
import type { StoredBundle } from '../install/store.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import type { EnvironmentFacts } from './facts.ts';
import type { FindingCode } from './status.ts';

/** One unit with everything that the rules look at. */
export interface Subject {
  readonly unit: string;
  readonly bundle: StoredBundle;
  readonly facts: EnvironmentFacts;
  readonly state: UnitState;
  readonly change: UnitChange | undefined;
}

/** What is off about one unit, or nothing. The command comes as words behind `tsm` or `systemctl`. */
export interface UnitRule {
  readonly code: FindingCode;
  readonly find: (subject: Subject) => string | undefined;
  readonly command: (subject: Subject) => string;
}
