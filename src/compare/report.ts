import type { UnitVerdict } from '../install/action-plan.ts';
import type { BundleComparison, UnitComparison } from './revisions.ts';

/** One bundle in both revisions, with where it lies. */
export interface ComparedBundle extends BundleComparison {
  /** From the top of the repository. */
  readonly folder: string;
  /** Where it was before, when that was elsewhere. */
  readonly movedFrom?: string;
}

/** What `tsm diff --base` tells, in whatever form. */
export interface RevisionReport {
  readonly base: { readonly name: string; readonly commit: string | null };
  readonly head: { readonly name: string; readonly commit: string | null };
  readonly bundles: readonly ComparedBundle[];
}

/** What a host does, in the words of systemctl; the rest only says that systemd reads the unit anew. */
export const DOES: Readonly<Record<UnitVerdict['verdict'], string>> = {
  start: 'start',
  restart: 'restart',
  reload: 'reload',
  'stop-start': 'stop, start',
  stop: 'stop',
  limits: 'set limits',
  update: 'read anew',
  pending: 'keep running',
  left: 'leave',
  nothing: 'nothing',
};

/** Heaviest first. */
const ORDER: readonly UnitVerdict['verdict'][] = [
  'stop',
  'stop-start',
  'restart',
  'reload',
  'start',
  'limits',
  'pending',
  'update',
  'left',
  'nothing',
];

/** Units about which something is to be said, heaviest first. */
export const shownUnits = ({ units }: BundleComparison): readonly UnitComparison[] =>
  units
    .filter(({ verdict }) => verdict !== 'nothing')
    .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));

/** `2 restart, 1 start, 9 unchanged`. */
export function countsText(bundle: BundleComparison): string {
  const counts = ORDER.map(
    (verdict) => [verdict, bundle.units.filter((unit) => unit.verdict === verdict).length] as const,
  );
  return counts
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict === 'nothing' ? 'unchanged' : DOES[verdict]}`)
    .join(', ');
}

/** What happened to the bundle itself, when anything did. */
export function statusText({ status, units, notes }: BundleComparison): string {
  if (status === 'new') return 'new';
  if (status === 'removed') return 'removed';
  if (status === 'same') return 'the same';
  return units.some(({ verdict }) => verdict !== 'nothing') || notes.length > 0
    ? ''
    : 'only comments and the manifest differ; a host reads its units anew';
}

/** `main (1a2b3c4)`. */
export const revisionText = ({ name, commit }: RevisionReport['base']): string =>
  commit === null || commit.startsWith(name) ? name : `${name} (${commit.slice(0, 7)})`;
