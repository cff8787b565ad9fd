import { parseSystemdEnvFile } from '../envfile/systemd.ts';
import { compareUnits } from '../unit/compare.ts';
import type { Effect } from '../unit/directives/directive.ts';
import { directiveOf } from '../unit/directives/table.ts';
import { parseUnit } from '../unit/parse.ts';
import type { Inputs } from './inputs.ts';
import { unitNames, type SystemState } from './observe.ts';
import type { UnitRecord } from './state.ts';
import type { StoredBundle } from './store.ts';

/** One reason why a unit that runs is not as it should be. */
export interface Difference {
  /** `ExecStart=`, `environment NODE_ENV`, `secrets`, `a file of restartOn`. */
  readonly what: string;
  readonly effect: Effect;
}

/** How a unit differs between what is there and what is wanted. */
export interface UnitChange {
  readonly unit: string;
  readonly kind: 'new' | 'removed' | 'kept';
  /** Between the content it runs with, or is installed with while it does not run, and the content wanted. */
  readonly differences: readonly Difference[];
}

/** ⑦ Every unit of both sides, by name, compared as systemd reads them and not as text. */
export function diffUnits(desired: StoredBundle | undefined, system: SystemState): readonly UnitChange[] {
  const wanted = new Set(desired === undefined ? [] : unitNames(desired));
  const there = new Set(system.installed === undefined ? [] : unitNames(system.installed));
  // An interrupted run may have linked names that never came.
  for (const [unit, { linked }] of system.links) if (linked && !wanted.has(unit)) there.add(unit);
  return [...new Set([...wanted, ...there])].sort().map((unit) => {
    if (desired === undefined || !wanted.has(unit)) return { unit, kind: 'removed', differences: [] };
    if (!there.has(unit)) return { unit, kind: 'new', differences: [] };
    return { unit, kind: 'kept', differences: diffContent(unit, desired, system) };
  });
}

function diffContent(unit: string, desired: StoredBundle, system: SystemState): readonly Difference[] {
  const record = recordOfRun(unit, system);
  const running = record === undefined ? system.installed : system.started.get(record.generation);
  if (running === undefined)
    return [{ what: 'what it was started with is no longer known', effect: 'restart' }];
  return [...compareBundles(unit, running, desired), ...diffInputs(record, system.inputs.get(unit))];
}

/** Two bundles' idea of one unit: its directives and the environment it reads. */
export function compareBundles(
  unit: string,
  before: StoredBundle,
  after: StoredBundle,
): readonly Difference[] {
  const [old, fresh] = [before.files.get(unit) ?? '', after.files.get(unit) ?? ''];
  const directives = old === fresh ? [] : compareUnits(parseUnit(old), parseUnit(fresh));
  const fromUnit = directives.map(({ section, key }): Difference => ({
    what: `${key}=`,
    effect: effectOf(section, key),
  }));
  return [...fromUnit, ...diffEnvironment(unit, before, after)];
}

/** The record of the run that is going on. Started by somebody else, a unit runs with what was installed then. */
export function recordOfRun(unit: string, { units, state }: SystemState): UnitRecord | undefined {
  const record = state?.units[unit];
  return record !== undefined &&
    record.invocationId !== '' &&
    units.get(unit)?.invocationId === record.invocationId
    ? record
    : undefined;
}

/** Sections of our own (`X-…`) mean nothing to systemd; what the table does not know is taken seriously. */
const effectOf = (section: string, key: string): Effect =>
  section.startsWith('X-') ? 'none' : (directiveOf(section, key)?.effect ?? 'restart');

function diffEnvironment(unit: string, before: StoredBundle, after: StoredBundle): readonly Difference[] {
  const file = `env/${unit.replace(/\.service$/, '')}.env`;
  const texts = [before.files.get(file) ?? '', after.files.get(file) ?? ''] as const;
  if (texts[0] === texts[1]) return [];
  const [old, fresh] = [parseSystemdEnvFile(texts[0]), parseSystemdEnvFile(texts[1])];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return names
    .filter((name) => old.get(name) !== fresh.get(name))
    .map((name) => ({ what: `environment ${name}`, effect: 'restart' }));
}

function diffInputs(record: UnitRecord | undefined, now: Inputs | undefined): readonly Difference[] {
  if (record === undefined || now === undefined) return [];
  const differences: Difference[] = [];
  if (record.secrets !== now.secrets) differences.push({ what: 'secrets', effect: 'restart' });
  if (record.files !== now.files) differences.push({ what: 'a file of restartOn', effect: 'restart' });
  return differences;
}
