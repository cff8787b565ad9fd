/** One step that changes the host. Steps run in the order of the plan. */
export type Action =
  | { readonly kind: 'write-generation'; readonly number: number }
  | { readonly kind: 'create-users' }
  | { readonly kind: 'create-directories' }
  | { readonly kind: 'stop'; readonly units: readonly string[] }
  | { readonly kind: 'remove-operator-link'; readonly path: string }
  | { readonly kind: 'link'; readonly unit: string }
  | { readonly kind: 'switch'; readonly number: number }
  | { readonly kind: 'unlink'; readonly unit: string }
  | { readonly kind: 'enable'; readonly unit: string; readonly in: string }
  | { readonly kind: 'disable'; readonly unit: string; readonly in: string }
  | { readonly kind: 'daemon-reload' }
  | { readonly kind: 'apply-limits'; readonly slice: string; readonly units: readonly string[] }
  | { readonly kind: 'reset-failed'; readonly units: readonly string[] }
  | { readonly kind: 'reload'; readonly units: readonly string[] }
  | { readonly kind: 'restart'; readonly units: readonly string[] }
  | { readonly kind: 'start'; readonly units: readonly string[] };

/** What becomes of one unit, and why. */
export interface UnitVerdict {
  readonly unit: string;
  readonly verdict:
    | 'start'
    | 'restart'
    | 'reload'
    | 'stop-start'
    | 'stop'
    | 'limits'
    | 'update'
    | 'pending'
    | 'left'
    | 'nothing';
  readonly reason: string;
}

/** ⑧ The document that preview prints, `--json` shows and execution runs: the very same value. */
export interface ActionPlan {
  readonly version: 1;
  readonly environment: string;
  readonly base: string;
  readonly scope: 'system' | 'user';
  /** Generation before, absent on a first install. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly units: readonly UnitVerdict[];
  readonly actions: readonly Action[];
}

/** Steps whose failure shows in the state of the units. */
export const isAboutProcesses = ({ kind }: Action): boolean =>
  ['stop', 'reset-failed', 'reload', 'restart', 'start'].includes(kind);
