import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { eventually } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { stateOf, treeOf } from './facts.ts';
import { generate, sleeps } from './shop.ts';
import { machineWithTsm, put, tsm, tsmEnds } from './tsm-machine.ts';

const SHOP = { services: { shop: sleeps(), bg: sleeps() } };
const BUNDLE = '/srv/shop/systemd/live';
const TREE = ['/etc', '/usr/local/lib/systemd', '/var/lib', '/run/systemd/system'];

/** A refusal: what is put in the way, what is taken away again, and what is said. */
interface Case {
  readonly way: string;
  readonly back: string;
  readonly code: number;
  readonly says: RegExp;
}

const unit = (folder: string): Case => ({
  way: `mkdir -p ${folder} && printf '[Service]\\nExecStart=/bin/true\\n' > ${folder}/shop-bg.service`,
  back: `rm ${folder}/shop-bg.service`,
  code: 1,
  says: new RegExp(`\\[foreign-unit\\][^]*${folder}/shop-bg\\.service`),
});
const edit = (path: string, script: string): Case => ({
  way: `cp -a ${path} /srv/kept && ${script}`,
  back: `rm -rf ${path} && mv /srv/kept ${path}`,
  code: 1,
  says: /error/,
});

const CASES: Readonly<Record<string, Case>> = {
  'a unit of that name in /etc': unit('/etc/systemd/system'),
  'a unit of that name in /run': unit('/run/systemd/system'),
  'a unit of that name in /usr/local/lib': unit('/usr/local/lib/systemd/system'),
  'a unit of that name in /usr/lib': unit('/usr/lib/systemd/system'),
  'a file that the manifest does not list': {
    way: `touch ${BUNDLE}/extra.service`,
    back: `rm ${BUNDLE}/extra.service`,
    code: 1,
    says: /\[bundle-extra-file\][^]*extra\.service/,
  },
  'a file that is missing': {
    ...edit(`${BUNDLE}/shop.service`, `rm ${BUNDLE}/shop.service`),
    says: /\[bundle-file-missing\][^]*shop\.service/,
  },
  'a path that leaves the bundle': {
    ...edit(
      `${BUNDLE}/tsm.json`,
      `sed -i 's#"shop-bg.service",#"../../shop-bg.service",#' ${BUNDLE}/tsm.json`,
    ),
    says: /\[bundle-path\][^]*\.\.\/\.\.\/shop-bg\.service/,
  },
  'a symbolic link': {
    ...edit(`${BUNDLE}/shop.service`, `ln -sf /srv/kept ${BUNDLE}/shop.service`),
    says: /symbolic link/,
  },
  'a hard link': {
    way: `ln ${BUNDLE}/shop.service /srv/hard`,
    back: 'rm /srv/hard',
    code: 1,
    says: /no plain file of its own/,
  },
  'a FIFO': {
    ...edit(`${BUNDLE}/shop.service`, `rm ${BUNDLE}/shop.service && mkfifo ${BUNDLE}/shop.service`),
    says: /no plain file of its own/,
  },
  'a file that everyone may write': {
    way: `chmod o+w ${BUNDLE}/shop.service`,
    back: `chmod o-w ${BUNDLE}/shop.service`,
    code: 1,
    says: /\[bundle-untrusted\][^]*writable by everyone/,
  },
  'a bundle that a group may write': {
    way: `chgrp users ${BUNDLE} && chmod g+w ${BUNDLE}`,
    back: `chmod g-w ${BUNDLE} && chgrp root ${BUNDLE}`,
    code: 1,
    says: /writable by group/,
  },
  'a parent that everyone may write': {
    way: 'chmod o+w /srv/shop',
    back: 'chmod o-w /srv/shop',
    code: 1,
    says: /\/srv\/shop[^]*writable by everyone/,
  },
  'another owner': {
    way: `chown nobody ${BUNDLE}/shop.service`,
    back: `chown root ${BUNDLE}/shop.service`,
    code: 1,
    says: /belongs to nobody/,
  },
  'a manifest of a newer format': {
    ...edit(`${BUNDLE}/tsm.json`, `sed -i 's/"format": 1/"format": 2/' ${BUNDLE}/tsm.json`),
    says: /\[bundle-newer\]/,
  },
  'a manifest that is none': {
    ...edit(`${BUNDLE}/tsm.json`, `echo '{' > ${BUNDLE}/tsm.json`),
    says: /\[manifest-unreadable\]/,
  },
  'what systemd complains of': {
    ...edit(`${BUNDLE}/shop.service`, `echo 'Nonsense=yes' >> ${BUNDLE}/shop.service`),
    says: /\[verify-complaint\][^]*Nonsense/,
  },
  'a program that is not there': {
    ...edit(`${BUNDLE}/shop.service`, `sed -i 's/env sleep/env no-such-program/' ${BUNDLE}/shop.service`),
    says: /\[program-not-found\][^]*no-such-program/,
  },
  'a project that is not at its root': {
    ...edit(BUNDLE, `sed -i 's#/srv/shop#/srv/nowhere#' ${BUNDLE}/tsm.json ${BUNDLE}/*.service`),
    says: /\[project-not-at-root\] the project is not at \/srv\/nowhere, where @live/,
  },
  'a working directory that nobody makes': {
    ...edit(
      `${BUNDLE}/shop.service`,
      `sed -i 's#^WorkingDirectory=.*#WorkingDirectory=/srv/nowhere#' ${BUNDLE}/shop.service`,
    ),
    says: /\[working-directory-missing\] shop\.service starts in \/srv\/nowhere/,
  },
  'a unit that is required and not there': {
    ...edit(
      `${BUNDLE}/shop.service`,
      `sed -i 's/^\\[Unit\\]/&\\nRequires=nowhere.service/' ${BUNDLE}/shop.service`,
    ),
    says: /\[required-unit-missing\] shop\.service requires nowhere\.service/,
  },
  'a secret that is not there': {
    ...edit(
      `${BUNDLE}/tsm.json`,
      `sed -i '0,/"service": "bg",/s//"service": "bg", "secrets": ["TOKEN"],/' ${BUNDLE}/tsm.json`,
    ),
    says: /\[secret-missing\][^]*tsm secrets set TOKEN/,
  },
  'a user who exists with another home': {
    way: `cp -a ${BUNDLE} /srv/kept && useradd --system --home-dir /elsewhere clerk && sed -i 's#"shop-bg.service",#"shop-bg.service", "sysusers.conf",#' ${BUNDLE}/tsm.json && printf 'u clerk - "" /var/lib/clerk\\n' > ${BUNDLE}/sysusers.conf`,
    back: `rm -rf ${BUNDLE} && mv /srv/kept ${BUNDLE} && userdel clerk`,
    code: 1,
    says: /\[user-differs\][^]*\/elsewhere/,
  },
};

describe.skipIf(skip)('refused before anything is touched', () => {
  const machine = machineWithTsm(async (booted) => {
    // What the boot itself still writes is none of ours.
    await booted.run(['systemctl', 'is-system-running', '--wait']);
    await generate(booted, SHOP);
  });
  const sh = (script: string) => succeed(machine(), ['sh', '-c', script]);

  test.each(Object.entries(CASES))('%s', async (_, { way, back, code, says }) => {
    await sh(way);
    const before = await treeOf(machine(), TREE);
    const { stdout, stderr, ...ended } = await tsm(machine(), 'install --now --settle 0');
    const after = await treeOf(machine(), TREE);
    await sh(back);
    expect({ ...ended, said: stdout + stderr }).toEqual({ code, said: expect.stringMatching(says) });
    expect(after).toBe(before);
  });

  test('not root: the line for root is the one that a user would type, and works as it is', async () => {
    const before = await treeOf(machine(), TREE);
    const said = await tsmEnds(machine(), 'install --now --settle 0 @live', 5, { user: 'nobody' });
    expect(await treeOf(machine(), TREE)).toBe(before);
    const line = /run: (.*)$/m.exec(said)?.[1] ?? '';
    // These machines have no sudo.
    expect(line).toMatch(/^su -c 'tsm install --now /);
    await sh(`cd /srv/shop && ${line}`);
    expect(await stateOf(machine(), 'shop.service')).toBe('active');
    await tsmEnds(machine(), 'uninstall', 0);
  });

  test('a store of another project: --adopt takes it', async () => {
    await tsmEnds(machine(), 'install --now --settle 0', 0);
    await generate(machine(), { ...SHOP, id: 'another' });
    const before = await treeOf(machine(), ['/etc', '/usr/local/lib/systemd']);
    expect(await tsmEnds(machine(), 'install --settle 0', 1)).toMatch(/\[foreign-store\][^]*--adopt/);
    expect(await treeOf(machine(), ['/etc', '/usr/local/lib/systemd'])).toBe(before);
    await tsmEnds(machine(), 'install --settle 0 --adopt', 0);
    await tsmEnds(machine(), 'uninstall', 0);
    await generate(machine(), SHOP);
  });

  test('a busy lock says which process has it', async () => {
    await put(machine(), '/usr/local/bin/slow', '#!/bin/sh\nsleep 3\n', 0o755);
    await generate(machine(), { services: { shop: sleeps('infinity', { pre: 'slow' }) } });
    const first = tsm(machine(), 'install --now --settle 0');
    await eventually(async () => (await machine().run(['pgrep', '-x', 'slow'])).code === 0);
    const pid = (await sh('pgrep -o -f ^node.*main.cjs.install')).trim();
    expect(await tsmEnds(machine(), 'install --now --settle 0 --restart', 5)).toMatch(
      new RegExp(`\\[lock-busy\\][^]*${pid}`),
    );
    expect((await first).code).toBe(0);
    await tsmEnds(machine(), 'uninstall', 0);
    await generate(machine(), SHOP);
  });

  test('no systemd as PID 1: points to what works without', async () => {
    const hidden = 'mount -t tmpfs none /run/systemd && exec tsm install --now';
    const { code, stderr } = await machine().run(['unshare', '--mount', 'sh', '-c', hidden], {
      cwd: '/srv/shop',
    });
    expect(code).toBe(5);
    expect(stderr).toMatch(/\[no-systemd\][^]*tsm try[^]*systemctl --user/);
  });
});
