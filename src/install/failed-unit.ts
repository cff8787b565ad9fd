import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Failure } from './settle.ts';

/** A failed unit with the end of its log. */
export interface FailedUnit extends Failure {
  readonly log: readonly string[];
}

const LOG_LINES = 15;
const UNITS_WITH_LOG = 3;

/** With the end of the log, for the first few. */
export const withLogs = (
  failures: readonly Failure[],
  manager: ServiceManager,
): Promise<readonly FailedUnit[]> =>
  Promise.all(
    failures.map(async (failure, index) => ({
      ...failure,
      log: index < UNITS_WITH_LOG ? await manager.lastRun(failure.unit, LOG_LINES) : [],
    })),
  );
