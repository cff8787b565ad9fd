import type { SystemState } from '../install/observe.ts';
import type { StoredBundle } from '../install/store.ts';
import type { NewerFile } from './freshness.ts';
import type { SilentMount } from './silent-mounts.ts';
import type { PortStatus } from './status.ts';

/** All that is known of one installed environment, at one moment; what status says is made of nothing else. */
export interface EnvironmentFacts {
  readonly environment: string;
  /** What to type for it: the environment, or the base where two have one name. */
  readonly name: string;
  readonly system: SystemState;
  readonly installed: StoredBundle | undefined;
  readonly ports: ReadonlyMap<string, readonly PortStatus[]>;
  /** Secrets that a unit wants and this host does not have, where we may see them. */
  readonly missingSecrets: ReadonlyMap<string, readonly string[]>;
  /** A file of the service that is newer than its process. */
  readonly newer: ReadonlyMap<string, NewerFile>;
  /** `ok`, or what the health check said, by unit. */
  readonly health: ReadonlyMap<string, string>;
  /** The user whose services would stop at logout. */
  readonly notLingering: string | undefined;
  /** File systems that give no answer; then nothing was looked at that may lie there. */
  readonly silent?: readonly SilentMount[];
  /** The process of an install that is still at work. */
  readonly busy: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether commands that change something need sudo. */
  readonly sudo: boolean;
}
