import { sample } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences } from './roundtrip/compare.ts';
import { cannotBeCarried, definition } from './roundtrip/definition.ts';
import { accountsOf, furnish } from './roundtrip/host.ts';
import { judge, type Judged, type Named, type ProjectOptions } from './roundtrip/project.ts';
import { descriptions, readReports, startAll } from './roundtrip/started.ts';
import { freshMachine } from './fresh-machine.ts';
import { skip } from './host.ts';
import { journal } from './look.ts';

/** One seed for every run of the test command; `npm run fuzz` draws new ones. This one once had an overridden value of 128 KiB. */
const seed = Number(process.env['TSM_SEED'] ?? 125_317_456);
const runs = Number(process.env['TSM_ROUNDTRIP_RUNS'] ?? 2400);
const TOGETHER = 600;
/** For as many on a busy computer. */
const LIMIT = 180_000;

/** Projects of many services each, half of them for a systemd that looks programs up by itself. */
const projects: readonly ProjectOptions[] = Array.from(
  { length: Math.ceil(runs / TOGETHER) },
  (_, index) => ({
    name: `rt${index}`,
    systemd: index % 2 === 0 ? 247 : 250,
  }),
);

describe.skipIf(skip)(`what systemd starts is what was given (TSM_SEED=${seed})`, () => {
  const machine = freshMachine(furnish);
  const given = sample(definition, { numRuns: runs, seed });
  const judged: Judged[] = [];

  test.each(projects)(
    '$name: what is refused cannot be carried, and its place is said',
    (project) => {
      const index = projects.indexOf(project);
      const services = given
        .slice(index * TOGETHER, (index + 1) * TOGETHER)
        .map((one, number): Named => ({ name: nameOf(number), given: one }));
      const result = judge(services, project);
      judged.push(result);
      expect(result.lost).toEqual([]);
      expect(
        result.refused.filter(({ one }) => cannotBeCarried(one.name, one.given) === false).map(shown),
      ).toEqual([]);
      expect(result.accepted.filter((one) => cannotBeCarried(one.name, one.given))).toEqual([]);
    },
    LIMIT,
  );

  test.each(projects)(
    '$name: every other is started as it was given',
    async (project) => {
      const { bundle, accepted } = judged[projects.indexOf(project)] ?? {};
      if (bundle === undefined || accepted === undefined) throw new Error('there is nothing to start');
      await startAll(machine(), bundle);
      const [reports, accounts] = [await readReports(machine()), await accountsOf(machine())];
      const unitOf = ({ name }: Named): string => `${project.name}-${name}.service`;
      const wrong = accepted.flatMap((one) => {
        const found = differences(one.name, one.given, reports.get(unitOf(one)), accounts);
        return found.length === 0 ? [] : [{ name: unitOf(one), text: bundle.files.get(unitOf(one)), found }];
      });
      const lines = wrong.length === 0 ? [] : await journal(machine());
      const explained = wrong.slice(0, 5).map((one) => ({
        ...one,
        journal: lines.filter(({ unit }) => unit === one.name).map(({ message }) => message),
      }));
      expect(explained).toEqual([]);
      const described = await descriptions(machine(), accepted.map(unitOf));
      const said = accepted.filter(({ given: { description = '' } }) => description !== '');
      expect(said.map((one) => described.get(unitOf(one)))).toEqual(said.map((one) => one.given.description));
    },
    LIMIT,
  );

  test('there were enough of them', () => {
    const accepted = judged.flatMap((one) => one.accepted);
    expect(accepted.length).toBeGreaterThanOrEqual(runs * 0.8);
  });
});

/** Now and then as long as the name of a unit can be. */
const nameOf = (number: number): string =>
  number % 100 === 7 ? `${number}-`.padEnd(243, 'n') : `s${number}`;

const shown = ({ one, errors }: Judged['refused'][number]): object => ({
  command: one.given.command,
  errors: errors.map(({ code, data, at }) => ({ code, data, at })),
});
