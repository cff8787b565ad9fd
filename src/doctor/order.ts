import type { DoctorCode } from './code.ts';
import { CODES, rankOf } from './codes.ts';
import type { Raw } from './raw.ts';
import type { Severity } from './report.ts';

/** A finding with the one that explains it. */
export interface Ordered {
  readonly raw: Raw;
  readonly because: DoctorCode | null;
  /** What it explains itself, for a cause. */
  readonly symptoms: readonly Raw[];
}

/** Causes before symptoms: the worst cause first, and behind each what it explains. */
export function orderFindings(all: readonly Raw[]): readonly Ordered[] {
  const sorted = merged(all).toSorted(compare);
  const nearestFirst = sorted.toSorted((a, b) => widthOf(a) - widthOf(b));
  const causeOf = new Map(sorted.map((raw) => [raw, nearestFirst.find((other) => explains(other, raw))]));
  const root = (raw: Raw): Raw => {
    const cause = causeOf.get(raw);
    return cause === undefined ? raw : root(cause);
  };
  return sorted
    .filter((raw) => causeOf.get(raw) === undefined)
    .flatMap((cause): readonly Ordered[] => {
      const symptoms = sorted.filter((raw) => raw !== cause && root(raw) === cause);
      return [
        { raw: cause, because: null, symptoms },
        ...symptoms.map((raw) => ({ raw, because: causeOf.get(raw)?.code ?? cause.code, symptoms: [] })),
      ];
    });
}

/** The same thing about several units, which share a directory or a program, is told once; what mends each is done for each. */
function merged(all: readonly Raw[]): readonly Raw[] {
  const once = new Map<string, Raw>();
  for (const raw of all) {
    const key = JSON.stringify([raw.code, raw.environment, raw.what, raw.units.length === 0]);
    const before = once.get(key);
    once.set(key, before === undefined ? raw : join(before, raw));
  }
  return [...once.values()];
}

const join = (a: Raw, b: Raw): Raw => ({
  ...a,
  units: [...new Set([...a.units, ...b.units])],
  steps: [...new Map([...a.steps, ...b.steps].map((step) => [JSON.stringify(step), step])).values()],
});

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

export const severityOf = (raw: Raw): Severity => raw.severity ?? CODES[raw.code].severity;

const compare = (a: Raw, b: Raw): number =>
  WEIGHT[severityOf(a)] - WEIGHT[severityOf(b)] || rankOf(a.code) - rankOf(b.code);

/** What is off about the unit itself accounts for more than what is off about its environment, or the host. */
const widthOf = ({ units, environment }: Raw): number =>
  units.length > 0 ? 0 : environment !== null ? 1 : 2;

/** Of the same unit, or about everything that the other is about. The table keeps it from going in a circle. */
function explains(cause: Raw, symptom: Raw): boolean {
  if (cause === symptom || CODES[cause.code].explains?.includes(symptom.code) !== true) return false;
  if (cause.environment === null) return true;
  if (cause.environment !== symptom.environment) return false;
  return cause.units.length === 0 || symptom.units.length === 0
    ? cause.units.length === 0 || (OF_ALL.has(symptom.code) && cause.units.some(isTarget))
    : symptom.units.some((unit) => cause.units.includes(unit));
}

/** Symptoms of a whole environment that its target can account for, when it has lost its link, say. */
const OF_ALL: ReadonlySet<DoctorCode> = new Set(['not-started', 'not-enabled']);

const isTarget = (unit: string): boolean => unit.endsWith('.target');
