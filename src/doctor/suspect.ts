import { endedByItself } from '../host/operator-rules.ts';
import { parseSize } from '../unit/values/measure.ts';
import type { UnitState } from '../systemd/service-manager.ts';
import type { EnvironmentExam } from './examine.ts';

/** Whether a unit is down that was tried again after one of these drop-ins came. */
export function isSuspect(
  unit: string,
  state: UnitState,
  paths: readonly string[],
  exam: EnvironmentExam,
): boolean {
  if (paths.length === 0 || !isDown(state)) return false;
  if (isKilledForMemory(state) && !hasLessMemory(unit, paths, exam)) return false;
  const times = paths.flatMap((path) => exam.edits.get(path)?.changedAt ?? []);
  // What we may not read we know nothing of.
  return state.loadState !== 'loaded' || times.length === 0 || times.some((time) => triedAt(state) >= time);
}

const isDown = (state: UnitState): boolean =>
  /^(?:bad-setting|error)$/.test(state.loadState) ||
  state.activeState === 'failed' ||
  state.subState === 'auto-restart' ||
  (state.activeState === 'activating' && state.restarts > 0) ||
  (state.activeState === 'inactive' && (state.conditionMet === false || endedByItself(state)));

/** Results that its main process gave it, which an edit that came after that one's start has nothing to do with. */
const BY_MAIN = /^(?:exit-code|signal|core-dump|oom-kill|success)$/;

/** Of a command beside the main process systemd tells no start, so what counts is when it failed. */
function triedAt({ result, exitCode, exitStatus, mainStartedAt, changedAt = 0 }: UnitState): number {
  const isBeside = result === 'exit-code' && (exitStatus === '0' || exitCode === KILLED);
  return BY_MAIN.test(result) && !isBeside && mainStartedAt > 0 ? mainStartedAt : changedAt;
}

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
