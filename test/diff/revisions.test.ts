import { describe, expect, test } from 'vitest';
import { reportMarkdown } from '../../src/compare/markdown.ts';
import { compareBundleStates } from '../../src/compare/revisions.ts';
import { reportText } from '../../src/compare/text.ts';
import type { StoredBundle } from '../../src/install/store.ts';
import { bundleOf } from './bundles.ts';

const verdicts = (
  before: StoredBundle | undefined,
  after: StoredBundle | undefined,
): Record<string, string> =>
  Object.fromEntries(
    compareBundleStates(before, after)
      .units.filter(({ verdict }) => verdict !== 'nothing')
      .map(({ unit, verdict, reason }) => [unit, `${verdict}: ${reason}`]),
  );

const api = 'shop-dev-api.service';

describe('what a host on which everything runs would do', () => {
  test.each([
    ['a command', { lines: ['Nice=1'] }, { lines: ['Nice=2'] }, 'restart: Nice= changed'],
    ['the environment', { env: { A: '1' } }, { env: { A: '2' } }, 'restart: environment A changed'],
    ['a limit', { lines: ['MemoryMax=1G'] }, { lines: ['MemoryMax=2G'] }, 'limits: MemoryMax= changed'],
    [
      'what reloads it',
      { lines: ['ExecReload=/bin/a'] },
      { lines: ['ExecReload=/bin/b'] },
      'reload: ExecReload= changed',
    ],
    [
      'a service that is to be left running',
      { lines: ['Nice=1'] },
      { lines: ['Nice=2'], entry: { onChange: 'keep' } },
      'pending: Nice= changed; onChange is keep',
    ],
    [
      'a service of a timer',
      { timer: 'OnCalendar=daily' },
      { timer: 'OnCalendar=daily', lines: ['Nice=2'] },
      'update: Nice= changed',
    ],
  ])('%s changes', (_, before, after, expected) => {
    expect(verdicts(bundleOf({ api: before }), bundleOf({ api: after }))).toEqual({ [api]: expected });
  });

  test('a timer is restarted, its service is not', () => {
    const [before, after] = ['daily', 'weekly'].map((when) =>
      bundleOf({ api: { timer: `OnCalendar=${when}` } }),
    );
    expect(verdicts(before, after)).toEqual({ 'shop-dev-api.timer': 'restart: OnCalendar= changed' });
  });

  test('a description alone, and comments alone, interrupt nothing', () => {
    const before = bundleOf({ api: {} });
    expect(verdicts(before, bundleOf({ api: { lines: ['[Unit]', 'Description=x'] } }))).toEqual({
      [api]: 'update: Description= changed',
    });
    const commented = {
      ...before,
      files: new Map([...before.files].map(([path, text]) => [path, text.replace('from x', 'from y')])),
    };
    expect(verdicts(before, commented)).toEqual({});
    expect(compareBundleStates(before, commented).status).toBe('changed');
  });

  test('units come and go', () => {
    expect(verdicts(bundleOf({ api: {}, old: {} }), bundleOf({ api: {}, fresh: {} }))).toEqual({
      'shop-dev-fresh.service': 'start: new',
      'shop-dev-old.service': 'stop: it is no longer in the bundle',
    });
  });

  test('the same is the same', () => {
    const bundle = bundleOf({ api: {} });
    expect(compareBundleStates(bundle, bundle)).toMatchObject({ status: 'same', notes: [] });
  });

  test('a bundle comes and goes', () => {
    const bundle = bundleOf({ api: { entry: { secrets: ['TOKEN'] } } });
    expect(compareBundleStates(undefined, bundle)).toMatchObject({
      status: 'new',
      notes: [
        'it comes to a host by: tsm install @dev --now',
        'api needs a new secret, before the install: tsm secrets set TOKEN @dev',
      ],
    });
    expect(compareBundleStates(bundle, undefined)).toMatchObject({
      status: 'removed',
      units: [],
      notes: ['a host that has it keeps it until: tsm uninstall @dev'],
    });
  });

  test('ports, secrets, users and a new base are said', () => {
    const before = bundleOf({ api: { entry: { port: 8000 } } });
    const after = bundleOf({ api: { entry: { port: 8001, secrets: ['TOKEN'] } } }, { base: 'shop-dev' });
    const withUsers = { ...after, files: new Map([...after.files, ['sysusers.conf', '# x\nu shop\n']]) };
    expect(compareBundleStates(before, withUsers).notes).toEqual([
      'api needs a new secret, before the install: tsm secrets set TOKEN @dev',
      'the port of api changes from 8000 to 8001',
      'sysusers.conf: users change (systemd-sysusers)',
    ]);
    expect(compareBundleStates(before, bundleOf({ api: {} }, { base: 'shop2' })).notes[0]).toBe(
      'the base changes from shop-dev to shop2: install puts it beside the old one, which tsm uninstall @shop-dev takes away',
    );
  });
});

describe('the report', () => {
  const before = bundleOf({
    api: { lines: [`Environment="A=${'x'.repeat(90)}1"`], env: { MODE: 'slow' } },
    web: {},
  });
  const after = bundleOf({
    api: { lines: [`Environment="A=${'x'.repeat(90)}2"`], env: { MODE: '`a|b` <b> @team' } },
    web: {},
  });
  const compared = { ...compareBundleStates(before, after), folder: 'systemd/dev' };
  const report = {
    base: { name: 'main', commit: '0123456789' },
    head: { name: 'working tree', commit: null },
    bundles: [compared],
  };

  test('as text it fits the terminal and shows what differs', () => {
    const text = reportText(report, 80);
    expect(text).toMatchInlineSnapshot(`
      "main (0123456) → working tree

      @dev  systemd/dev: 1 restart, 3 unchanged
        restart  shop-dev-api.service  Environment=, environment MODE changed

        shop-dev-api.service
          [Service] Environment=
            - …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1…
            + …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2…
          environment MODE
            - slow
            + \`a|b\` <b> @team
      "
    `);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('as Markdown it is a table and a fence that nothing inside can close', () => {
    expect(reportMarkdown(report)).toMatchInlineSnapshot(`
      "<!-- tsm diff -->
      ### What a host would do

      \`main (0123456)\` → \`working tree\`

      **@dev** \`systemd/dev\`: 1 restart, 3 unchanged

      | unit | a host would | because |
      | --- | --- | --- |
      | \`shop-dev-api.service\` | **restart** | Environment=, environment MODE changed |

      <details><summary>What changed</summary>

      \`\`\`diff
      @@ shop-dev-api.service @@
       [Service]
      -Environment="A=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1"
      +Environment="A=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx2"
       environment
      -MODE=slow
      +MODE=\`a|b\` <b> @team
      \`\`\`

      </details>
      "
    `);
  });

  test('as Markdown two equal revisions are one line', () => {
    const same = { ...compareBundleStates(after, after), folder: 'systemd/dev' };
    expect(reportMarkdown({ ...report, bundles: [same] })).toContain(
      'Nothing: the bundle is the same in both.',
    );
  });

  test('as Markdown it fits into a comment', () => {
    const long = bundleOf({
      api: {
        env: Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`V${index}`, 'y'.repeat(300)])),
      },
    });
    const changed = { ...compareBundleStates(bundleOf({ api: {} }), long), folder: 'systemd/dev' };
    const text = reportMarkdown({ ...report, bundles: [changed] });
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/… and \d+ more lines/);
  });
});
