import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Machine } from '../../src/machine/machine.ts';
import { copyIn, freshMachine } from './fresh-machine.ts';
import { skip } from './host.ts';
import { eventually, journal, property, show } from './look.ts';
import { putIntoService, succeed } from './put-into-service.ts';

const main = resolve(import.meta.dirname, '../../dist/main.cjs');

async function installOdd(machine: Machine): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-e2e-'));
  try {
    await cp(resolve(import.meta.dirname, 'project'), folder, { recursive: true });
    await execa('node', [main, 'generate'], { cwd: folder });
    await copyIn(machine, 'test/e2e/project', '/opt/odd');
    await putIntoService(machine, join(folder, 'systemd/production'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.skipIf(skip)('services that behave badly', () => {
  const machine = freshMachine(installOdd);
  const activeState = (unit: string) => property(machine(), unit, 'ActiveState');

  const cannotLimit = (controller: string) =>
    machine().systemd >= 258 && !machine().controllers.includes(controller);

  test('a start waits until the health check succeeds, and so do dependents', async () => {
    await succeed(machine(), ['systemctl', 'start', '--no-block', 'odd-follower.service']);
    await eventually(
      async () => (await property(machine(), 'odd-late.service', 'SubState')) === 'start-post',
    );
    expect(await activeState('odd-follower.service')).toBe('inactive');
    await succeed(machine(), ['touch', '/run/healthy']);
    await eventually(async () => (await activeState('odd-follower.service')) === 'active');
    const times = await show(
      machine(),
      ['odd-late.service', 'odd-follower.service'],
      ['ActiveEnterTimestampMonotonic', 'ExecMainStartTimestampMonotonic'],
    );
    const healthy = Number(times['odd-late.service']?.['ActiveEnterTimestampMonotonic']);
    expect(Number(times['odd-follower.service']?.['ExecMainStartTimestampMonotonic'])).toBeGreaterThanOrEqual(
      healthy,
    );
  });

  // The start time-out is ten minutes: waiting for it would fail this test.
  test('a start fails at once when the main process dies before it is healthy', async () => {
    const { code } = await machine().run(['systemctl', 'start', 'odd-crash.service']);
    expect(code).toBe(1);
    const state = await show(machine(), ['odd-crash.service'], ['ActiveState', 'Result', 'ExecMainStatus']);
    expect(state['odd-crash.service']).toEqual({
      ActiveState: 'failed',
      Result: 'exit-code',
      ExecMainStatus: '3',
    });
  });

  test('MemoryMax= kills', async ({ skip: skipTest }) => {
    skipTest(cannotLimit('memory'), 'no controllers of version 2 here, and systemd 258 takes no others');
    await machine().run(['systemctl', 'start', 'odd-hungry.service']);
    await eventually(async () => (await activeState('odd-hungry.service')) === 'failed');
    // Hierarchies of version 1 do not tell systemd who was killed for want of memory: there it is `signal`.
    expect(await property(machine(), 'odd-hungry.service', 'Result')).toMatch(/^(oom-kill|signal)$/);
    expect(await property(machine(), 'odd-hungry.service', 'ExecMainStatus')).toBe('9');
  });

  test('TasksMax= refuses forks', async ({ skip: skipTest }) => {
    skipTest(cannotLimit('pids'), 'no controllers of version 2 here, and systemd 258 takes no others');
    await machine().run(['systemctl', 'start', 'odd-crowd.service']);
    await eventually(async () =>
      (await journal(machine())).some(
        ({ unit, message }) =>
          unit === 'odd-crowd.service' && message.includes('Resource temporarily unavailable'),
      ),
    );
    expect(Number(await property(machine(), 'odd-crowd.service', 'TasksCurrent'))).toBeLessThanOrEqual(5);
  });

  test('a service that does not heed SIGTERM is killed after its stop time-out', async () => {
    await succeed(machine(), ['systemctl', 'start', 'odd-stubborn.service']);
    await eventually(async () => (await journal(machine())).some(({ message }) => message === 'ready'));
    await succeed(machine(), ['systemctl', 'stop', 'odd-stubborn.service']);
    expect(await property(machine(), 'odd-stubborn.service', 'Result')).toBe('timeout');
  });

  // Its health check waits for /run/healthy, which a reboot takes away.
  test('the boot does not wait for a health check', async () => {
    await machine().reboot();
    await eventually(
      async () => (await property(machine(), 'odd-late.service', 'SubState')) === 'start-post',
    );
    expect(await activeState('multi-user.target')).toBe('active');
    expect(await activeState('odd.target')).toBe('inactive');
    await succeed(machine(), ['touch', '/run/healthy']);
    await succeed(machine(), ['systemctl', 'start', 'odd.target']);
    expect(await activeState('odd-late.service')).toBe('active');
  });
});
