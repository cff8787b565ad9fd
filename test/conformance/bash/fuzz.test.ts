import { sample, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { grammarCase, soupCase } from './grammar.ts';
import { differences, judge, type Case } from './oracle.ts';

const runs = Number(process.env['TSM_FUZZ_RUNS'] ?? 1000);
const seed = Number(process.env['TSM_SEED'] ?? Date.now() % 2 ** 31);
/** Many runs, as at night, take their time. */
const LIMIT = 60_000 + runs * 20;

/** One bash for many files: as a property of each, every run would cost a process. */
async function disagreements(files: Arbitrary<Case>) {
  const judged = await judge(sample(files, { numRuns: runs, seed }));
  const wrong = judged.flatMap((one) => {
    const found = differences(one);
    return found.length === 0 ? [] : [{ file: one.case.files[0], found }];
  });
  wrong.sort((a, b) => (a.file?.length ?? 0) - (b.file?.length ?? 0));
  return { seed, accepted: judged.length, wrong: wrong.slice(0, 10) };
}

test(
  `generated files mean to tsm what they mean to bash (TSM_SEED=${seed})`,
  async () => {
    const { accepted, wrong } = await disagreements(grammarCase);
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
    expect(accepted).toBeGreaterThan(runs / 10);
  },
  LIMIT,
);

test(
  `so does a soup of special characters (TSM_SEED=${seed})`,
  async () => {
    const { wrong } = await disagreements(soupCase);
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  },
  LIMIT,
);
