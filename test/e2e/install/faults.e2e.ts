import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../src/machine/machine.ts';
import { skip } from '../host.ts';
import { succeed } from '../put-into-service.ts';
import { killPoints, reloadAtRandom, runAndKill, type KillPoint } from './kill.ts';
import { difference, inMemory, isOf, loadedSet, NEW, OLD, outcome, type SetName } from './sets.ts';
import { generate, sleeps } from './shop.ts';
import { isThorough, machineWithTsm, tsm, tsmEnds } from './tsm-machine.ts';

/** How many kills, spread over the operations. */
const KILLS = Number(process.env['TSM_KILLS'] ?? (isThorough ? 275 : 25));
/** What is killed, from which state, and what both ends look like. */
interface Operation {
  readonly line: string;
  readonly prepare: readonly string[];
  readonly before: SetName;
  readonly after: SetName;
  /** What a run that goes back has in service for a while. */
  readonly between?: SetName;
  /** The next run, when it is not the same once more. */
  readonly again?: string;
}

const INSTALL_OLD = 'install /srv/old --now --settle 0';
const OPERATIONS: Readonly<Record<string, Operation>> = {
  install: { line: INSTALL_OLD, prepare: [], before: 'nothing', after: 'old' },
  upgrade: {
    line: 'install /srv/new --settle 0',
    prepare: [INSTALL_OLD],
    before: 'old',
    after: 'new',
  },
  rollback: {
    line: 'rollback --settle 0 1',
    prepare: [INSTALL_OLD, 'install /srv/new --settle 0'],
    before: 'new',
    after: 'old',
  },
  uninstall: { line: 'uninstall', prepare: [INSTALL_OLD], before: 'old', after: 'nothing' },
  'going back': {
    line: 'install /srv/bad --settle 0',
    prepare: [INSTALL_OLD],
    before: 'old',
    between: 'bad',
    after: 'old',
    again: INSTALL_OLD,
  },
  'going back, left to another verb': {
    line: 'install /srv/bad --settle 0',
    prepare: [INSTALL_OLD],
    before: 'old',
    between: 'bad',
    after: 'old',
    again: 'enable @live',
  },
};

describe.skipIf(skip)('killed at any moment', () => {
  const machine = machineWithTsm(writeBundles);
  const table: string[] = [];

  test.each(Object.keys(OPERATIONS))(
    '%s: the whole old set or the whole new one, and the next run converges',
    async (name) => {
      const operation = OPERATIONS[name] as Operation;
      await reset(machine(), operation);
      const points = await killPoints(machine(), operation.line);
      if (operation.again !== undefined) await tsmEnds(machine(), operation.again, 0);
      const wanted = await outcome(machine(), operation);
      const chosen = sample(points, Math.max(2, Math.ceil(KILLS / Object.keys(OPERATIONS).length)));
      const bad: string[] = [];
      let missed = 0;
      for (const [index, point] of chosen.entries()) {
        await reset(machine(), operation);
        const problem = await killAndLook(machine(), operation, point, wanted, index);
        if (problem === 'missed') missed += 1;
        else if (problem !== undefined) bad.push(`${point.call} ${point.nth} ${point.shown}\n    ${problem}`);
      }
      table.push(
        `${name.padEnd(32)} ${String(points.length).padStart(6)} ${String(chosen.length - missed).padStart(6)} ${String(bad.length).padStart(4)}`,
      );
      process.stderr.write(`${'operation'.padEnd(32)} places  kills  bad\n${table.join('\n')}\n`);
      expect(bad.join('\n')).toBe('');
    },
    3_600_000,
  );

  test('a regression: a run that was killed before its marker stood leaves nothing behind the next verb', async () => {
    await reset(machine(), { ...(OPERATIONS['upgrade'] as Operation) });
    for (const verb of ['enable @live', INSTALL_OLD]) {
      await succeed(machine(), ['cp', '/etc/tsm/shop/state.json', '/etc/tsm/shop/.pending.json.tsm-new']);
      await tsmEnds(machine(), verb, 0);
      expect((await machine().run(['ls', '-A', '/etc/tsm/shop'])).stdout, verb).not.toContain('tsm-new');
    }
  });
});

async function writeBundles(machine: Machine): Promise<void> {
  for (const [name, units] of [
    ['old', OLD],
    ['new', NEW],
    ['bad', NEW],
  ] as const) {
    const services = units
      .filter((unit) => unit.endsWith('.service'))
      .map((unit) => [
        unit.replace(/^(?:shop-)?(\w+)\.service$/, '$1'),
        sleeps(unit === 'shop.service' ? (name === 'old' ? '100000' : '200000') : 'infinity', {
          description: name,
          ...(name === 'bad' && unit === 'shop.service' ? { pre: 'false' } : {}),
        }),
      ]);
    await generate(machine, {
      services: Object.fromEntries(services),
      environments: { live: { description: name } },
    });
    await succeed(machine, ['cp', '-a', '/srv/shop/systemd/live', `/srv/${name}`]);
  }
}

/** Evenly spread, the first and the last among them. */
function sample(points: readonly KillPoint[], count: number): readonly KillPoint[] {
  if (points.length <= count) return points;
  const step = (points.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => points[Math.round(index * step)] as KillPoint);
}

async function reset(machine: Machine, { prepare }: Operation): Promise<void> {
  if ((await machine.run(['test', '-e', '/etc/tsm/shop'])).code === 0) await tsmEnds(machine, 'uninstall', 0);
  for (const line of prepare) await tsmEnds(machine, line, 0);
}

/** What is wrong after a kill, if anything; `missed` when the run did not come to that call this time. */
async function killAndLook(
  machine: Machine,
  operation: Operation,
  point: KillPoint,
  wanted: string,
  index: number,
): Promise<string | undefined> {
  if (!(await reloadAtRandom(machine, () => runAndKill(machine, operation.line, point)))) return 'missed';
  const isRebooted = index % 10 === 9;
  if (isRebooted) await machine.reboot();
  const fits = [operation.before, operation.after, operation.between ?? operation.after];
  const remembered = await inMemory(machine);
  if (!fits.some((set) => remembered.every(({ unit, description }) => isOf(set, unit, description))))
    return `a mixed set in memory: ${JSON.stringify(remembered)}`;
  await succeed(machine, ['systemctl', 'daemon-reload']);
  const loaded = await loadedSet(machine);
  if (!fits.some((set) => set === loaded)) return `a mixed set: ${loaded}`;
  const again = await tsm(machine, operation.again ?? operation.line);
  const isDone = operation.after === 'nothing' && /not-installed/.test(again.stderr);
  if (again.code !== 0 && !isDone)
    return `the next run ended with ${again.code}: ${again.stdout}${again.stderr}`;
  const found = await outcome(machine, operation);
  return found === wanted ? undefined : `it came to another end: ${difference(wanted, found)}`;
}
