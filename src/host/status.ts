// What `tsm status --json` prints. Keys stay; new ones may come. Times are ISO 8601 in UTC, unknown values are null.
import type { Holder, Listening } from './listening.ts';

export interface EnvironmentStatus {
  readonly environment: string;
  readonly base: string;
  readonly scope: 'system' | 'user';
  /** Number of the installed generation; null when an install never came to its switch. */
  readonly generation: number | null;
  readonly target: TargetStatus | null;
  /** Services, then what triggers them, by name. */
  readonly units: readonly UnitStatus[];
  readonly findings: readonly Finding[];
}

export interface TargetStatus {
  readonly unit: string;
  readonly state: string;
  readonly since: string | null;
  /** Whether it starts at boot. */
  readonly enabled: boolean;
}

export interface UnitStatus {
  readonly unit: string;
  /** Name in the config; null for a timer, socket or path. */
  readonly service: string | null;
  /** One word: `running`, `exited`, `waiting`, `failed`, `inactive`, `activating`, `auto-restart`, `masked` … */
  readonly state: string;
  readonly loadState: string;
  readonly activeState: string;
  readonly subState: string;
  /** systemd's `Result`: `success`, `exit-code`, `oom-kill` … */
  readonly result: string;
  /** When it came into this state. */
  readonly since: string | null;
  readonly pid: number | null;
  readonly memoryBytes: number | null;
  readonly cpuSeconds: number | null;
  readonly tasks: number | null;
  readonly restarts: number;
  readonly ports: readonly PortStatus[];
  /** Asked only with --probe: `ok`, or what the check said. Null when it was not asked or there is none. */
  readonly health: string | null;
  /** Whether it starts with what groups it; null for a unit that only others start. */
  readonly enabled: boolean | null;
}

export interface PortStatus {
  readonly number: number;
  readonly protocol: 'tcp' | 'udp';
  /** `yes`: a process of this unit. `other`: a process of somebody else. `no`: nobody. `unknown`: we may not see. */
  readonly listening: Listening;
  /** Who has it, where it is `other` and can be seen. */
  readonly holder: Holder | null;
}

/** Something that is off, and the command that closes it. */
export interface Finding {
  readonly code: FindingCode;
  /** Null when it is about the whole environment. */
  readonly unit: string | null;
  readonly text: string;
  readonly command: string;
}

export type FindingCode =
  | 'busy'
  | 'mount-lost'
  | 'interrupted'
  | 'not-lingering'
  | 'not-started'
  | 'not-enabled'
  | 'failed'
  | 'out-of-memory'
  | 'crashing'
  | 'missing'
  | 'pinned'
  | 'masked'
  | 'secrets-missing'
  | 'port-held'
  | 'port-closed'
  | 'unhealthy'
  | 'stopped'
  | 'disabled'
  | 'restart-pending'
  | 'changed-on-disk'
  | 'edited'
  | 'files-newer';

/** Findings that mean that a unit does not do what it should. */
export const SERIOUS: ReadonlySet<Finding['code']> = new Set([
  'failed',
  'out-of-memory',
  'crashing',
  'missing',
  'port-held',
  'unhealthy',
]);
