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
  const sorted = all.toSorted(compare);
  const nearestFirst = sorted.toSorted((a, b) => widthOf(a) - widthOf(b));
  const causeOf = new Map(sorted.map((raw) => [raw, nearestFirst.find((other) => explains(other, raw))]));
  const root = (raw: Raw): Raw => {
    const cause = causeOf.get(raw);
    return cause === undefined ? raw : root(cause);
  };
  const causes = grouped(
    sorted.filter((raw) => causeOf.get(raw) === undefined),
    sameness,
  );
  const blocks = causes.map((group): readonly [Ordered, ...Ordered[]] => {
    const below = sorted.filter((raw) => !group.includes(raw) && group.includes(root(raw)));
    const because = (raw: Raw): DoctorCode | null => causeOf.get(raw)?.code ?? null;
    const symptoms = grouped(below, (raw) => `${sameness(raw)} ${because(raw)}`);
    const cause = joined(group);
    const severity = worst([cause, ...below]);
    return [
      { raw: { ...cause, severity }, because: null, symptoms: symptoms.map(joined) },
      ...symptoms.map((one) => ({
        raw: joined(one),
        because: because(one[0] as Raw) ?? cause.code,
        symptoms: [],
      })),
    ];
  });
  return blocks.toSorted(([{ raw: a }], [{ raw: b }]) => compare(a, b)).flat();
}

/** A cause weighs what the worst of its symptoms does. */
const worst = (all: readonly Raw[]): Severity =>
  all.map(severityOf).reduce((a, b) => (WEIGHT[b] < WEIGHT[a] ? b : a));

/**
 * The same thing about several units, which share a directory or a program, is told once; what mends each is done for each.
 * Each has been led to its own cause before: what looks the same of two units need not come from the same.
 */
function grouped(all: readonly Raw[], keyOf: (raw: Raw) => string): readonly (readonly Raw[])[] {
  const groups = new Map<string, Raw[]>();
  for (const raw of all) groups.set(keyOf(raw), [...(groups.get(keyOf(raw)) ?? []), raw]);
  return [...groups.values()];
}

const sameness = ({ code, environment, at, what, said, units }: Raw): string =>
  JSON.stringify([code, environment, at ?? what, said, units.length === 0]);

/** A folder that is closed is in the way of all that is below it: the first is named, the others are counted. */
function joined(group: readonly Raw[]): Raw {
  const all = group.reduce(join);
  const others = new Set(group.map(({ what }) => what)).size - 1;
  return others === 0 ? all : { ...all, what: `${all.what}; so it is with ${others} more` };
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
  if (cause === symptom) return false;
  if (blocks(cause, symptom)) return true;
  if (!accountsFor(cause, symptom)) return false;
  if (cause.environment === null) return true;
  if (cause.environment !== symptom.environment) return false;
  return cause.units.length === 0 || symptom.units.length === 0
    ? cause.units.length === 0 || (OF_ALL.has(symptom.code) && cause.units.some(isTarget))
    : symptom.units.some((unit) => cause.units.includes(unit));
}

/** A unit that does not run, or cannot, is why one that needs it does not. */
const blocks = (cause: Raw, symptom: Raw): boolean =>
  BLOCKING.has(cause.code) &&
  cause.environment === symptom.environment &&
  symptom.behind?.some((unit) => cause.units.includes(unit)) === true;

const BLOCKING: ReadonlySet<DoctorCode> = new Set([
  'given-up',
  'crashing',
  'failed',
  'stopped',
  'missing',
  'masked',
]);

const accountsFor = (cause: Raw, symptom: Raw): boolean =>
  symptom.comesFrom === cause.code || explainedBy(cause).includes(symptom.code);

const explainedBy = ({ code, explains: own }: Raw): readonly DoctorCode[] =>
  own ?? CODES[code].explains ?? [];

/** Symptoms of a whole environment that its target can account for, when it has lost its link, say. */
const OF_ALL: ReadonlySet<DoctorCode> = new Set(['not-started', 'not-enabled']);

const isTarget = (unit: string): boolean => unit.endsWith('.target');
