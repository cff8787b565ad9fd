import { expect, test } from 'vitest';
import { differences, judge, readWithTsm } from './oracle.ts';
import { SCOPE, SNIPPETS } from './snippets.ts';

const cases = SNIPPETS.map((text) => ({ files: [text], scope: SCOPE }));

test('the table is inside the subset', () => {
  const refused = cases
    .filter((one) => readWithTsm(one, '/srv/app') === undefined)
    .map(({ files }) => files[0]);
  expect(SNIPPETS.length).toBeGreaterThan(150);
  expect(refused).toEqual([]);
});

test('every snippet means to tsm what it means to bash', async () => {
  const wrong = (await judge(cases)).flatMap((judged) => {
    const found = differences(judged);
    return found.length === 0 ? [] : [{ file: judged.case.files[0], found }];
  });
  expect(wrong).toEqual([]);
});

test('overlays are read after the base, as if sourced in turn', async () => {
  const files = ['A=1 B=(x)\nexport C=$A', 'A=2\nB+=("$A")\nC+=3 D=${C}'];
  const [judged] = await judge([{ files, scope: SCOPE }]);
  expect(judged && differences(judged)).toEqual([]);
});
