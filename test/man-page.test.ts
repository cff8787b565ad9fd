import { expect, test } from 'vitest';
import { manPage, sentence } from '../scripts/man-page.ts';
import { COMMANDS, GROUPS } from '../src/commands/table.ts';
import { EXIT } from '../src/terminal.ts';

test('a regression: what is typed as it stands keeps its letters', () => {
  expect(sentence('web=8000, or web=auto for any free one')).toBe('web=8000, or web=auto for any free one.');
  expect(sentence('port of a service: web=8000')).toBe('Port of a service: web=8000.');
  expect(manPage('0.1.0')).not.toContain('Web=8000');
});

const page = manPage('0.1.0').replaceAll('\\-', '-');
const GUIDE = GROUPS.filter(({ name }) => name === 'daemon').flatMap(({ verbs }) => verbs);

test.each([...COMMANDS, ...GROUPS.flatMap(({ verbs }) => verbs)])(
  'regression: verbs of a group were missing: $name has its options and its example',
  ({ name, options, example }) => {
    if (GUIDE.some((verb) => verb.name === name)) expect(page).toContain(`\\fB${name}\\fR`);
    for (const [flags] of options) expect(page).toContain(`.B ${flags}\n`);
    expect(page).toContain(`    ${example.replace('tsm daemon', 'tsm')}\n`);
  },
);

test('every exit code is explained', () => {
  const [, status = ''] = /^\.SH EXIT STATUS\n(.*?)^\.SH/ms.exec(page) ?? [];
  expect([...status.matchAll(/^\.B (\d+)$/gm)].map(([, code]) => Number(code))).toEqual(
    Object.values(EXIT).sort((a, b) => a - b),
  );
  expect(page).toContain('Exit status: 1, something is wrong on the host');
});
