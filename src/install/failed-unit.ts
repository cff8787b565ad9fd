import { sinceLastStart } from '../systemd/last-start.ts';
import type { ServiceManager } from '../systemd/service-manager.ts';
import type { Failure } from './settle.ts';

/** A failed unit with the end of its log. */
export interface FailedUnit extends Failure {
  readonly log: readonly string[];
}

/** Lines that may have to be looked through for the last start. */
const LOOKED_AT = 50;
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
      log: index < UNITS_WITH_LOG ? lastRun(await manager.lastLines(failure.unit, LOOKED_AT)) : [],
    })),
  );

/** What earlier runs said only distracts. One that has only begun, since systemd tries again, says nothing yet. */
function lastRun(lines: readonly string[]): readonly string[] {
  const last = sinceLastStart(lines);
  return (last.length <= BEGINNING ? lines : last).slice(-LOG_LINES);
}

/** "Starting" and "Started". */
const BEGINNING = 2;
