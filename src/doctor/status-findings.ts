import { tsm } from '../host/advice.ts';
import { findingsOf } from '../host/findings.ts';
import { membersOf, triggersOf } from '../host/members.ts';
import { startHelps } from '../host/operator-rules.ts';
import { shortName } from '../host/named.ts';
import type { EnvironmentExam } from './examine.ts';
import type { Finding } from '../host/status.ts';
import type { Raw } from './raw.ts';

/** What `tsm status` says of an environment, but for what doctor has looked at more closely. */
export function statusFindings(exam: EnvironmentExam): readonly Raw[] {
  if (!exam.isInstalled) return [];
  return findingsOf(exam.facts)
    .filter(({ code }) => !CLOSER.has(code))
    .map((found) => ({
      code: found.code,
      environment: exam.facts.name,
      units: found.unit === null ? [] : [found.unit],
      what: found.text,
      steps: [stepOf(found, exam)],
      ...(STARTING.has(found.code) ? { starts: true as const } : {}),
      ...(isDoneByStart(found, exam) ? {} : { kind: 'look' as const, why: NOT_BY_START }),
    }));
}

const CLOSER: ReadonlySet<Finding['code']> = new Set([
  'busy',
  'edited',
  'interrupted',
  'masked',
  'mount-lost',
  'out-of-memory',
  'secrets-missing',
]);

/** Their commands bring the service up themselves. */
const STARTING: ReadonlySet<Finding['code']> = new Set([
  'port-held',
  'not-started',
  'stopped',
  'restart-pending',
  'files-newer',
  'unhealthy',
]);

function isDoneByStart({ code, unit }: Finding, { facts }: EnvironmentExam): boolean {
  const state = unit === null ? undefined : facts.system.units.get(unit);
  return code !== 'stopped' || state === undefined || startHelps(state);
}

const NOT_BY_START =
  'It is meant to run with its target and does not. Nobody stopped it, so a start alone would end the same way.';

/** A hung service is restarted; so is what a timer starts, by its trigger. */
function stepOf({ code, unit, command }: Finding, { facts, bundle }: EnvironmentExam): string {
  if (code !== 'unhealthy' || unit === null || bundle === undefined) return command;
  return tsm(facts, 'restart', shortName(unit, bundle.manifest));
}

/** Whether `tsm restart` of a unit means something: a service that others start waits for them. */
export const isStartable = (unit: string, { bundle }: EnvironmentExam): boolean =>
  bundle !== undefined &&
  membersOf(bundle).includes(unit) &&
  /\.(?:service|socket|timer|path)$/.test(unit) &&
  triggersOf(unit, bundle).length === 0;
