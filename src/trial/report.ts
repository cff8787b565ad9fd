// What `tsm try --json` prints. Keys stay; new ones may come. Unknown values are null.
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import type { VerbOutcome } from '../host/lifecycle.ts';
import { SERIOUS, type EnvironmentStatus, type Finding, type UnitStatus } from '../host/status.ts';
import type { Service } from '../service/service.ts';
import { serviceType } from '../service/type.ts';
import { nextStep } from './next-step.ts';

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
  /** What is to be tried next, where something can be said; else empty. */
  readonly next: string;
  /** The last lines of its journal, of a unit that is not well. */
  readonly log: readonly string[];
}

/** A port that is closed yet may be a slow start on a host, and what is down may have been stopped; a trial has waited, and stops nothing. */
const DECISIVE: ReadonlySet<Finding['code']> = new Set([...SERIOUS, 'port-closed', 'stopped']);

/** Every unit as it was after the start, with what systemd and its health check say of it. */
export function trialUnits(
  { units, findings }: EnvironmentStatus,
  outcomes: readonly VerbOutcome[],
  services: readonly Service[],
): readonly TrialUnit[] {
  return units.map((status) => {
    const outcome = outcomes.find(({ unit }) => unit === status.unit);
    const service = services.find(({ name }) => name === status.service);
    const { code, why } = trouble({ status, outcome, service, findings });
    return {
      ...status,
      outcome: outcome?.result ?? null,
      startMilliseconds: outcome?.milliseconds ?? null,
      ok: why === '',
      why,
      next: why === '' || service === undefined ? '' : nextStep({ status, code, why, service }),
      log: [],
    };
  });
}

interface Look {
  readonly status: UnitStatus;
  readonly outcome: VerbOutcome | undefined;
  /** Nothing for a timer, socket or path. */
  readonly service: Service | undefined;
  readonly findings: readonly Finding[];
}

interface Found {
  readonly code: Finding['code'] | undefined;
  /** Empty where nothing is wrong. */
  readonly why: string;
}

function trouble(look: Look): Found {
  const { status, outcome, findings } = look;
  const found = findings.find((one) => one.unit === status.unit && DECISIVE.has(one.code));
  if (found !== undefined && found.code !== 'stopped') return { code: found.code, why: found.text };
  if (outcome?.result === 'failed') return { code: undefined, why: outcome.why };
  if (found !== undefined ? isDown(look) : endedUnderItsPort(look))
    return { code: 'stopped', why: whyDown(look) };
  const { restarts } = status;
  const why = restarts > 0 ? `it was restarted ${restarts === 1 ? 'once' : `${restarts} times`}` : '';
  return { code: undefined, why };
}

/** A timer may have nothing more to wait for, and a condition is there to be false somewhere. */
const isDown = ({ outcome, service }: Look): boolean =>
  service !== undefined && outcome?.result !== 'skipped';

/** What is not to be started again may end, but not what somebody is to reach; a job may have the port of another in its environment. */
const endedUnderItsPort = (look: Look): boolean =>
  isDown(look) &&
  !isJob(look) &&
  look.status.enabled === true &&
  look.status.activeState === 'inactive' &&
  look.status.ports.some(({ listening }) => listening === 'no');

const isJob = ({ service }: Look): boolean =>
  service !== undefined && serviceType(service.settings) === 'oneshot';

function whyDown({ status }: Look): string {
  const closed = status.ports.filter(({ listening }) => listening === 'no').map(({ number }) => number);
  const port = closed.length > 0 ? `, and nothing listens on port ${closed.join(', ')}` : '';
  return `it ended, without an error${port}`;
}
