import { expect, test } from 'vitest';
import { manPage, sentence } from '../scripts/man-page.ts';

test('a regression: what is typed as it stands keeps its letters', () => {
  expect(sentence('web=8000, or web=auto for any free one')).toBe('web=8000, or web=auto for any free one.');
  expect(sentence('port of a service: web=8000')).toBe('Port of a service: web=8000.');
  expect(manPage('0.1.0')).not.toContain('Web=8000');
});
