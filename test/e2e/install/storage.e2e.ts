import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { ask, contentOf, reloads } from './facts.ts';
import { answers, generate, sleeps, type Shop } from './shop.ts';
import { isThorough, machineWithTsm, put, tsm, tsmEnds } from './tsm-machine.ts';

const TREE = ['/etc', '/usr/local/lib/systemd'];
const INSTALL = 'install --settle 0';
const shop = (says: string, more: Shop['services'] = {}): Shop => ({
  services: { shop: answers(says, 4500), bg: sleeps(), ...more },
});

describe.skipIf(skip)('a host that does not cooperate', () => {
  const machine = machineWithTsm();
  const sh = (script: string) => succeed(machine(), ['sh', '-c', script]);

  /** Puts a small file system with the store's content in its place, with room for so many more blocks of 4 KiB. */
  async function confine(blocks: number): Promise<void> {
    await sh('mkdir -p /etc/tsm /srv/store && cp -a /etc/tsm/. /srv/store/');
    await sh('mount -t tmpfs -o size=64m,mode=755 none /etc/tsm && cp -a /srv/store/. /etc/tsm/');
    await sh('echo > /etc/tsm/filler');
    const used = Number((await sh('df --output=used -B4096 /etc/tsm | tail -n 1')).trim());
    await sh(`mount -o remount,size=${(used + blocks) * 4}k /etc/tsm`);
  }
  const release = () => sh('umount /etc/tsm && rm -rf /srv/store && rmdir /etc/tsm 2>/dev/null; true');

  test.each([0, 1, 2, 3, 5, 8])('a first install into a store with room for %d blocks', async (blocks) => {
    await generate(machine(), shop('one'));
    await confine(blocks);
    const before = await contentOf(machine(), TREE);
    const { code, stderr } = await tsm(machine(), `${INSTALL} --now`);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(/\[host-failed\][^]*ENOSPC/);
    expect(await contentOf(machine(), TREE)).toBe(before);
    expect(await show(machine(), ['shop.service', 'shop.target'], ['LoadState'])).toEqual({
      'shop.service': { LoadState: 'not-found' },
      'shop.target': { LoadState: 'not-found' },
    });
    await release();
  });

  test('a regression: stores on a file system of their own, which is full', async () => {
    await generate(machine(), shop('one'));
    await sh('mkdir -p /etc/tsm && mount -t tmpfs -o size=8k none /etc/tsm');
    const said = await tsmEnds(machine(), `${INSTALL} --now`, 4);
    await release();
    expect(said).toContain('ENOSPC');
    expect(said).toContain('@live is as it was');
  });

  test('an upgrade into a full store leaves what runs alone', async () => {
    await generate(machine(), shop('one'));
    await tsmEnds(machine(), `${INSTALL} --now`, 0);
    const answer = await ask(machine(), 4500);
    await generate(machine(), shop('two', { more: sleeps() }));
    for (const blocks of [0, 1, 3, 6, 9]) {
      await confine(blocks);
      const before = await contentOf(machine(), TREE);
      const { code, stdout, stderr } = await tsm(machine(), INSTALL);
      expect(code, `${blocks}: ${stdout}${stderr}`).toBeGreaterThan(0);
      expect(await contentOf(machine(), TREE), `${blocks} blocks`).toBe(before);
      expect(await ask(machine(), 4500)).toEqual(answer);
      await release();
    }
    await tsmEnds(machine(), INSTALL, 0);
    expect((await ask(machine(), 4500)).says).toBe('two');
    await tsmEnds(machine(), 'uninstall', 0);
  });

  test.each(['/etc', '/usr/local/lib'])('%s is read-only', async (folder) => {
    await generate(machine(), shop('one'));
    await sh(`mkdir -p ${folder} && mount --bind ${folder} ${folder} && mount -o remount,bind,ro ${folder}`);
    const before = await contentOf(machine(), ['/etc']);
    const { code, stderr } = await tsm(machine(), `${INSTALL} --now`);
    await sh(`umount ${folder}`);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(/EROFS|read-only/);
    expect(await contentOf(machine(), ['/etc'])).toBe(before);
    expect((await show(machine(), ['shop.service'], ['LoadState']))['shop.service']).toEqual({
      LoadState: 'not-found',
    });
  });

  test('twenty installs at once end in one consistent state', async () => {
    for (const says of ['odd', 'even']) {
      await generate(machine(), shop(says));
      await sh(`rm -rf /srv/${says} && cp -a /srv/shop/systemd/live /srv/${says}`);
    }
    const codes = await Promise.all(
      Array.from(
        { length: 20 },
        async (_, index) =>
          (await tsm(machine(), `${INSTALL} --now /srv/${index % 2 === 0 ? 'even' : 'odd'}`)).code,
      ),
    );
    expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0);
    expect(codes.filter((code) => code !== 0 && code !== 5)).toEqual([]);
    const { says } = await ask(machine(), 4500);
    expect(await tsmEnds(machine(), `${INSTALL} /srv/${says}`, 0)).toContain('Nothing to do');
    await sh('cmp /etc/tsm/shop/current/shop.service /usr/local/lib/systemd/system/shop.service');
    await sh(
      'cd /etc/tsm/shop/generations && for list in *.sha256; do (cd ${list%.sha256} && sha256sum -c --quiet ../$list); done',
    );
    await tsmEnds(machine(), 'uninstall', 0);
  });
});

describe.skipIf(skip)('what an install costs', () => {
  const machine = machineWithTsm();

  test.each(isThorough ? [100, 1000] : [100])(
    '%d services: one daemon-reload and at most ten processes',
    async (count) => {
      const services = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`s${index}`, sleeps()]),
      );
      await generate(machine(), { services });
      await put(
        machine(),
        '/usr/local/bin/counted',
        '#!/bin/sh\nexec strace -f -qq -e trace=execve -e signal=none -o /run/programs tsm "$@"\n',
        0o755,
      );
      const before = await reloads(machine());
      expect((await childrenOf(['install', '--now', '--settle', '0'])).length).toBeLessThanOrEqual(10);
      expect((await reloads(machine())) - before).toBe(1);
      expect(await childrenOf(['status']), 'one question to systemd').toEqual(['/usr/bin/systemctl']);
      const active = await succeed(machine(), [
        'systemctl',
        'list-units',
        '--no-legend',
        '--plain',
        '--state=active',
        'shop-s*.service',
      ]);
      expect(active.trim().split('\n').length).toBe(count);
      await reportTimes(count);
      await tsmEnds(machine(), 'uninstall', 0);
    },
    180_000,
  );

  /** Programs that a run of tsm starts. */
  async function childrenOf(words: readonly string[]): Promise<readonly string[]> {
    const { code, stderr } = await machine().run(['counted', ...words], { cwd: '/srv/shop' });
    expect(code, stderr).toBe(0);
    const lines = (await succeed(machine(), ['cat', '/run/programs'])).split('\n');
    const started = new Map(
      lines
        .filter((line) => line.endsWith(' = 0'))
        .map((line) => [line.split(' ')[0] ?? '', /execve\("([^"]*)"/.exec(line)?.[1] ?? '']),
    );
    // The first is tsm, and the Node that it becomes.
    return [...started.values()].slice(1);
  }

  /** Printed, not asserted: an install with nothing to do beside the least that it could take. */
  async function reportTimes(count: number): Promise<void> {
    const time = async (argv: readonly string[]): Promise<number> => {
      const start = performance.now();
      await machine().run(argv, { cwd: '/srv/shop' });
      return performance.now() - start;
    };
    const units = Array.from({ length: count }, (_, index) => `shop-s${index}.service`);
    const least =
      (await time(['tsm', '--version'])) +
      (await time(['systemctl', 'show', '-p', 'Id,ActiveState', ...units]));
    const nothing = await time(['tsm', 'install']);
    process.stderr.write(
      `${count} services: install with nothing to do ${nothing.toFixed(0)} ms, tsm --version and one systemctl show ${least.toFixed(0)} ms\n`,
    );
  }
});
