import { expect, describe, test } from 'vitest';
import type { HostileCase } from './case.ts';
import { CONFIGS } from './configs.cases.ts';
import { FILES } from './files.cases.ts';
import { NAMES } from './names.cases.ts';
import { expectClean, expectRefusal, runHostile } from './project.ts';

describe.each([
  ['names', NAMES],
  ['files', FILES],
  ['configs', CONFIGS],
])('%s', (_, cases: Readonly<Record<string, HostileCase>>) => {
  test.each(Object.entries(cases))('%s', async (__, { files, ends }) => {
    const outcome = await runHostile(files);
    if (ends === 'clean') expectClean(outcome);
    else expectRefusal(outcome, ends === 'error' ? undefined : ends);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
