import { endedByItself } from '../host/operator-rules.ts';
import { parseSize } from '../unit/values/measure.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import type { Edit } from './edits.ts';
import type { EnvironmentExam } from './examine.ts';

/** Whether a service is down that was tried first after one of these drop-ins came, of it or of its slice, and could be down for it. */
export function isSuspect(
  unit: string,
  state: UnitState,
  paths: readonly string[],
  exam: EnvironmentExam,
): boolean {
  if (paths.length === 0 || !isDown(state)) return false;
  if (isKilledForMemory(state) && !hasLessMemory(unit, paths, exam)) return false;
  if (/^(?:bad-setting|error)$/.test(state.loadState)) return true;
  const edits = paths.map((path) => exam.edits.get(path));
  // What we may not read we know nothing of.
  return edits.some((edit) => edit === undefined || (isHeavy(edit) && isTriedAfter(edit, state)));
}

/** Of settings that cannot keep a unit down. */
const LIGHT =
  /^(?:Description|Documentation|Nice|CPUWeight|StartupCPUWeight|IOWeight|StartupIOWeight|IOScheduling\w+|OOMScoreAdjust|Log\w+|Syslog\w+|RestartSec|TimeoutStopSec|KillMode|KillSignal|MemoryLow|MemoryMin)$/;

const isHeavy = ({ sets }: Edit): boolean => sets.some(({ key }) => !LIGHT.test(key));

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What a setting does to a start it does at once: a run that went well for a minute does not end by it, and what has been there
 * for days is not what is new.
 */
function isTriedAfter({ changedAt: editedAt }: Edit, state: UnitState): boolean {
  const { mainStartedAt, changedAt = 0 } = state;
  const wentWell = isByMain(state) && changedAt - mainStartedAt > MINUTE;
  const tried = isByMain(state) ? mainStartedAt : changedAt;
  return !wentWell && tried >= editedAt && tried - editedAt < DAY;
}

const isDown = (state: UnitState): boolean =>
  /^(?:bad-setting|error)$/.test(state.loadState) ||
  state.activeState === 'failed' ||
  state.subState === 'auto-restart' ||
  (state.activeState === 'activating' && state.restarts > 0) ||
  (state.activeState === 'inactive' && (state.conditionMet === false || endedByItself(state)));

/** Whether it was its main process that ended it, and not a command beside it, whose start systemd does not tell. */
function isByMain({ result, exitCode, exitStatus, mainStartedAt }: UnitState): boolean {
  const isBeside = result === 'exit-code' && (exitStatus === '0' || exitCode === KILLED);
  return BY_MAIN.test(result) && !isBeside && mainStartedAt > 0;
}

const BY_MAIN = /^(?:exit-code|signal|core-dump|oom-kill|success)$/;

/** waitid(2), CLD_KILLED. */
const KILLED = '2';

const isKilledForMemory = ({ result, exitStatus }: UnitState): boolean =>
  result === 'oom-kill' || (result === 'signal' && exitStatus === '9');

/** More than before cannot have killed it. */
function hasLessMemory(unit: string, paths: readonly string[], { edits, bundle }: EnvironmentExam): boolean {
  const limit = paths
    .flatMap((path) => edits.get(path)?.sets ?? [])
    .findLast(({ key }) => key === 'MemoryMax')?.value;
  const before = /^MemoryMax=(.*)$/m.exec(bundle?.files.get(unit) ?? '')?.[1];
  const [now, then] = [limit, before].map((text) => parseSize(text ?? 'infinity') ?? Infinity);
  return limit !== undefined && (now ?? Infinity) < (then ?? Infinity);
}
