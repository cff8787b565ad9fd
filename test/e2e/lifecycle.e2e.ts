import { describe, expect, test } from 'vitest';
import { DOCUMENTS, type DocumentOf } from '../../src/documents/documents.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { copyIn } from './fresh-machine.ts';
import { skip } from './host.ts';
import { answers, generate, sleeps } from './install/shop.ts';
import { machineWithTsm, tsmEnds } from './install/tsm-machine.ts';
import { eventually, get, property } from './look.ts';
import { enableLinger, succeed } from './put-into-service.ts';

const QUICK = 'install --settle 300ms';

/** `tsm status --json` as data. */
async function statusOf(machine: Machine, words = '', user?: string): Promise<DocumentOf<'status'>> {
  const argv = ['tsm', 'status', '--json', ...words.split(' ').filter(Boolean)];
  const { stdout } = await machine.run(argv, user === undefined ? {} : asUser(user));
  return DOCUMENTS.status.parse(JSON.parse(stdout));
}

/** What is off, as `unit code`. */
async function findingsOf(machine: Machine, words = '', user?: string): Promise<readonly string[]> {
  const { environments } = await statusOf(machine, words, user);
  return environments.flatMap(({ findings }) => findings.map(({ unit, code }) => `${unit ?? '*'} ${code}`));
}

const asUser = (user: string) => ({ user, env: { HOME: `/home/${user}` } });

describe.skipIf(skip)("the guide's session", () => {
  const machine = machineWithTsm(async (fresh) => {
    await copyIn(fresh, 'examples/tetra', '/root/src/devops/tetra');
    await copyIn(fresh, 'examples/tetra/tetra.sh', '/root/tetra/tetra.sh');
    await copyIn(fresh, 'examples/tetra', '/opt/tetra');
    await copyIn(fresh, 'systemd', '/srv/shop/systemd');
  });

  test('before anything is installed, status says so', async () => {
    expect(await tsmEnds(machine(), 'daemon status', 1)).toContain('nothing is installed on this host');
  });

  test('install, enable, start', async () => {
    expect(await tsmEnds(machine(), 'daemon install @dev', 0)).toContain('@dev is installed as generation 1');
    expect(await findingsOf(machine())).toEqual(['* not-started']);
    expect(await tsmEnds(machine(), 'daemon enable', 0)).toContain('already');
    const started = await tsmEnds(machine(), 'daemon start', 0);
    expect(started).toMatch(/^started +tetra-dev\.service +running +in [\d.]+m?s$/m);
    expect(started).toMatch(/^left +tetra-dev-report\.service +does not start by itself$/m);
  });

  test('status shows that each unit listens itself, and that nothing is off', async () => {
    const [dev] = (await statusOf(machine(), '--probe')).environments;
    expect(dev?.findings).toEqual([]);
    const tetra = dev?.units.find(({ service }) => service === 'tetra');
    expect(tetra).toMatchObject({
      unit: 'tetra-dev.service',
      state: 'running',
      restarts: 0,
      enabled: true,
      health: 'ok',
      ports: [{ number: 4444, protocol: 'tcp', listening: 'yes', holder: null }],
    });
    expect(dev?.units.find(({ service }) => service === 'worker')?.health).toBe('ok');
  });

  test('status fits into 80 columns of a pipe', async () => {
    const lines = (await tsmEnds(machine(), 'daemon status', 0)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('logs are those of the environment, and end with exit code 0', async () => {
    const lines = await tsmEnds(machine(), 'daemon logs', 0);
    expect(lines).toContain('tetra: listening on http://127.0.0.1:4444 (dev)');
    // Some versions of journalctl say first when the journal begins.
    const last = (await tsmEnds(machine(), 'daemon logs 3', 0)).trim().split('\n');
    expect(last.filter((line) => !line.startsWith('-- '))).toHaveLength(3);
    const followed = await machine().run([
      'timeout',
      '--signal=INT',
      '2',
      'tsm',
      'daemon',
      'logs',
      '50',
      '-f',
    ]);
    expect(followed.stdout).toContain('tetra: listening on http://127.0.0.1:4444 (dev)');
    expect(followed.stderr).toBe('');
  });

  test('logs of one service are of that one alone, also as JSON', async () => {
    const lines = (await tsmEnds(machine(), 'logs api 1 --json', 0)).trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ __CURSOR: expect.any(String) as string });
    expect(await tsmEnds(machine(), 'logs api 100', 0)).not.toContain('tetra-dev-worker');
  });

  test('production beside it', async () => {
    await tsmEnds(machine(), 'daemon install @production', 0);
    expect(await tsmEnds(machine(), 'daemon enable @production', 0)).toContain('already');
    await tsmEnds(machine(), 'daemon start @prod', 0);
    expect((await get(machine(), 'http://127.0.0.1:4445/health')).status).toBe(200);
    expect((await get(machine(), 'http://127.0.0.1:4444/health')).status).toBe(200);
    expect(await findingsOf(machine())).toEqual([]);
    expect(await tsmEnds(machine(), 'list', 0)).toMatch(/^tetra +@production +tetra\.service +running$/m);
  });

  test('a bare verb means the default environment, and others stay as they are', async () => {
    const before = await property(machine(), 'tetra.service', 'MainPID');
    const devBefore = await property(machine(), 'tetra-dev.service', 'MainPID');
    expect(await tsmEnds(machine(), 'daemon restart', 0)).toMatch(/^restarted +tetra-dev\.service/m);
    expect(await property(machine(), 'tetra-dev.service', 'MainPID')).not.toBe(devBefore);
    expect(await property(machine(), 'tetra.service', 'MainPID')).toBe(before);
  });

  test('new code under a running service is said', async () => {
    await succeed(machine(), ['touch', '-d', '+5 seconds', '/opt/tetra/api/api.js']);
    expect(await findingsOf(machine(), '@prod')).toContain('tetra-api.service files-newer');
  });

  test('whoever is not root sees the same, and is told what needs root', async () => {
    const { stdout, code } = await machine().run(['tsm', 'status', '@dev'], { user: 'nobody' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/tetra-dev +running .* 4444 \?/);
    const refused = await machine().run(['tsm', 'restart', '@dev'], { user: 'nobody' });
    expect(refused.code).toBe(5);
    // These machines have no sudo.
    expect(refused.stderr).toContain("run: su -c 'tsm restart @dev'");
  });

  test('stop, disable, uninstall', async () => {
    expect(await tsmEnds(machine(), 'daemon stop', 0)).toMatch(/^stopped +tetra-dev\.service +inactive/m);
    expect(await tsmEnds(machine(), 'daemon disable', 0)).toMatch(/^disabled +tetra-dev\.target/m);
    expect(await findingsOf(machine(), '@dev')).toEqual(['* not-started', '* not-enabled']);
    const enabled = await machine().run(['systemctl', 'is-enabled', 'tetra-dev.target', 'tetra-dev.service']);
    expect(enabled.stdout).toBe('disabled\ndisabled\n');
    expect(await tsmEnds(machine(), 'daemon uninstall', 0)).toContain('@dev is uninstalled');
    expect((await get(machine(), 'http://127.0.0.1:4445/health')).status).toBe(200);
    await tsmEnds(machine(), 'daemon uninstall @production', 0);
    expect(await tsmEnds(machine(), 'list', 1)).toContain('nothing is installed');
  });
});

describe.skipIf(skip)('what people do by plain systemctl', () => {
  const machine = machineWithTsm(async (fresh) => {
    await generate(fresh, {
      services: { shop: answers('one', 4500), bg: sleeps(), extra: sleeps('infinity', { autostart: false }) },
    });
    await tsmEnds(fresh, `${QUICK} --now`, 0);
  });

  test('stopped by hand', async () => {
    await succeed(machine(), ['systemctl', 'stop', 'shop-bg']);
    expect(await findingsOf(machine())).toEqual(['shop-bg.service stopped']);
    expect(await tsmEnds(machine(), 'start bg', 0)).toMatch(/^started +shop-bg\.service/m);
    expect(await tsmEnds(machine(), 'start bg', 0)).toMatch(/^already +shop-bg\.service/m);
    expect(await findingsOf(machine())).toEqual([]);
  });

  test('disabled by hand: start leaves it, install leaves it, enable gives it back', async () => {
    await succeed(machine(), ['systemctl', 'disable', '--now', 'shop-bg']);
    expect(await findingsOf(machine())).toEqual(['shop-bg.service disabled']);
    expect(await tsmEnds(machine(), 'start', 0)).toMatch(/^left +shop-bg\.service +disabled on this host$/m);
    expect(await tsmEnds(machine(), 'enable', 0)).toContain('tsm enable bg gives it back');
    await tsmEnds(machine(), QUICK, 0);
    expect(await findingsOf(machine())).toEqual(['shop-bg.service disabled']);
    expect(await tsmEnds(machine(), 'enable bg', 0)).toMatch(/^enabled +shop-bg\.service/m);
    const link = '/etc/systemd/system/shop.target.wants/shop-bg.service';
    expect(await succeed(machine(), ['readlink', link])).toBe(
      '/usr/local/lib/systemd/system/shop-bg.service\n',
    );
    expect(await tsmEnds(machine(), 'start', 0)).toMatch(/^started +shop-bg\.service/m);
  });

  test('tsm disable is the operator’s choice too, and survives an install', async () => {
    await tsmEnds(machine(), 'disable shop-bg.service', 0);
    await generate(machine(), {
      services: {
        shop: answers('two', 4500),
        bg: sleeps('1000000'),
        extra: sleeps('infinity', { autostart: false }),
      },
    });
    await tsmEnds(machine(), QUICK, 0);
    expect(await findingsOf(machine())).toEqual(['shop-bg.service disabled']);
    await tsmEnds(machine(), 'enable bg', 0);
    await tsmEnds(machine(), 'start bg', 0);
  });

  test('what does not start by itself does after tsm enable', async () => {
    expect(await tsmEnds(machine(), 'enable extra', 0)).toMatch(/^enabled +shop-extra\.service/m);
    expect(await tsmEnds(machine(), 'start', 0)).toMatch(/^started +shop-extra\.service/m);
    expect(await tsmEnds(machine(), 'disable extra', 0)).toMatch(/^disabled +shop-extra\.service/m);
    expect(await findingsOf(machine())).toEqual(['shop-extra.service disabled']);
  });

  test('an operator’s enable is replaced by ours', async () => {
    await succeed(machine(), ['systemctl', 'enable', 'shop-extra']);
    await tsmEnds(machine(), 'enable extra', 0);
    const link = '/etc/systemd/system/shop.target.wants/shop-extra.service';
    expect(await succeed(machine(), ['readlink', link])).toBe(
      '/usr/local/lib/systemd/system/shop-extra.service\n',
    );
    await succeed(machine(), ['systemctl', 'enable', 'shop-extra']);
    await tsmEnds(machine(), 'disable extra', 0);
    expect((await machine().run(['systemctl', 'is-enabled', 'shop-extra'])).stdout).toBe('disabled\n');
    await tsmEnds(machine(), 'enable extra', 0);
  });

  test('masked: said, refused by name, left out by the whole', async () => {
    await succeed(machine(), ['systemctl', 'mask', '--now', 'shop-bg']);
    expect(await findingsOf(machine())).toContain('shop-bg.service masked');
    expect(await tsmEnds(machine(), 'start bg', 1)).toContain('systemctl unmask shop-bg.service');
    expect(await tsmEnds(machine(), 'enable bg', 1)).toContain('systemctl unmask shop-bg.service');
    expect(await tsmEnds(machine(), 'start', 0)).toMatch(/^left +shop-bg\.service +masked on this host$/m);
    await succeed(machine(), ['systemctl', 'unmask', 'shop-bg']);
    await tsmEnds(machine(), 'start', 0);
  });

  test('edited by a drop-in, and changed on disk', async () => {
    const folder = '/etc/systemd/system/shop-bg.service.d';
    await succeed(machine(), [
      'sh',
      '-c',
      `mkdir ${folder} && printf '[Service]\\nNice=3\\n' >${folder}/x.conf && systemctl daemon-reload`,
    ]);
    expect(await findingsOf(machine())).toContain('shop-bg.service edited');
    await succeed(machine(), ['sh', '-c', `sleep 1; printf '[Service]\\nNice=4\\n' >${folder}/x.conf`]);
    expect(await findingsOf(machine())).toContain('shop-bg.service changed-on-disk');
    await succeed(machine(), ['systemctl', 'revert', 'shop-bg.service']);
    expect(await findingsOf(machine())).not.toContain('shop-bg.service edited');
  });

  test('an install that restarts nothing leaves a restart pending, and tsm restart ends it', async () => {
    await generate(machine(), {
      services: {
        shop: answers('three', 4500),
        bg: sleeps('1000000'),
        extra: sleeps('infinity', { autostart: false }),
      },
    });
    await tsmEnds(machine(), `${QUICK} --no-restart`, 0);
    expect(await findingsOf(machine())).toContain('shop.service restart-pending');
    expect(await findingsOf(machine(), '', 'nobody')).toContain('shop.service restart-pending');
    await tsmEnds(machine(), 'restart shop', 0);
    expect(await findingsOf(machine())).not.toContain('shop.service restart-pending');
  });

  test('everything disabled can still be started by hand, and comes back as a whole', async () => {
    await tsmEnds(machine(), 'stop', 0);
    await tsmEnds(machine(), 'disable', 0);
    expect(await tsmEnds(machine(), 'stop', 0)).toContain('nothing to stop');
    expect(await tsmEnds(machine(), 'start', 0)).toMatch(/^started +shop-bg\.service/m);
    expect(await findingsOf(machine())).toEqual(['* not-enabled']);
    expect(await tsmEnds(machine(), 'enable', 0)).toMatch(
      /^enabled +shop\.target +starts with multi-user\.target$/m,
    );
  });

  test('a slip of a name gets the nearest one', async () => {
    expect(await tsmEnds(machine(), 'restart extar', 1)).toContain('did you mean extra?');
    expect(await tsmEnds(machine(), 'start @live @dev', 2)).toContain('tsm start @live && tsm start @dev');
  });

  test('an interrupted install is said', async () => {
    const pending = JSON.stringify({ format: 1, pid: 4_000_000, generation: 99, units: [], restart: [] });
    await succeed(machine(), ['sh', '-c', `echo '${pending}' >/etc/tsm/shop/pending.json`]);
    expect(await findingsOf(machine())).toContain('* interrupted');
    expect(await tsmEnds(machine(), 'restart bg', 0)).toContain('undone first');
    expect(await findingsOf(machine())).not.toContain('* interrupted');
  });

  test('status --watch in a pipe prints one table after the other and ends on a signal', async () => {
    const { stdout, stderr, code } = await machine().run([
      'timeout',
      '--signal=INT',
      '5',
      'tsm',
      'list',
      '--watch',
    ]);
    expect(stdout.match(/^SERVICE/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(stderr).toBe('');
    expect(code).toBe(124);
  });
});

describe.skipIf(skip)('what fails', () => {
  const machine = machineWithTsm(async (fresh) => {
    const greedy = {
      command: `python3 -c "import time; time.sleep(2); x = bytearray(300_000_000); time.sleep(99)"`,
      limits: { memoryMax: '40M' },
      restart: 'no',
    };
    const services = {
      shop: answers('one', 4500, { restart: 'no' }),
      broken: { command: `bash -c 'echo no such luck >&2; exit 3'`, autostart: false, restart: 'no' },
      refused: { command: 'sleep infinity', pre: 'exit 1', autostart: false, restart: 'no' },
      leaning: { command: 'sleep infinity', requires: ['refused'], autostart: false, restart: 'no' },
      short: { command: 'true', autostart: false, restart: 'no' },
      greedy: { ...greedy, autostart: false },
    };
    await generate(fresh, { services });
    await tsmEnds(fresh, `${QUICK} --now`, 0);
  });

  test('a service that exits at once: exit code 4, its reason and its last words', async () => {
    const said = await tsmEnds(machine(), 'start broken', 4);
    expect(said).toMatch(/^failed +shop-broken\.service +it exited with status 3$/m);
    expect(said).toContain('no such luck');
    expect(said).toContain('tsm logs broken @live');
    const status = await tsmEnds(machine(), 'status', 4);
    expect(status).toContain('shop-broken: failed: it exited with status 3');
  });

  test('what requires it is said not to have been started', async () => {
    expect(await tsmEnds(machine(), 'start leaning', 4)).toMatch(
      /^failed +shop-leaning\.service +systemd did not start it: a unit that it requires failed$/m,
    );
    expect(await tsmEnds(machine(), 'stop broken', 0)).toMatch(
      /^already +shop-broken\.service +it did not run$/m,
    );
  });

  test('one that ends without an error is no failure', async () => {
    expect(await tsmEnds(machine(), 'start short', 0)).toMatch(/^ended +shop-short\.service/m);
  });

  test('a failing member makes the whole start fail, although systemctl says 0', async () => {
    await tsmEnds(machine(), 'enable broken', 0);
    expect((await machine().run(['systemctl', 'start', 'shop.target'])).code).toBe(0);
    const said = await tsmEnds(machine(), 'start', 4);
    expect(said).toMatch(/^already +shop\.service/m);
    expect(said).toMatch(/^failed +shop-broken\.service/m);
    const document = JSON.parse((await machine().run(['tsm', 'start', '--json'])).stdout) as { ok: boolean };
    expect(document).toMatchObject({ ok: false, verb: 'start', failures: [{ unit: 'shop-broken.service' }] });
    await tsmEnds(machine(), 'disable broken', 0);
  });

  test('a port that somebody else holds is said, with who', async () => {
    await tsmEnds(machine(), 'stop shop', 0);
    await succeed(machine(), ['systemd-run', '--unit=squatter', 'python3', '-m', 'http.server', '4500']);
    await eventually(async () => (await machine().run(['curl', '-s', 'http://127.0.0.1:4500'])).code === 0);
    expect(await tsmEnds(machine(), 'start shop', 4)).toMatch(/port 4500 is held by python3 \(process \d+\)/);
    const [live] = (await statusOf(machine())).environments;
    expect(live?.units[0]?.ports).toMatchObject([
      { number: 4500, listening: 'other', holder: { name: 'python3' } },
    ]);
    expect(await findingsOf(machine())).toContain('shop.service port-held');
    await succeed(machine(), ['systemctl', 'stop', 'squatter']);
    await tsmEnds(machine(), 'start shop', 0);
  });

  test('a unit that is killed for memory is said to be', async () => {
    if (!machine().controllers.includes('memory')) return;
    await tsmEnds(machine(), 'start greedy', 0);
    await eventually(
      async () => (await property(machine(), 'shop-greedy.service', 'ActiveState')) === 'failed',
    );
    const said = await tsmEnds(machine(), 'status', 4);
    expect(said).toMatch(
      /shop-greedy: (?:killed for memory: it needed more than it may have \(MemoryMax=40M\)|failed: it was killed by signal 9, by somebody or for memory)/,
    );
  });
});

describe.skipIf(skip)('user scope', () => {
  const machine = machineWithTsm(async (fresh) => {
    await succeed(fresh, ['useradd', '--create-home', '--shell', '/bin/bash', 'ada']);
    await succeed(fresh, ['usermod', '--append', '--groups', 'systemd-journal', 'ada']);
    await enableLinger(fresh, 'ada');
    await eventually(async () => {
      const { stdout } = await fresh.run(['sh', '-c', 'systemctl is-active user@$(id -u ada).service']);
      return stdout === 'active\n';
    });
    await generate(fresh, {
      services: { shop: answers('mine', 4600) },
      environments: { live: { scope: 'user', user: undefined, root: { from: '.', to: '/srv/shop' } } },
    });
    await succeed(fresh, ['chown', '-R', 'ada:ada', '/srv/shop']);
  });
  const ends = (line: string, code: number): Promise<string> => tsmEnds(machine(), line, code, asUser('ada'));

  test('install, status, restart, logs and stop without root', async () => {
    await ends(`${QUICK} --now`, 0);
    expect((await get(machine(), 'http://127.0.0.1:4600/')).status).toBe(200);
    const [live] = (await statusOf(machine(), '--probe', 'ada')).environments;
    expect(live).toMatchObject({ scope: 'user', findings: [] });
    expect(live?.units).toMatchObject([{ state: 'running', health: 'ok', ports: [{ listening: 'yes' }] }]);
    expect(await ends('restart', 0)).toMatch(/^restarted +shop\.service/m);
    await eventually(async () => (await ends('logs', 0)).includes('says mine'));
    expect(await ends('disable', 0)).toMatch(
      /^disabled +shop\.target +no longer starts with default\.target$/m,
    );
    expect(await ends('enable', 0)).toMatch(/^enabled +shop\.service/m);
    expect(await ends('stop', 0)).toMatch(/^stopped +shop\.service/m);
  });

  test('without linger it is said at install, at start and in status', async () => {
    await succeed(machine(), ['rm', '/var/lib/systemd/linger/ada']);
    await ends('uninstall', 0);
    expect(await ends(QUICK, 0)).toContain('loginctl enable-linger ada');
    expect(await ends('start', 0)).toContain('loginctl enable-linger ada');
    expect(await findingsOf(machine(), '', 'ada')).toContain('* not-lingering');
  });
});
