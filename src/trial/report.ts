// What `tsm try --json` prints. Keys stay; new ones may come. Unknown values are null.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import type { VerbOutcome } from '../host/lifecycle.ts';
import { SERIOUS, type EnvironmentStatus, type Finding, type UnitStatus } from '../host/status.ts';

export interface TrialReport {
  readonly environment: string;
  readonly target: string;
  /** Version of the systemd that was booted. */
  readonly systemd: number;
  readonly units: readonly TrialUnit[];
  /** What was put in place of what this machine does not have. */
  readonly notes: readonly Diagnostic[];
  /** Why it could not be installed; then no unit was started. */
  readonly refusal: Refusal | undefined;
}

/** What tsm said inside, and its exit code. */
export interface Refusal {
  readonly code: number;
  readonly diagnostics: readonly Located[];
}

export interface TrialUnit extends UnitStatus {
  /** What starting the target did with it; null for what others start. */
  readonly outcome: VerbOutcome['result'] | null;
  /** How long systemd took to start it, health check included. */
  readonly startMilliseconds: number | null;
  readonly ok: boolean;
  /** What is wrong with it; empty where nothing is. */
  readonly why: string;
  /** The last lines of its journal, of a unit that is not well. */
  readonly log: readonly string[];
}

/** A port that is closed yet may be a slow start on a host; a trial has waited. */
const DECISIVE: ReadonlySet<Finding['code']> = new Set([...SERIOUS, 'port-closed']);

/** Every unit as it was after the start, with what systemd and its health check say of it. */
export function trialUnits(
  { units, findings }: EnvironmentStatus,
  outcomes: readonly VerbOutcome[],
): readonly TrialUnit[] {
  return units.map((status) => {
    const outcome = outcomes.find(({ unit }) => unit === status.unit);
    const why = whyNotWell(status, outcome, findings);
    return {
      ...status,
      outcome: outcome?.result ?? null,
      startMilliseconds: outcome?.milliseconds ?? null,
      ok: why === '',
      why,
      log: [],
    };
  });
}

function whyNotWell(
  { unit, restarts }: Pick<UnitStatus, 'unit' | 'restarts'>,
  outcome: VerbOutcome | undefined,
  findings: readonly Finding[],
): string {
  const found = findings.find((one) => one.unit === unit && DECISIVE.has(one.code));
  if (found !== undefined) return found.text;
  if (outcome?.result === 'failed') return outcome.why;
  return restarts > 0 ? `it was restarted ${restarts === 1 ? 'once' : `${restarts} times`}` : '';
}
