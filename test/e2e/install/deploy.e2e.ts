import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { succeed } from '../put-into-service.ts';
import { ask, stateOf } from './facts.ts';
import { answers, generate, sleeps } from './shop.ts';
import { machineWithTsm, put, tsmEnds } from './tsm-machine.ts';

/** What a service runs is not tsm's: it is deployed beside the bundle, and may be what is wrong. */
describe.skipIf(skip)('a deployment', () => {
  const machine = machineWithTsm(async (booted) => {
    await generate(booted, { services: SERVICES });
    await succeed(booted, ['useradd', '--create-home', 'alice']);
    await succeed(booted, ['sh', '-c', 'cd /srv/shop && echo v | tsm secrets set TOKEN @live']);
    await tsmEnds(booted, 'install --now --settle 200ms', 0);
  });
  const ends = (line: string, code = 0) => tsmEnds(machine(), line, code);
  const sh = (line: string) => succeed(machine(), ['sh', '-c', line]);
  const asAlice = (line: string, code: number) => tsmEnds(machine(), line, code, { user: 'alice' });

  test('a regression: a program that broke was said to be back, while the old unit could not run it either', async () => {
    await sh('cp /srv/shop/answer.py /srv/kept');
    await put(machine(), '/srv/shop/answer.py', 'raise SystemExit(3)\n');
    const said = await ends('install --restart shop --settle 500ms', 4);
    expect(said).toContain(
      '@live stays what generation 1 says, as it was before.\nBut it does not run as before: shop.service ',
    );
    expect(said).toContain('tsm doctor @live');
    await sh('systemctl reset-failed shop; cp /srv/kept /srv/shop/answer.py');
    await ends('restart');
    expect((await ask(machine(), 4500)).says).toBe('good');
    await generate(machine(), { services: { ...SERVICES, shop: answers('sick', 4500, QUICK) } });
    const { down, rolledBack } = JSON.parse((await ends('install --settle 500ms --json', 4)).trim()) as {
      down: unknown;
      rolledBack: unknown;
    };
    expect({ down, rolledBack }).toEqual({ down: [], rolledBack: 'previous' });
    await generate(machine(), { services: SERVICES });
  }, 120_000);

  test('a regression: whoever deployed to what was stopped was told that all is well', async () => {
    await ends('stop');
    expect(await ends('install --restart')).toMatch(
      /\[nothing-runs\] nothing of @live runs[^]*tsm start @live/,
    );
    await ends('start');
    expect(await ends('install')).not.toContain('nothing-runs');
    expect(await ends('install --restart shop --no-restart', 2)).toContain('do not go together');
  }, 60_000);

  test('a regression: secrets that only root may see were said to be missing', async () => {
    expect(await asAlice('install --dry-run', 0)).toMatch(/^@live is installed as it is here [^\n]*\n$/);
    expect(await asAlice('status', 0)).not.toContain('restart pending');
  });

  test('regressions of whoever installs with a strict umask, and of a store that was closed', async () => {
    await generate(machine(), { services: { ...SERVICES, extra: sleeps('infinity', { user: 'daemon' }) } });
    await sh('cd /srv/shop && umask 077 && tsm install --settle 0');
    expect(await asAlice('status', 0)).toContain('shop-extra.service');
    expect(await sh('stat -c %a /usr/local/lib/systemd/system /etc/tsm/shop/current/tsm.json')).toBe(
      '755\n644\n',
    );
    await sh('chmod 700 /etc/tsm');
    expect(await asAlice('status --json', 5)).toContain('"not-permitted"');
    expect(await asAlice('install --dry-run', 5)).toMatch(/\[not-permitted\] \/etc\/tsm[^]*run: su -c /);
    await sh('chmod 755 /etc/tsm');
    await generate(machine(), { services: SERVICES });
    await ends('install --settle 0');
    expect(await ends('status --watch --json', 2)).toContain('take one of them');
  });

  test('a regression: a secret that was taken away was followed by advice that is refused', async () => {
    await sh('tsm secrets rm TOKEN @live');
    const said = await ends('status');
    expect(said).toContain('shop-job: the secret TOKEN is not set, so it cannot be started again');
    expect(said).toContain('tsm secrets set TOKEN --service job @live');
    expect(said).not.toContain('restart pending');
    await sh('echo v | tsm secrets set TOKEN @live');
  });

  test('a port that somebody else has is named before what wants it fails', async () => {
    await generate(machine(), { services: { ...SERVICES, other: answers('good', 4600, QUICK) } });
    await sh(
      'systemd-run --unit=squatter python3 -m http.server 4600 && until ss -ltn | grep -q :4600; do sleep 0.1; done',
    );
    expect(await ends('install --dry-run')).toMatch(
      /\[port-taken\] port 4600, which shop-other\.service is to listen on, is held by python3 [^]*systemctl stop squatter\.service/,
    );
    await sh('systemctl stop squatter');
    // What systemd listens on for the service itself is in nobody's way.
    const woken = (env: object) => ({
      ...sleeps('infinity', { port: 4700, ...env }),
      unit: { Socket: { ListenStream: 4700 } },
    });
    await generate(machine(), { services: { ...SERVICES, woken: woken({}) } });
    await ends('install --settle 0');
    await sh('systemctl start shop-woken.socket shop-woken.service');
    await generate(machine(), { services: { ...SERVICES, woken: woken({ env: { A: '1' } }) } });
    expect(await ends('install --dry-run')).not.toContain('port-taken');
    await sh(
      'systemd-run --unit=squatter --socket-property=ListenStream=4800 true && systemctl is-active squatter.socket',
    );
    await generate(machine(), { services: { ...SERVICES, other: answers('good', 4800, QUICK) } });
    expect(await ends('install --dry-run')).toMatch(
      /port 4800[^]*process 1\)\n {2}fix: stop there what has the port: systemctl list-sockets/,
    );
    await sh('systemctl stop squatter.socket');
    await generate(machine(), { services: SERVICES });
  });

  test('regressions of a host that gives no answer: what ran was said to be down, and who is asked after to be known', async () => {
    await sh(
      `mkdir -p /srv/silent /srv/slow && printf '#!/bin/sh\necho "Failed to connect to bus" >&2\nexit 1\n' > /srv/silent/systemctl && printf '#!/bin/sh\nsleep 60 & wait\n' > /srv/slow/getent && chmod +x /srv/silent/systemctl /srv/slow/getent`,
    );
    const silent = (line: string) =>
      sh(`cd /srv/shop; PATH=/srv/silent:$PATH tsm ${line} 2>&1; echo "code $?"`);
    for (const line of ['status', 'doctor', 'restart', 'install', 'list', 'diff'])
      expect(await silent(line), line).toMatch(
        /\[manager-silent\] systemd gives no answer: Failed to connect to bus[^]*code 5\n$/,
      );
    const slow = await sh('cd /srv/shop; PATH=/srv/slow:$PATH tsm doctor 2>&1 || :');
    expect(slow).toMatch(/Not looked at: what root may do: who that is,\s+the host did not say in time/);
    expect(await stateOf(machine(), 'shop.service')).toBe('active');
  }, 60_000);

  test('a regression: systemd fell silent on the way, and nothing was said to be changed', async () => {
    const fake =
      '#!/bin/sh\ncase "$*" in *daemon-reload*) touch /srv/half/silent;; *show*) test ! -e /srv/half/silent || { echo "Connection timed out" >&2; exit 1; };; esac\nexec /usr/bin/systemctl "$@"\n';
    await put(machine(), '/srv/half/systemctl', fake);
    await generate(machine(), { services: { ...SERVICES, more: sleeps() } });
    const said = await sh(
      'chmod +x /srv/half/systemctl; cd /srv/shop; PATH=/srv/half:$PATH tsm install 2>&1; echo "code $?"',
    );
    expect(said).toMatch(/\[manager-silent\][^]*1 error\.\n[^]*Run the same command again[^]*code 4\n$/);
    expect(said).not.toContain('Nothing was changed');
    await generate(machine(), { services: SERVICES });
    await ends('install --settle 200ms');
    expect(await ends('status')).not.toContain('interrupted');
  }, 60_000);

  test('a regression: where the store is not mounted, what runs was to be stopped, or nobody knew of it', async () => {
    await sh('mv /etc/tsm /srv/away');
    const here = await ends('doctor', 1);
    expect(here).toMatch(
      /^x @live: \/etc\/tsm\/shop is not there, and \d+ units are links into it[^]*run tsm install @live/,
    );
    expect(here).not.toContain('systemctl stop');
    expect(await tsmEnds(machine(), 'doctor', 1, { cwd: '/' })).toContain(
      'x @shop: /etc/tsm/shop is not there',
    );
    expect(await tsmEnds(machine(), 'doctor @shop', 1, { cwd: '/' })).toContain('/etc/tsm/shop is not there');
    expect(await ends('doctor @live', 1)).toContain('x @live: /etc/tsm/shop is not there');
    await sh('mv /srv/away /etc/tsm');
    expect(await ends('status')).toContain('shop.service');
  });

  test('a regression: the second uninstall took the other environment off, and a purge named no home', async () => {
    await generate(machine(), {
      services: SERVICES,
      environments: { other: { user: 'erin', services: { shop: false, job: { secrets: [] } } } },
    });
    await ends('install @other --settle 0');
    await ends('uninstall');
    expect(await ends('uninstall', 1)).toContain(
      '[environment-ambiguous] which environment?\n  fix: name one of @other',
    );
    const said = await ends('uninstall @other --purge');
    expect(said).toContain('Secrets and data are gone too; users stay, with what is in /var/lib/erin.');
    await generate(machine(), { services: SERVICES });
    await ends('install --now --settle 200ms');
  }, 60_000);

  test('regressions of logs: the last lines since a time, and a journal that is closed', async () => {
    await sh(
      'for i in 1 2 3 4 5; do systemd-cat -t x true; done; systemctl restart shop; sleep 0.2; journalctl --sync',
    );
    const last = (await ends('logs shop 1')).trim().split('\n').at(-1);
    expect(last).not.toBe('');
    expect((await ends('logs shop 1 --since today')).trim()).toBe(last);
    expect(await ends('logs shop --until yesterday')).not.toContain('says good');
    expect(await asAlice('logs', 5)).toMatch(/\[journal-closed\][^]*systemd-journal/);
    await sh(
      'mkdir -p /var/log/journal && systemctl restart systemd-journald && journalctl --flush && systemd-run --wait --uid=alice echo hers && journalctl --sync',
    );
    expect(await asAlice('logs', 0)).not.toContain('journal-closed');
    expect(await ends('logs --since soonish', 1)).toContain('as journalctl reads it');
  });

  test('regressions of users that exist: a login shell was refused, the second had no home to be given, homes changed hands', async () => {
    await sh('useradd --create-home --shell /bin/bash carol && useradd --home-dir /srv --shell /bin/sh dave');
    const services = {
      ...SERVICES,
      hers: sleeps('infinity', { user: 'carol', cwd: '~', env: { KEPT: '${HOME}/kept' } }),
      his: sleeps('infinity', {
        user: 'dave',
        command: 'sh -c \'test "$HOME" = /srv && exec sleep infinity\'',
      }),
    };
    await generate(machine(), { services });
    const said = await ends('install --settle 0', 1);
    expect(said).toMatch(/carol exists with the home \/home\/carol[^]*dave exists with the home \/srv/);
    expect(said).toContain("write home: { 'carol': '/home/carol', 'dave': '/srv' } for live in the config");
    const home = { carol: '/home/carol', dave: '/srv' };
    await generate(machine(), { services, environments: { live: { home } } });
    await ends('install --settle 300ms');
    expect(await sh('readlink /proc/$(systemctl show -P MainPID shop-hers)/cwd')).toBe('/home/carol\n');
    expect(await sh('cat /etc/tsm/shop/current/env/shop-hers.env')).toContain('KEPT="/home/carol/kept"');
    expect(await stateOf(machine(), 'shop-his.service')).toBe('active');
    // What was there before is nobody else's to give away, neither now nor at the next boot.
    await sh('systemd-tmpfiles --create /etc/tmpfiles.d/tsm-shop.conf');
    expect(await sh('stat -c "%a %U" /srv /home/carol')).toBe('755 root\n755 carol\n');
    const { findings } = JSON.parse(await sh('cd /srv/shop && tsm doctor --json || :')) as {
      findings: readonly { code: string }[];
    };
    expect(findings.filter(({ code }) => code.startsWith('directory-'))).toEqual([]);
    await generate(machine(), { services: SERVICES });
    await ends('install --settle 0');
  }, 60_000);

  test('a regression: root was sent to itself with the bundle of a user', async () => {
    await sh(
      'cp -r /srv/shop /home/alice/shop && cd /home/alice/shop && sed -i \'s/"hardening": "off"/"scope": "user", "hardening": "off"/; /"user":/d\' tsm.config.mjs && tsm generate && chown -R alice: .',
    );
    const said = await tsmEnds(machine(), 'install', 1, { cwd: '/home/alice/shop' });
    expect(said).toMatch(/\[bundle-of-user\][^]*run it as alice, without sudo: tsm install @live/);
  });

  test('regressions: what an uninstall leaves is named, and a store from a backup is put into service', async () => {
    await sh('cp -a /etc/tsm /srv/backup');
    const said = await ends('uninstall');
    expect(said).toContain('To remove them:\n  rm -r /etc/tsm/shop/secrets /var/lib/shop-data\n');
    await sh('rm -r /etc/tsm && cp -a /srv/backup /etc/tsm');
    expect(await ends('install --dry-run')).toContain('[links-lost] no unit of @live is linked on this host');
    expect(await ends('install --now --settle 200ms')).toContain('[links-lost]');
    expect(await ends('install')).not.toContain('links-lost');
    expect(await stateOf(machine(), 'shop.service')).toBe('active');
    await sh('systemctl is-enabled shop.service shop.target');
  }, 60_000);
});

/** For what is not to answer: what is to, gets the time of a busy machine. */
const QUICK = { timeouts: { start: '2s' } };
const SERVICES = {
  shop: answers('good', 4500, { unit: { Service: { StateDirectory: 'shop-data' } } }),
  job: sleeps('infinity', { secrets: ['TOKEN'] }),
};
