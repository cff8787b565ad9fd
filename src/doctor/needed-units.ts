import { triggersOf } from '../host/members.ts';
import { valuesOf } from './service-view.ts';
import { unitNames } from '../install/observe.ts';
import { parseUnit } from '../unit/parse.ts';
import { REQUIRED } from './dependencies.ts';
import { DOWN, type DoctorCode } from './code.ts';
import type { EnvironmentExam } from './examine.ts';
import type { Raw } from './raw.ts';

/** What is down by itself, or only for want of another unit of its environment: systemd says the same of both. */
export function withNeededUnits(raw: Raw, exam: EnvironmentExam): Raw {
  const [unit, ...more] = raw.units;
  if (unit === undefined || more.length > 0) return raw;
  const behind = [
    ...(raw.code === 'stopped' ? required(unit, exam) : []),
    ...(IS_DOWN.has(raw.code) ? [...sliceOf(unit, exam), ...endedService(unit, exam)] : []),
  ];
  return behind.length === 0 ? raw : { ...raw, behind };
}

const IS_DOWN: ReadonlySet<DoctorCode> = new Set(DOWN);

/** All that must run for it to be started; of two that require each other neither is the cause. */
function required(unit: string, exam: EnvironmentExam): readonly string[] {
  const all = below(unit, exam);
  return [...all].filter((one) => one !== unit && !below(one, exam).has(unit));
}

function below(unit: string, exam: EnvironmentExam): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...directly(unit, exam)];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    waiting.push(...directly(one, exam));
  }
  return found;
}

function directly(unit: string, exam: EnvironmentExam): readonly string[] {
  const own = new Set(exam.bundle === undefined ? [] : unitNames(exam.bundle));
  return REQUIRED.flatMap((key) => setIn(unit, 'Unit', key, exam))
    .flatMap((value) => value.split(/\s+/))
    .filter((one) => own.has(one));
}

/** Its own one alone can be masked by whoever runs this environment. */
const sliceOf = (unit: string, exam: EnvironmentExam): readonly string[] =>
  exam.bundle !== undefined && setIn(unit, 'Service', 'Slice', exam).at(-1) === exam.bundle.manifest.slice
    ? [exam.bundle.manifest.slice]
    : [];

/** A socket gives up with its service, and only for that. */
const endedService = (unit: string, { bundle, facts }: EnvironmentExam): readonly string[] =>
  bundle === undefined || facts.system.units.get(unit)?.result !== 'service-start-limit-hit'
    ? []
    : Object.keys(bundle.manifest.units).filter((one) => triggersOf(one, bundle).includes(unit));

/** Of the installed unit, and of what was added to it here. */
function setIn(unit: string, section: string, key: string, exam: EnvironmentExam): readonly string[] {
  const { bundle, edits, facts } = exam;
  const added = (facts.system.units.get(unit)?.dropIns ?? []).flatMap((path) => edits.get(path)?.sets ?? []);
  return [
    ...valuesOf(parseUnit(bundle?.files.get(unit) ?? ''), section)(key),
    ...added.filter((one) => one.section === section && one.key === key).map(({ value }) => value),
  ];
}
