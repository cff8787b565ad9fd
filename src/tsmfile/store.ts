import type { Span } from '../diagnostics/place.ts';
import { pay, type Budget } from './budget.ts';
import type { Binding } from './context.ts';
import type { Scope, Variable } from './variable.ts';

/** What the files have said so far, over the scope they started with. */
export interface Store {
  readonly scope: Scope;
  readonly variables: Map<string, Variable>;
  /** Names that `export` has marked. Those of the scope came from the environment and are exported anyway. */
  readonly exported: Set<string>;
  /** `export NAME` of a name without a value. */
  readonly pending: Map<string, Span>;
  readonly budget: Budget;
}

export const openStore = (scope: Scope, budget: Budget): Store => ({
  scope,
  variables: new Map(),
  exported: new Set(scope.variables.keys()),
  pending: new Map(),
  budget,
});

export const NOTHING: ReadonlySet<string> = new Set();

/** What a name stands for now, paid for by its length. A pinned name has its value from the first line on. */
export function lookUp(store: Store, name: string): Binding | undefined {
  const binding = bindingOf(store, name);
  if (binding !== undefined) pay(store.budget, binding.value, binding.uses.size);
  return binding;
}

function bindingOf({ scope, variables }: Store, name: string): Binding | undefined {
  const pinned = scope.pinned.get(name);
  if (pinned !== undefined) return { value: pinned, uses: NOTHING };
  const value = scope.variables.get(name)?.value;
  return variables.get(name) ?? (value === undefined ? undefined : { value, uses: NOTHING });
}

export const knownNames = ({ scope, variables }: Store): Iterable<string> =>
  new Set([...variables.keys(), ...scope.variables.keys(), ...scope.pinned.keys()]);

/** Records an assignment, or, for a pinned name, where it was made. */
export function assign(store: Store, variable: Omit<Variable, 'exported'>): void {
  const { name } = variable;
  const pinned = store.scope.pinned.get(name);
  const kept = pinned === undefined ? variable : { ...variable, value: pinned, uses: NOTHING };
  store.variables.set(name, { ...kept, exported: store.exported.has(name) });
  store.pending.delete(name);
}

/** Marks a name for export. A value of the scope then counts as one of the file. */
export function markExported(store: Store, name: string, at: Span): void {
  store.exported.add(name);
  const variable = store.variables.get(name);
  const binding = bindingOf(store, name);
  if (variable !== undefined) store.variables.set(name, { ...variable, exported: true });
  else if (binding !== undefined) assign(store, { name, ...binding, at, valueAt: at });
  else if (!store.pending.has(name)) store.pending.set(name, at);
}
