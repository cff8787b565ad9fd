import { describe, expect, test } from 'vitest';
import { skip } from './host.ts';
import { contentOf, pidOf } from './install/facts.ts';
import { generate, sleeps } from './install/shop.ts';
import { machineWithTsm, tsm, tsmEnds } from './install/tsm-machine.ts';
import { journal } from './look.ts';
import { succeed } from './put-into-service.ts';

const VALUE = 'zebra "in" $the `river` \\ é';
const NEXT = 'heron at the lake';
const TREE = ['/etc', '/usr/local', '/var/lib'];
const FILE = '/etc/tsm/shop/secrets/shop-api.env';
const INSTALL = 'install --now --settle 300ms';

describe.skipIf(skip)('secrets on a host', () => {
  let before = '';
  const machine = machineWithTsm(async (fresh) => {
    before = await contentOf(fresh, TREE);
    await bring(['TOKEN'], fresh);
  });
  const bring = (secrets: readonly string[], on = machine()) =>
    generate(on, { services: { api: sleeps('infinity', { secrets }), bg: sleeps('infinity') } });
  const set = (name: string, value: string) => tsm(machine(), `secrets set ${name}`, { input: `${value}\n` });
  const environmentOf = async (service: string): Promise<readonly string[]> => {
    const pid = await pidOf(machine(), `shop-${service}.service`);
    return (await succeed(machine(), ['cat', `/proc/${pid}/environ`])).split('\0');
  };
  const pids = async () => [
    await pidOf(machine(), 'shop-api.service'),
    await pidOf(machine(), 'shop-bg.service'),
  ];

  test('an install refuses while one is missing, and says the command', async () => {
    const said = await tsmEnds(machine(), INSTALL, 1);
    expect(said).toContain('tsm secrets set TOKEN @live');
    expect(await tsmEnds(machine(), 'secrets list', 0)).toBe('@live\n  TOKEN  missing  api\n');
  });

  test('set before the first install takes a pipe, and prints no value', async () => {
    const { stdout, stderr, code } = await set('TOKEN', VALUE);
    expect({ stdout, stderr, code }).toEqual({
      stdout: 'TOKEN is set for api of @live.\n',
      stderr: 'Next: tsm install @live\n',
      code: 0,
    });
    expect(await succeed(machine(), ['stat', '-c', '%a %U', FILE, '/etc/tsm/shop/secrets'])).toBe(
      '600 root\n700 root\n',
    );
  });

  test('the service gets it, the others do not', async () => {
    await tsmEnds(machine(), INSTALL, 0);
    expect(await environmentOf('api')).toContain(`TOKEN=${VALUE}`);
    expect((await environmentOf('bg')).join()).not.toContain('zebra');
  });

  test('an install with nothing changed does nothing', async () => {
    expect(await tsmEnds(machine(), INSTALL, 0)).toContain('Nothing to do');
  });

  test('a changed one restarts its users at the next install, and nobody else', async () => {
    const [api, bg] = await pids();
    const { stderr } = await set('TOKEN', NEXT);
    expect(stderr).toContain('tsm install @live, or tsm restart api @live');
    expect(await pids()).toEqual([api, bg]);
    expect(await tsmEnds(machine(), INSTALL, 0)).toContain('secrets changed');
    const after = await pids();
    expect([after[0] === api, after[1]]).toEqual([false, bg]);
    expect(await environmentOf('api')).toContain(`TOKEN=${NEXT}`);
  });

  test('a bundle that wants a new one: it can be set while the old bundle is installed', async () => {
    await bring(['TOKEN', 'API_KEY']);
    expect(await tsmEnds(machine(), INSTALL, 1)).toContain('API_KEY');
    expect((await set('API_KEY', 'otter')).code).toBe(0);
    await tsmEnds(machine(), INSTALL, 0);
    expect(await environmentOf('api')).toEqual(expect.arrayContaining([`TOKEN=${NEXT}`, 'API_KEY=otter']));
  });

  test('the values are in one file, in no log, and no use to other users', async () => {
    const folders = ['/etc', '/run', '/var', '/srv', '/tmp', '/usr/local'];
    const fresh = `find ${folders.join(' ')} -type f -newer /srv/shop/answer.py`;
    const found = await succeed(machine(), ['sh', '-c', `${fresh} -exec grep -laE 'zebra|heron|otter' {} +`]);
    expect(found).toBe(`${FILE}\n`);
    const said = (await journal(machine())).map(({ message }) => message).join('\n');
    expect(said).not.toMatch(/zebra|heron|otter/);
    expect((await machine().run(['cat', FILE], { user: 'nobody' })).code).not.toBe(0);
    const shown = await succeed(machine(), ['systemctl', 'show', 'shop-api.service']);
    expect(shown).not.toMatch(/zebra|heron|otter/);
  });

  test('without root it says how', async () => {
    for (const line of ['secrets list', 'secrets rm TOKEN', 'secrets set TOKEN']) {
      const { code, stderr } = await tsm(machine(), line, { user: 'nobody', input: 'x' });
      expect([code, stderr]).toEqual([5, expect.stringContaining(`run: su -c 'tsm ${line}'`)]);
    }
  });

  test('rm takes it away; an install then says that it is missing', async () => {
    expect(await tsmEnds(machine(), 'secrets rm API_KEY', 0)).toContain(
      'API_KEY is removed from api of @live.',
    );
    expect(await tsmEnds(machine(), INSTALL, 1)).toContain('API_KEY');
    const pid = await pidOf(machine(), 'shop-api.service');
    for (const verb of ['restart api', 'restart'])
      expect(await tsmEnds(machine(), verb, 1), 'a regression: it was stopped first').toContain(
        'the secret API_KEY is not set on this host; needed by api',
      );
    expect(await pidOf(machine(), 'shop-api.service')).toBe(pid);
    await set('API_KEY', 'otter');
  });

  test('a disk that is full or read-only is said, and nothing is lost', async () => {
    await succeed(machine(), [
      'mount',
      '-t',
      'tmpfs',
      '-o',
      'size=16k,mode=700',
      'none',
      '/etc/tsm/shop/secrets',
    ]);
    try {
      const full = await set('TOKEN', 'x'.repeat(60_000));
      expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('ENOSPC')]);
      expect(full.stdout + full.stderr).not.toContain('xxx');
      expect(await succeed(machine(), ['ls', '-A', '/etc/tsm/shop/secrets'])).toBe('');
      await succeed(machine(), ['mount', '-o', 'remount,ro', '/etc/tsm/shop/secrets']);
      expect((await set('TOKEN', 'x')).stderr).toContain('EROFS');
    } finally {
      await succeed(machine(), ['umount', '/etc/tsm/shop/secrets']);
    }
    expect(await succeed(machine(), ['cat', FILE])).toContain(NEXT);
  });

  test('uninstall leaves the secrets, --purge leaves no trace', async () => {
    await tsmEnds(machine(), 'uninstall', 0);
    expect(await succeed(machine(), ['find', '/etc/tsm', '-type', 'f'])).toBe(`${FILE}\n`);
    expect(await tsmEnds(machine(), 'secrets list', 0)).toContain('TOKEN    set  api');
    await tsmEnds(machine(), INSTALL, 0);
    expect(await environmentOf('api')).toContain(`TOKEN=${NEXT}`);
    await tsmEnds(machine(), 'uninstall --purge', 0);
    expect(await contentOf(machine(), TREE)).toBe(before);
  });
});
