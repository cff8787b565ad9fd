import { bytesText } from '../host/format.ts';
import { tsm } from '../host/advice.ts';
import { whyFailed } from '../host/results.ts';
import { parseSize } from '../unit/values/measure.ts';
import { WRITTEN_IN_UNIT, type DoctorCode } from './code.ts';
import type { EnvironmentExam } from './examine.ts';
import { systemctl } from './link-rules.ts';
import { accountFindings } from './account-rules.ts';
import { mountFindings } from './mount-rules.ts';
import { pathFindings } from './path-rules.ts';
import { listensElsewhere } from './port-rules.ts';
import { programFindings } from './program-rules.ts';
import type { Raw } from './raw.ts';
import type { UnitExam } from './unit-exam.ts';

/** What one rule is told: a service, and the environment it belongs to. */
export interface Subject {
  readonly one: UnitExam;
  readonly exam: EnvironmentExam;
}

export type UnitFinding = Omit<Raw, 'environment' | 'units'>;
export type UnitRule = (subject: Subject) => readonly UnitFinding[];

/** What is off about each service. */
export const unitFindings = (exam: EnvironmentExam): readonly Raw[] =>
  exam.units.flatMap((one) =>
    findingsOfOne(one, exam).map((found) => ({
      ...found,
      environment: exam.facts.name,
      units: [one.view.unit],
    })),
  );

/** What the unit would not ask for without an edit is not to be made for it, but to be looked at in the edit. */
export function findingsOfOne(one: UnitExam, exam: EnvironmentExam): readonly UnitFinding[] {
  const found = RULES.flatMap((rule) => rule({ one, exam }));
  if (one.withoutEdit === undefined) return found;
  const plain = RULES.flatMap((rule) => rule({ one: { ...one, ...one.withoutEdit }, exam }));
  const known = new Set(plain.map(({ code, what }) => `${code} ${what}`));
  return found.map((need) =>
    !ASKED_FOR.has(need.code) || known.has(`${need.code} ${need.what}`)
      ? need
      : { ...need, comesFrom: 'edited', kind: 'look', steps: [systemctl(exam, 'cat', one.view.unit)] },
  );
}

/** Whatever else is found does not come from the text alone. */
const ASKED_FOR: ReadonlySet<DoctorCode> = new Set(
  WRITTEN_IN_UNIT.filter((code) => !/^(?:missing|dependency-.*|port-elsewhere|out-of-memory)$/.test(code)),
);

const RULES: readonly UnitRule[] = [
  mountFindings,
  accountFindings,
  pathFindings,
  programFindings,
  secrets,
  listensElsewhere,
  outOfMemory,
  givenUp,
  newerInput,
];

function secrets({ one, exam }: Subject): readonly UnitFinding[] {
  return one.missingSecrets.map((name) => ({
    code: 'secrets-missing',
    what: `its secret ${name} is not set`,
    steps: [`${tsm(exam.facts, `secrets set ${name} --service`, one.service)}`],
  }));
}

const DOWN = /^(?:failed|activating)$/;

/** Below control groups of version 1 systemd does not learn that the kernel killed for memory; it then says signal 9. */
function outOfMemory({ one, exam }: Subject): readonly UnitFinding[] {
  const { state, view } = one;
  const isKilled = DOWN.test(state.activeState) && state.result === 'signal' && state.exitStatus === '9';
  if (state.result !== 'oom-kill' && !(isKilled && view.memoryMax !== undefined)) return [];
  const limit = parseSize(view.memoryMax ?? '');
  const sure = state.result === 'oom-kill';
  const said = sure ? 'killed for memory' : 'killed by signal 9, by somebody or for memory';
  const what = `${said}${limit === undefined ? '' : ` (MemoryMax=${view.memoryMax})`}`;
  const service = one.service;
  if (limit === undefined || limit === Infinity)
    return [{ code: 'out-of-memory', what, steps: [tsm(exam.facts, 'logs', service)] }];
  return [
    {
      code: 'out-of-memory',
      kind: 'try',
      what,
      why: `The kernel ends whoever needs more than MemoryMax=. The command doubles it to ${bytesText(limit * 2)} until the next boot; for good, raise memoryMax in the config.`,
      steps: [
        systemctl(exam, 'set-property', '--runtime', view.unit, `MemoryMax=${limit * 2}`),
        tsm(exam.facts, 'restart', service),
      ],
      starts: true,
    },
  ];
}

/** Since 262 systemd says so itself; before, a service that it would start again and does not is one. */
function givenUp({ one, exam }: Subject): readonly UnitFinding[] {
  const { state, view } = one;
  const isOver = state.activeState === 'failed' && state.result !== 'oom-kill';
  if (!isOver || !(state.result === 'start-limit-hit' || (view.isRestarted && state.restarts > 0))) return [];
  const times = state.restarts > 0 ? ` after ${state.restarts} restarts` : '';
  return [
    {
      code: 'given-up',
      what: `systemd has given up${times}: ${whyFailed(state)}`,
      steps: [systemctl(exam, 'reset-failed', view.unit), tsm(exam.facts, 'start', one.service)],
      starts: true,
    },
  ];
}

function newerInput({ one, exam }: Subject): readonly UnitFinding[] {
  if (one.newerInput === undefined) return [];
  return [
    {
      code: 'input-newer',
      what: `${one.newerInput.path} was changed after it was read at the start`,
      steps: [tsm(exam.facts, 'restart', one.service)],
      starts: true,
    },
  ];
}
