import { compareUnits } from '../unit/compare.ts';
import { parseUnit } from '../unit/parse.ts';

/** How the right side of two stands to the left one: `missing` there, `extra` there, only comments differ, or not known. */
export type Step = 'same' | 'changed' | 'comments' | 'missing' | 'extra' | 'unknown';

/** One file on its way from the sources to what runs. */
export interface FileRow {
  readonly path: string;
  /** From the sources to the bundle. */
  readonly bundle: Step;
  /** From the bundle to the installed generation. */
  readonly installed: Step;
  /** What is off about the unit on this host, as codes of status; `unknown` where it cannot be seen. */
  readonly running: readonly string[];
}

type Files = ReadonlyMap<string, string>;

export interface Stages {
  readonly sources: Files | undefined;
  readonly bundle: Files | undefined;
  readonly installed: Files | undefined;
  /** By unit. Nothing where systemd was not asked. */
  readonly running: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Every file that any stage has, in order of its path. */
export function compareStages({ sources, bundle, installed, running }: Stages): readonly FileRow[] {
  const paths = new Set([sources, bundle, installed].flatMap((files) => [...(files?.keys() ?? [])]));
  return [...paths].sort().map((path) => ({
    path,
    bundle: stepOf(path, sources, bundle),
    installed: stepOf(path, bundle, installed),
    running: running === undefined || !installed?.has(path) ? ['unknown'] : (running.get(path) ?? []),
  }));
}

function stepOf(path: string, left: Files | undefined, right: Files | undefined): Step {
  if (left === undefined || right === undefined) return 'unknown';
  const [before, after] = [left.get(path), right.get(path)];
  if (before === after) return 'same';
  if (after === undefined) return 'missing';
  if (before === undefined) return 'extra';
  return isUnit(path) && compareUnits(parseUnit(before), parseUnit(after)).length === 0
    ? 'comments'
    : 'changed';
}

const isUnit = (path: string): boolean => /^[^/]+\.(?:service|target|slice|socket|timer|path)$/.test(path);

export const isGap = (step: Step): boolean => step !== 'same' && step !== 'unknown';

/** Whether a file is the same all the way, as far as can be seen. */
export const isSettled = ({ bundle, installed, running }: FileRow): boolean =>
  !isGap(bundle) && !isGap(installed) && running.every((code) => code === 'unknown');
