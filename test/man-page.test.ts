import { expect, test } from 'vitest';
import { manPage } from '../scripts/man-page.ts';

test('a regression: what is typed as it stands keeps its letters', () => {
  const page = manPage('0.1.0');
  expect(page).toContain('\nweb=8000, web=8000+ for the first free one');
  expect(page).not.toContain('Web=8000');
});
