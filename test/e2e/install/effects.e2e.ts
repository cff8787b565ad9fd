import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { eventually, show } from '../look.ts';
import { enableLinger, succeed } from '../put-into-service.ts';
import { ask, pidOf, stateOf } from './facts.ts';
import { answers, generate, sleeps, type Shop } from './shop.ts';
import { machineWithTsm, put, tsmEnds } from './tsm-machine.ts';

const INSTALL = 'install --settle 200ms';
const RELOAD = { reload: '/bin/kill -HUP $MAINPID' };

describe.skipIf(skip)('what a change does to what runs', () => {
  const machine = machineWithTsm();
  async function install(services: Shop['services'], line = INSTALL): Promise<string> {
    await generate(machine(), { services });
    return tsmEnds(machine(), line, 0);
  }
  const invocation = async (unit: string) =>
    (await show(machine(), [unit], ['InvocationID']))[unit]?.['InvocationID'];

  test('onChange: reload, stop-start and keep', async () => {
    const say = (greeting: string): Shop['services'] => ({
      shop: answers('shop', 4500, { ...RELOAD, onChange: 'reload', env: { GREETING: greeting } }),
      swap: answers('swap', 4501, { onChange: 'stop-start', env: { GREETING: greeting } }),
      kept: answers('kept', 4502, { onChange: 'keep', env: { GREETING: greeting } }),
    });
    await install(say('one'), `${INSTALL} --now`);
    const [shop, swap, kept] = [
      await ask(machine(), 4500),
      await ask(machine(), 4501),
      await ask(machine(), 4502),
    ];
    const said = await install(say('two'));
    expect(await ask(machine(), 4500)).toEqual({ ...shop, reloads: 1 });
    const swapped = await ask(machine(), 4501);
    expect(swapped).toMatchObject({ greeting: 'two' });
    expect(swapped.pid).not.toBe(swap.pid);
    expect(await ask(machine(), 4502)).toEqual(kept);
    expect(said).toMatch(/pending +shop-kept\.service .*onChange is keep/);
    expect(await tsmEnds(machine(), INSTALL, 0)).not.toMatch(/restart +shop-kept/);
    await tsmEnds(machine(), `${INSTALL} --restart=kept`, 0);
    expect(await ask(machine(), 4502)).toMatchObject({ greeting: 'two' });
    expect(await tsmEnds(machine(), INSTALL, 0)).toContain('Nothing to do');
    await tsmEnds(machine(), 'uninstall', 0);
  });

  test('restartOn: a file whose content changed restarts', async () => {
    await put(machine(), '/srv/shop/rules.txt', 'one\n');
    const services = { shop: answers('one', 4500, { restartOn: ['rules.txt'] }), bg: sleeps() };
    await install(services, `${INSTALL} --now`);
    const bg = await pidOf(machine(), 'shop-bg.service');
    const shop = await pidOf(machine(), 'shop.service');
    await succeed(machine(), ['touch', '/srv/shop/rules.txt']);
    expect(await tsmEnds(machine(), INSTALL, 0)).toContain('Nothing to do');
    await put(machine(), '/srv/shop/rules.txt', 'two\n');
    expect(await tsmEnds(machine(), INSTALL, 0)).toMatch(
      /restart +shop\.service +a file of restartOn changed/,
    );
    expect(await pidOf(machine(), 'shop.service')).not.toBe(shop);
    expect(await pidOf(machine(), 'shop-bg.service')).toBe(bg);
    await tsmEnds(machine(), 'uninstall', 0);
  });

  test('a changed timer is restarted, its service is not; a changed socket-activated service holds its socket', async () => {
    const timed = (every: string) => ({
      ...sleeps('infinity'),
      unit: { Timer: { OnActiveSec: every, AccuracySec: '1s' } },
    });
    const socket = (more: object) => ({
      ...answers('web', 4500, { health: undefined, ...more }),
      command: 'python3 listen.py',
      unit: { Socket: { ListenStream: '127.0.0.1:4599' } },
    });
    await put(machine(), '/srv/shop/listen.py', LISTEN);
    await install({ tick: timed('1s'), web: socket({}) }, `${INSTALL} --now`);
    await eventually(async () => (await pidOf(machine(), 'shop-tick.service')) !== '0');
    const tick = await pidOf(machine(), 'shop-tick.service');
    const timer = await invocation('shop-tick.timer');
    expect(await stateOf(machine(), 'shop-web.service')).toBe('inactive');
    expect(await succeed(machine(), ['curl', '-sS', '-m', '5', 'http://127.0.0.1:4599/'])).toBe(
      'greeting None',
    );
    expect(await stateOf(machine(), 'shop-web.service')).toBe('active');
    await install({ tick: timed('2s'), web: socket({ env: { GREETING: 'hi' } }) });
    expect(await invocation('shop-tick.timer')).not.toBe(timer);
    expect(await pidOf(machine(), 'shop-tick.service')).toBe(tick);
    expect(await stateOf(machine(), 'shop-web.socket')).toBe('active');
    expect(await succeed(machine(), ['curl', '-sS', '-m', '5', 'http://127.0.0.1:4599/'])).toBe(
      'greeting hi',
    );
    await tsmEnds(machine(), 'uninstall', 0);
    expect(await succeed(machine(), ['find', '/etc/systemd', '-name', 'shop-*'])).toBe('');
  });

  test('a target that was started without install is brought up to date like any other', async () => {
    await install({ shop: answers('one', 4500) });
    await succeed(machine(), ['systemctl', 'start', 'shop.target']);
    await succeed(machine(), ['systemctl', 'restart', 'shop.service']);
    await install({ shop: answers('two', 4500) });
    expect((await ask(machine(), 4500)).says).toBe('two');
    await tsmEnds(machine(), 'uninstall', 0);
  });

  test('two environments live side by side and go one by one', async () => {
    const both = {
      services: { shop: answers('both', 4500), bg: sleeps() },
      environments: { dev: { services: { shop: { port: 4600, health: 'http://127.0.0.1:4600/' } } } },
    };
    await generate(machine(), both);
    await tsmEnds(machine(), `${INSTALL} @live --now`, 0);
    await tsmEnds(machine(), `${INSTALL} @dev --now`, 0);
    const live = await ask(machine(), 4500);
    expect((await ask(machine(), 4600)).says).toBe('both');
    await generate(machine(), { ...both, services: { ...both.services, shop: answers('next', 4500) } });
    await tsmEnds(machine(), `${INSTALL} @dev`, 0);
    expect((await ask(machine(), 4600)).says).toBe('next');
    expect(await ask(machine(), 4500)).toEqual(live);
    await tsmEnds(machine(), 'uninstall @dev', 0);
    expect(await ask(machine(), 4500)).toEqual(live);
    expect((await machine().run(['curl', '-s', 'http://127.0.0.1:4600/'])).code).not.toBe(0);
    await tsmEnds(machine(), 'uninstall', 0);
    expect((await machine().run(['test', '-e', '/etc/tsm'])).code).toBe(1);
  });

  test('user scope: installs without root, without XDG_RUNTIME_DIR, and goes without a trace', async () => {
    await succeed(machine(), ['useradd', '--create-home', 'alice']);
    await enableLinger(machine(), 'alice');
    const id = (await succeed(machine(), ['id', '-u', 'alice'])).trim();
    await eventually(
      async () => (await machine().run(['test', '-e', `/run/user/${id}/systemd/private`])).code === 0,
    );
    const alice = { user: 'alice', env: { HOME: '/home/alice' } };
    // What tsm keeps in the cache directory is the user's to clear.
    const home = ['find', '/home/alice', '-mindepth', '1', '-not', '-path', '/home/alice/.cache*'];
    const before = await succeed(machine(), home);
    await generate(machine(), {
      services: { shop: answers('mine', 4700) },
      environments: { live: { scope: 'user', user: undefined, root: { from: '.', to: '/srv/shop' } } },
    });
    await tsmEnds(machine(), `${INSTALL} --now`, 0, alice);
    expect((await ask(machine(), 4700)).says).toBe('mine');
    const owner = (
      await succeed(machine(), ['stat', '-c', '%U', `/proc/${(await ask(machine(), 4700)).pid}`])
    ).trim();
    expect(owner).toBe('alice');
    expect(await tsmEnds(machine(), INSTALL, 0, alice)).toContain('Nothing to do');
    await tsmEnds(machine(), 'uninstall', 0, alice);
    expect(await succeed(machine(), home)).toBe(before);
  });

  test('regressions of user scope: programs below the home were not found, and a check asked without its user', async () => {
    const bin = '/home/alice/shop/bin';
    await put(
      machine(),
      `${bin}/run`,
      '#!/bin/sh\npwd > ~/ran-in; touch ~/well-$USER; exec sleep infinity\n',
    );
    await succeed(machine(), [
      'sh',
      '-c',
      `cp ${bin}/run ${bin}/again; chmod +x ${bin}/*; chown -R alice: /home/alice`,
    ]);
    await generate(machine(), {
      services: {
        shop: {
          command: './run',
          cwd: 'bin',
          reload: './again',
          health: { command: 'test -e ~/well-$USER' },
        },
        home: { command: './shop/bin/run', cwd: '~' },
      },
      environments: { live: { scope: 'user', user: undefined, root: '~/shop' } },
    });
    const alice = { user: 'alice', env: { HOME: '/home/alice' } };
    await tsmEnds(machine(), `${INSTALL} --now`, 0, alice);
    expect(await tsmEnds(machine(), 'doctor --json', 1, alice)).not.toContain('unhealthy');
    expect(await succeed(machine(), ['cat', '/home/alice/ran-in'])).toMatch(/^\/home\/alice/);
    await tsmEnds(machine(), 'uninstall', 0, alice);
  });
});

/** Takes the socket that systemd opened: sd_listen_fds(3). */
const LISTEN = `import http.server, os, socket
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"greeting {os.environ.get('GREETING')}".encode())
    def log_message(self, *_): pass
server = http.server.HTTPServer(('', 0), Answer, bind_and_activate=False)
server.socket = socket.socket(fileno=3)
server.serve_forever()
`;
