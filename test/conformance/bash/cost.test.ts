import { sample } from 'fast-check';
import { expect, test } from 'vitest';
import { newBudget } from '../../../src/tsmfile/budget.ts';
import { evaluateTsmFile } from '../../../src/tsmfile/evaluate.ts';
import { grammarCase, soupCase } from './grammar.ts';
import { scopeOf, type Case } from './oracle.ts';

const runs = Number(process.env['TSM_FUZZ_RUNS'] ?? 1000);
const seed = Number(process.env['TSM_SEED']);

/** What expansions may cost for each character of the files and of the variables they begin with: far from what a loop would need. */
const PER_CHARACTER = 64;

interface Cost {
  readonly files: readonly string[];
  readonly length: number;
  readonly spent: number;
  readonly milliseconds: number;
}

function costOf({ files, scope }: Case): Cost {
  const budget = newBudget();
  const start = performance.now();
  evaluateTsmFile(
    files.map((text, index) => ({ file: `${index}.tsm`, text })),
    scopeOf(scope),
    budget,
  );
  const milliseconds = performance.now() - start;
  const length = [...files, ...Object.values(scope)].join('').length;
  return { files, length, spent: budget.spent, milliseconds };
}

test(`no generated file costs more than its length explains (TSM_SEED=${seed})`, () => {
  const costs = [grammarCase, soupCase].flatMap((cases) =>
    sample(cases, { numRuns: runs, seed }).map(costOf),
  );
  expect(costs.filter(({ spent, length }) => spent > PER_CHARACTER * (length + 1))).toEqual([]);
  // Time depends on the computer, so it is told and not judged.
  const [slowest] = costs.toSorted((one, other) => other.milliseconds - one.milliseconds);
  if (slowest !== undefined)
    process.stdout.write(`slowest: ${slowest.milliseconds.toFixed(1)} ms ${JSON.stringify(slowest.files)}\n`);
});
