import type { Assignment, Word } from 'unbash';
import type { DataOf } from '../diagnostics/catalog.ts';
import { checked, diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isSpan } from '../diagnostics/place.ts';
import { refuse, spanOf, type WordContext } from './context.ts';
import { expandArray } from './array.ts';
import { Exhausted, newBudget, type Budget } from './budget.ts';
import { isOwnedByBash, nearestName } from './names.ts';
import { parseFile, type Line } from './parse.ts';
import { readPlain } from './plain.ts';
import { assign, knownNames, lookUp, markExported, NOTHING, openStore, type Store } from './store.ts';
import { checkText } from './text.ts';
import type { Scope, SourceText, Variable } from './variable.ts';
import { expandScalar, type Expanded } from './word.ts';

/**
 * Reads bash-style files as data, one after the other in one scope, as if sourced in turn: bash(1), "PARAMETERS".
 * `budget` is what expansions may cost. The result has the last assignment of each name, in the order of first assignment. Nothing is run.
 */
export function evaluateTsmFile(
  files: readonly SourceText[],
  scope: Scope,
  budget: Budget = newBudget(),
): Checked<ReadonlyMap<string, Variable>> {
  const store = openStore(scope, budget);
  const problems = files.flatMap((file) => evaluateFile(file, store));
  for (const [name, at] of store.pending) {
    problems.push(
      diagnostic('exported-without-value', at, { name, nearest: nearestName(name, knownNames(store)) }),
    );
  }
  const secrets = scope.secrets?.(store.variables);
  return checked(
    store.variables,
    secrets === undefined ? problems : problems.map((one) => asSecret(one, secrets)),
  );
}

/** A secret has no value here, and is to get none. */
function asSecret(problem: Diagnostic, secrets: ReadonlySet<string>): Diagnostic {
  if (problem.code !== 'unset-variable') return problem;
  const { name } = problem.data as DataOf<'unset-variable'>;
  return secrets.has(name)
    ? diagnostic('secret-expanded', problem.at, { name, into: 'another value' })
    : problem;
}

function evaluateFile(source: SourceText, store: Store): Diagnostic[] {
  const problems = checkText(source);
  if (problems.length > 0) return problems;
  try {
    if (!evaluatePlain(source, store)) evaluateText(source, store, problems);
  } catch (error) {
    // The one way out of a recursion that the limits on nesting did not foresee.
    if (error instanceof RangeError) problems.push(diagnostic('nesting-too-deep', { file: source.file }, {}));
    else if (!(error instanceof Exhausted)) throw error;
  }
  return problems.sort((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ at }: Diagnostic): number => (at !== undefined && isSpan(at) ? at.start : 0);

/** Whether the file could be read without a parser. Names that bash owns, and arrays that become strings, are refused with more words. */
function evaluatePlain({ file, text }: SourceText, store: Store): boolean {
  const plain = readPlain(text);
  if (plain === undefined || plain.some(({ name }) => isOwnedByBash(name) || isArray(store, name)))
    return false;
  for (const { exports, name, value, start, valueStart, end } of plain) {
    if (exports) store.exported.add(name);
    const [at, valueAt] = [
      { file, start, end },
      { file, start: valueStart, end },
    ];
    assign(store, { name, value, uses: NOTHING, at, valueAt });
  }
  return true;
}

const isArray = (store: Store, name: string): boolean => typeof lookUp(store, name)?.value === 'object';

function evaluateText(source: SourceText, store: Store, problems: Diagnostic[]): void {
  const parsed = parseFile(source);
  problems.push(...parsed.problems);
  const unread = new Set(parsed.refused.flatMap(namesAssignedIn));
  const context: WordContext = {
    file: source.file,
    directory: store.scope.directory,
    // A name that a refused line may have set is no second mistake.
    lookup: (name) => lookUp(store, name) ?? (unread.has(name) ? { value: '', uses: new Set() } : undefined),
    names: () => knownNames(store),
    assign: (assignment) => assign(store, assignment),
    report: (problem) => problems.push(problem),
  };
  for (const line of parsed.lines) evaluateLine(line, store, context);
}

const namesAssignedIn = (text: string): string[] =>
  [...text.matchAll(/\b([A-Za-z_][A-Za-z0-9_]*)\+?=/g)].map(([, name = '']) => name);

function evaluateLine({ exports, assignments, marks }: Line, store: Store, context: WordContext): void {
  const left = new Set<string>();
  for (const assignment of assignments) {
    const { name } = assignment;
    const refuseOrder = (used: string) => {
      if (exports && left.has(used)) refuse(context, 'export-order', assignment, { name: used });
    };
    refuseOrder(name);
    const lookup: WordContext['lookup'] = (used) => {
      refuseOrder(used);
      return context.lookup(used);
    };
    if (exports) store.exported.add(name);
    evaluateAssignment(assignment, exports, store, { ...context, lookup });
    left.add(name);
  }
  for (const mark of marks) exportName(mark, store, context);
}

function exportName(mark: Word, store: Store, context: WordContext): void {
  if (isOwnedByBash(mark.text)) refuse(context, 'shell-variable-assigned', mark, { name: mark.text });
  else markExported(store, mark.text, spanOf(context.file, mark));
}

function evaluateAssignment(
  assignment: Assignment,
  exports: boolean,
  store: Store,
  context: WordContext,
): void {
  const { name, append = false } = assignment;
  if (isOwnedByBash(name)) return refuse(context, 'shell-variable-assigned', assignment, { name });
  const [given, before] = withinBudget(assignment, store, context, () => [
    expandValue(assignment, exports, store, context),
    append ? lookUp(store, name) : undefined,
  ]);
  const value = before === undefined ? given.value : joined(before.value, given.value);
  const uses = new Set(before === undefined ? given.uses : [name, ...before.uses, ...given.uses]);
  const places = { at: spanOf(context.file, assignment), valueAt: spanOf(context.file, assignment.value) };
  assign(store, { name, value, uses, ...places });
}

/** Says at which assignment the budget was spent, and leaves the file. */
function withinBudget<T>(
  assignment: Assignment,
  { budget }: Store,
  context: WordContext,
  expand: () => T,
): T {
  try {
    return expand();
  } catch (error) {
    if (error instanceof Exhausted) refuse(context, 'too-much-work', assignment, { limit: budget.limit });
    throw error;
  }
}

function expandValue(
  assignment: Assignment,
  exports: boolean,
  store: Store,
  context: WordContext,
): Expanded<Variable['value']> {
  const { name, value } = assignment;
  if (value.type === 'ArrayValue') return expandArray(value.elements, context);
  if (isArray(store, name)) refuse(context, 'scalar-to-array', assignment, { name });
  return expandScalar(value, context, exports);
}

/** `NAME+=value`: an array takes words, a string takes text, and a string that gets words becomes the first of them. */
function joined(before: Variable['value'], given: Variable['value']): Variable['value'] {
  if (typeof given === 'string') return typeof before === 'string' ? before + given : before;
  return [...(typeof before === 'string' ? [before] : before), ...given];
}
