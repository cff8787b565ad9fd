import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRootsOwn } from '../../src/doctor/access.ts';
import { examineUnit } from '../../src/doctor/examine-unit.ts';
import { createAccounts, type Identity } from '../../src/doctor/identity.ts';
import { observeNode } from '../../src/doctor/node.ts';
import { hostPaths } from '../../src/install/paths.ts';

const uid = process.getuid?.() ?? 0;
const ROOT: Identity = { user: 'root', group: 'root', uid: 0, gids: [0] };
const NOBODY: Identity = { user: 'nobody', group: 'nogroup', uid: 65534, gids: [65534] };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsm-node-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'package.json'), '{ "engines": { "node": ">=20" } }');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program called node that says who ran it, and in which environment. */
function putNode(more = ''): string {
  const path = join(folder, 'bin/node');
  const proof = join(folder, 'proof');
  writeFileSync(proof, '');
  chmodSync(proof, 0o666);
  writeFileSync(path, `#!/bin/bash\n{ id -u; env; } > ${proof}\n${more}\necho v20.1.2\n`);
  chmodSync(path, 0o755);
  return path;
}
const proof = (): string => readFileSync(join(folder, 'proof'), 'utf8');

describe.skipIf(uid !== 0)('whose Node root asks', () => {
  test('regression: a program that others could have put there was run as root', async () => {
    const program = putNode();
    chownSync(join(folder, 'bin'), 65534, 65534);
    expect(await observeNode(program, folder, ROOT, [join(folder, 'bin')], 0)).toBeUndefined();
    chownSync(join(folder, 'bin'), 0, 0);
    chmodSync(join(folder, 'bin'), 0o775);
    expect(await observeNode(program, folder, ROOT, [join(folder, 'bin')], 0)).toBeUndefined();
    expect(proof()).toBe('');
    chmodSync(join(folder, 'bin'), 0o755);
    expect(await observeNode(program, folder, ROOT, [join(folder, 'bin')], 0)).toMatchObject({ fits: true });
  });

  test('regression: it ran with root’s groups cleared but none of the service’s own, and what changes the user came from its PATH', async () => {
    const program = putNode('id -G >> "${0%/*}/../proof"');
    const setpriv = join(folder, 'bin/setpriv');
    writeFileSync(setpriv, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    chmodSync(setpriv, 0o755);
    const who = { ...NOBODY, gids: [65534, 4] };
    const searchPath = [join(folder, 'bin'), '/usr/bin', '/bin'];
    expect(await observeNode(program, folder, who, searchPath, 0)).toMatchObject({ version: '20.1.2' });
    const [user, ...env] = proof().trim().split('\n');
    expect(user).toBe('65534');
    expect(env.at(-1)).toBe('65534 4');
    const names = env.slice(0, -1).map((line) => line.replace(/=.*$/, ''));
    // Bash itself says the others.
    expect(names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name))).toEqual(['PATH']);
  });

  test('regression: a child that keeps the pipe open made doctor wait for it', async () => {
    const program = putNode(
      // It answers when the child is in a session of its own, and no sooner.
      `: > "\${0%/*}/../proof"; setsid sh -c 'echo "$$" > "$0"; exec sleep 300' "\${0%/*}/../proof" & until [ -s "\${0%/*}/../proof" ]; do :; done`,
    );
    const fact = await observeNode(program, folder, NOBODY, ['/usr/bin', '/bin'], 0);
    process.kill(Number(proof()), 'SIGKILL');
    expect(fact?.version).toBe('20.1.2');
  });

  test('regression: a bundle that is not installed had its programs run', async () => {
    putNode();
    const unit = `[Service]\nUser=nobody\nWorkingDirectory=${folder}\nEnvironment=PATH=${folder}/bin:/usr/bin:/bin\nExecStart=/usr/bin/env node main.js\n`;
    const paths = hostPaths(
      { scope: 'system', home: homedir(), runtime: '/run/user/0', localLibAtBoot: true },
      'shop',
    );
    const examine = (isInstalled: boolean): ReturnType<typeof examineUnit> =>
      examineUnit({
        unit: 'shop.service',
        bundle: {
          files: new Map([['shop.service', unit]]),
          manifest: { units: { 'shop.service': { service: 'shop', source: [] } } },
        } as never,
        isInstalled,
        paths,
        state: { activeState: 'inactive', subState: 'dead', mainPid: 0, dropIns: [] } as never,
        ports: [],
        now: 0,
        redact: (text) => text,
        pinned: undefined,
        accounts: createAccounts(),
        caller: { uid: 0, user: 'root', home: homedir() },
      });
    expect((await examine(false)).node).toBeUndefined();
    expect(proof()).toBe('');
    expect((await examine(true)).node?.version).toBe('20.1.2');
  });
});

test('the programs of the distribution are root’s own', () => {
  expect(isRootsOwn('/bin/sh')).toBe(true);
  expect(isRootsOwn(`${folder}/package.json`)).toBe(uid === 0);
});
