import { expect, test } from 'vitest';
import { evaluateTsmFile } from '../../../src/tsmfile/evaluate.ts';
import { BASH_DEVIATIONS } from '../deviations.ts';
import { scopeOf } from './oracle.ts';

test.each(BASH_DEVIATIONS)('$text: $reason', ({ text, tsm }) => {
  const scope = { ...scopeOf({ HOME: '/h' }), pinned: new Map([['PINNED', 'config']]) };
  const { value, diagnostics } = evaluateTsmFile([{ file: 'a.tsm', text }], scope);
  if ('value' in tsm) expect(value?.get('A')?.value).toBe(tsm.value);
  else expect(diagnostics.map(({ code }) => code)).toContain(tsm.refused);
});
