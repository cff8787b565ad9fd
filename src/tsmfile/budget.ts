/** How much reading a file may cost, so that no file takes longer than its length explains. */
export interface Budget {
  spent: number;
  readonly limit: number;
}

/** Thrown inside the evaluator and caught at its door: the budget is spent. */
export class Exhausted extends Error {
  override name = 'Exhausted';
}

/** Characters that expansions may put together. Ten thousand times what the largest real file was found to need. */
const LIMIT = 8 * 1024 * 1024;
/** A name in a set takes the room of some characters. */
const NAME = 4;

export const newBudget = (limit = LIMIT): Budget => ({ spent: 0, limit });

/** Pays for one expansion: the characters of its value, and the names it was made from. */
export function pay(budget: Budget, value: string | readonly string[], names: number): void {
  const characters =
    typeof value === 'string' ? value.length : value.reduce((sum, word) => sum + word.length + 1, 0);
  budget.spent += 1 + characters + NAME * names;
  if (budget.spent > budget.limit) throw new Exhausted();
}
