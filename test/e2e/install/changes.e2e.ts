import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { ask, pidOf, reloads, stateOf, treeOf } from './facts.ts';
import { answers, generate, sleeps, type Shop } from './shop.ts';
import { machineWithTsm, tsmEnds } from './tsm-machine.ts';

const TREE = ['/etc', '/usr/local', '/var/lib'];
const LINKS = '/usr/local/lib/systemd/system';
const INSTALL = 'install --settle 300ms';

describe.skipIf(skip)('one change after the other', () => {
  const machine = machineWithTsm();
  const services: Record<string, Shop['services'][string]> = {
    shop: answers('one', 4500, { env: { GREETING: 'hello' } }),
    bg: sleeps('infinity', { description: 'In the background' }),
  };
  /** Generates with some services changed, installs, and gives what tsm said and which units were restarted. */
  async function change(changed: Shop['services'], line = INSTALL, code = 0) {
    Object.assign(services, changed);
    await generate(machine(), { services });
    const units = ['shop.service', 'shop-bg.service'];
    const before = await show(machine(), units, ['MainPID']);
    const reloadsBefore = await reloads(machine());
    const said = await tsmEnds(machine(), line, code);
    const after = await show(machine(), units, ['MainPID']);
    return {
      said,
      restarted: units.filter((unit) => before[unit]?.['MainPID'] !== after[unit]?.['MainPID']),
      reloads: (await reloads(machine())) - reloadsBefore,
    };
  }

  test('a first install without --now enables and starts nothing', async () => {
    const { reloads: count } = await change({});
    expect(count).toBe(1);
    const units = ['shop.service', 'shop-bg.service', 'shop.target'];
    const states = await show(machine(), units, ['ActiveState', 'UnitFileState', 'FragmentPath']);
    for (const unit of units)
      expect(states[unit], unit).toEqual({
        ActiveState: 'inactive',
        UnitFileState: 'enabled',
        // systemd 247 follows the links before it remembers the path, at every daemon-reload anew.
        FragmentPath: expect.stringMatching(
          `^(?:/usr/local/lib/systemd/system|/etc/tsm/shop/generations/1)/${unit}$`,
        ),
      });
    expect(await succeed(machine(), ['readlink', '/usr/local/lib/systemd/system/shop.service'])).toBe(
      '/etc/tsm/shop/current/shop.service\n',
    );
    expect(await succeed(machine(), ['readlink', '/etc/systemd/system/shop.target.wants/shop.service'])).toBe(
      '/usr/local/lib/systemd/system/shop.service\n',
    );
  });

  test('--now on an installed environment starts it and writes no generation', async () => {
    const { reloads: count } = await change({}, `${INSTALL} --now`);
    expect(count).toBe(0);
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'one', greeting: 'hello' });
    expect(await tsmEnds(machine(), 'generations --json', 0)).toContain('"number": 1');
    expect(await succeed(machine(), ['ls', '/etc/tsm/shop/generations'])).toBe('1\n1.sha256\n');
  });

  test('with nothing changed nothing is reloaded, restarted or written', async () => {
    const before = await treeOf(machine(), TREE);
    const { said, restarted, reloads: count } = await change({});
    expect(said).toContain('Nothing to do');
    expect(restarted).toEqual([]);
    expect(count).toBe(0);
    expect(await treeOf(machine(), TREE)).toBe(before);
  });

  test('--dry-run writes nothing and says what would be done', async () => {
    const before = await treeOf(machine(), TREE);
    const { said } = await change({ bg: sleeps('1000000') }, 'install --dry-run');
    expect(said).toMatch(/restart +shop-bg\.service +ExecStart=.* changed/);
    expect(await treeOf(machine(), TREE)).toBe(before);
    await change({ bg: sleeps('infinity', { description: 'In the background' }) });
  });

  test('a description costs a daemon-reload and no restart', async () => {
    const { restarted, reloads: count } = await change({
      bg: sleeps('infinity', { description: 'Behind' }),
    });
    expect(restarted).toEqual([]);
    expect(count).toBe(1);
    expect((await show(machine(), ['shop-bg.service'], ['Description']))['shop-bg.service']).toEqual({
      Description: 'Behind',
    });
  });

  test('an environment value restarts its service alone', async () => {
    const { restarted, said } = await change({
      shop: answers('one', 4500, { env: { GREETING: 'good morning' } }),
    });
    expect(said).toContain('environment GREETING changed');
    expect(restarted).toEqual(['shop.service']);
    expect(await ask(machine(), 4500)).toMatchObject({ greeting: 'good morning' });
  });

  test('a command restarts its service alone', async () => {
    const { restarted, reloads: count } = await change({ shop: answers('two', 4500) });
    expect(restarted).toEqual(['shop.service']);
    expect(count).toBe(1);
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'two' });
  });

  test('a reload command reloads', async () => {
    const { restarted } = await change({ shop: answers('two', 4500, { reload: '/bin/kill -HUP $MAINPID' }) });
    expect(restarted).toEqual([]);
    expect(await ask(machine(), 4500)).toMatchObject({ reloads: 1 });
  });

  test('a limit is enforced, without a restart where systemd can', async () => {
    const version = Number(/systemd (\d+)/.exec(await succeed(machine(), ['systemctl', '--version']))?.[1]);
    const { restarted } = await change({
      bg: sleeps('infinity', { limits: { tasks: 7, memoryMax: '64M' } }),
    });
    // 256 and the first of 257 write a changed limit when the service starts.
    const mayRestart = version === 256 || version === 257;
    expect([[], ...(mayRestart ? [['shop-bg.service']] : [])]).toContainEqual(restarted);
    const group = (await show(machine(), ['shop-bg.service'], ['ControlGroup']))['shop-bg.service'];
    const found = await succeed(machine(), [
      'sh',
      '-c',
      'cat /sys/fs/cgroup/pids/$0/pids.max 2>/dev/null || cat /sys/fs/cgroup/$0/pids.max',
      group?.['ControlGroup'] ?? '',
    ]);
    expect(found).toBe('7\n');
  });

  test('a new service starts alone, with the dependency it brings', async () => {
    const { restarted } = await change({ extra: answers('extra', 4501) });
    expect(restarted).toEqual([]);
    expect(await ask(machine(), 4501)).toMatchObject({ says: 'extra' });
    const dependent = await change({ bg: sleeps('infinity', { depends: ['extra'] }) });
    expect(dependent.said).toMatch(/restart +shop-bg\.service .*After=/);
    expect(await stateOf(machine(), 'shop-bg.service')).toBe('active');
  });

  test('a service that does not start by itself stays down, and comes up when that changes', async () => {
    await change({ late: sleeps('infinity', { autostart: false }) });
    expect(await show(machine(), ['shop-late.service'], ['ActiveState', 'UnitFileState'])).toEqual({
      'shop-late.service': { ActiveState: 'inactive', UnitFileState: 'disabled' },
    });
    await change({ late: sleeps('infinity') });
    expect(await show(machine(), ['shop-late.service'], ['ActiveState', 'UnitFileState'])).toEqual({
      'shop-late.service': { ActiveState: 'active', UnitFileState: 'enabled' },
    });
  });

  test('a renamed service moves its links and keeps nothing of the old name', async () => {
    const pid = await pidOf(machine(), 'shop-late.service');
    delete services['late'];
    await change({ later: sleeps('infinity') });
    expect((await machine().run(['test', '-d', `/proc/${pid}`])).code).toBe(1);
    expect(
      await show(machine(), ['shop-late.service', 'shop-later.service'], ['LoadState', 'ActiveState']),
    ).toEqual({
      'shop-late.service': { LoadState: 'not-found', ActiveState: 'inactive' },
      'shop-later.service': { LoadState: 'loaded', ActiveState: 'active' },
    });
    const left = await succeed(machine(), [
      'find',
      '/etc/systemd',
      '/usr/local/lib/systemd',
      '-name',
      'shop-late.*',
    ]);
    expect(left).toBe('');
  });

  test('a removed service is stopped and gone', async () => {
    delete services['later'];
    const { restarted } = await change({});
    expect(restarted).toEqual([]);
    expect(await show(machine(), ['shop-later.service'], ['LoadState', 'ActiveState'])).toEqual({
      'shop-later.service': { LoadState: 'not-found', ActiveState: 'inactive' },
    });
  });

  test('an [Install] section moves the link', async () => {
    const bundle = '/srv/shop/systemd/live/shop-bg.service';
    const link = (target: string) => `/etc/systemd/system/${target}.wants/shop-bg.service`;
    const pid = await pidOf(machine(), 'shop-bg.service');
    await succeed(machine(), ['sed', '-i', 's/^WantedBy=.*/WantedBy=graphical.target/', bundle]);
    await tsmEnds(machine(), INSTALL, 0);
    expect(await succeed(machine(), ['readlink', link('graphical.target')])).toBe(
      `${LINKS}/shop-bg.service\n`,
    );
    expect((await machine().run(['test', '-L', link('shop.target')])).code).toBe(1);
    const { restarted } = await change({});
    expect(restarted).toEqual([]);
    expect((await machine().run(['test', '-L', link('graphical.target')])).code).toBe(1);
    expect(await succeed(machine(), ['readlink', link('shop.target')])).toBe(`${LINKS}/shop-bg.service\n`);
    expect(await pidOf(machine(), 'shop-bg.service')).toBe(pid);
  });
});
