import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { show } from '../look.ts';
import { succeed } from '../put-into-service.ts';
import { ask, contentOf } from './facts.ts';
import { answers, generate, sleeps } from './shop.ts';
import { machineWithTsm, put, tsmEnds } from './tsm-machine.ts';

const TREE = ['/etc', '/usr/local/lib', '/run/systemd/system', '/run/systemd/transient'];
const INTERRUPTED = 130;
/** Takes no notice of being asked to stop. */
const STUBBORN = { command: 'bash -c "trap \'\' TERM; while :; do sleep 1; done"', timeouts: { stop: '3s' } };

describe.skipIf(skip)('regression: Ctrl-C during an install left it half done, without a word', () => {
  const machine = machineWithTsm();
  const version = (greeting: string, more: object = {}) => ({
    services: { shop: answers('good', 4500, { env: { GREETING: greeting }, ...more }), bg: sleeps() },
  });

  /** Healthy when somebody says so. */
  const WAITS = { health: 'test -e /run/well', timeouts: { start: '60s' } };

  /** A signal for all that runs there, as from a terminal, as soon as a command succeeds. */
  async function interrupted(line: string, when: string): Promise<string> {
    const script = `
      setsid tsm ${line} > /run/said 2>&1 & pid=$!
      for _ in $(seq 600); do ${when} && break; sleep 0.1; done
      kill -INT -- -$pid; wait $pid; code=$?; cat /run/said; exit $code`;
    const { said, code } = await bash(script);
    expect(code, said).toBe(INTERRUPTED);
    return said;
  }

  /** What a script says where the project lies, and how it ends. */
  async function bash(script: string): Promise<{ said: string; stdout: string; code: number | undefined }> {
    const { stdout, stderr, code } = await machine().run(['bash', '-c', script], { cwd: '/srv/shop' });
    return { said: stdout + stderr, stdout, code };
  }

  /** Runs tsm beside it until a unit is in that state, then does more to `$!`, and tells how tsm ended. */
  const besideUntil = (line: string, unit: string, state: string, more: string) =>
    bash(
      `tsm ${line} & until [ "$(systemctl is-active ${unit})" = ${state} ]; do sleep 0.1; done; ${more}; wait $!; echo "ended with $?"`,
    );

  const switchedTo = (greeting: string) => `grep -q ${greeting} /etc/tsm/shop/current/env/shop.env`;

  test('the first one is taken away again', async () => {
    const before = await contentOf(machine(), TREE);
    await generate(machine(), version('one'));
    const said = await interrupted('install --now --settle 60s', 'systemctl is-active -q shop.service');
    expect(said).toContain('Interrupted: what was begun is undone.');
    expect(said).toContain('was taken away again, since its first install was interrupted');
    expect(await contentOf(machine(), TREE)).toBe(before);
  });

  test('while it is watched whether the new version stays up, the old one comes back', async () => {
    await generate(machine(), version('one'));
    await tsmEnds(machine(), 'install --now --settle 0', 0);
    await generate(machine(), version('two'));
    expect(await interrupted('install --settle 60s', switchedTo('two'))).toContain(
      'went back to what generation 1 said',
    );
    expect(await ask(machine(), 4500)).toMatchObject({ says: 'good', greeting: 'one' });
    await succeed(machine(), ['test', '!', '-e', '/etc/tsm/shop/pending.json']);
    expect(await show(machine(), ['shop-bg.service'], ['ActiveState'])).toEqual({
      'shop-bg.service': { ActiveState: 'active' },
    });
  });

  test('while a start waits for health, the old one comes back, and then the new one can be installed', async () => {
    await generate(machine(), version('two', WAITS));
    expect(
      await interrupted('install --settle 0', '[ "$(systemctl is-active shop.service)" = activating ]'),
    ).toMatch(/went back to what generation \d said/);
    expect(await ask(machine(), 4500)).toMatchObject({ greeting: 'one' });
    await generate(machine(), version('two'));
    await tsmEnds(machine(), 'install --settle 200ms', 0);
    expect(await ask(machine(), 4500)).toMatchObject({ greeting: 'two' });
  });

  test('with --json the document says so', async () => {
    await generate(machine(), version('three'));
    const said = await interrupted('install --settle 60s --json', switchedTo('three'));
    expect(said).toMatch(/"ok": false/);
    expect(said).toMatch(/"rolledBack": "previous"/);
    expect(await ask(machine(), 4500)).toMatchObject({ greeting: 'two' });
  });

  test('regression: one that reached systemctl first was told as a failure of systemctl', async () => {
    const shim = `#!/bin/sh
case "$*" in *daemon-reload*) if rm /run/first 2>/dev/null; then
  tsm=$PPID
  (sleep 0.005; kill -INT $tsm) > /dev/null 2>&1 &
  kill -KILL $$
fi ;; esac
exec /usr/bin/systemctl "$@"
`;
    await generate(machine(), version('late'));
    await put(machine(), '/usr/local/bin/systemctl', shim, 0o755);
    const { said, code } = await bash('touch /run/first; tsm install --settle 0 --json');
    await succeed(machine(), ['rm', '/usr/local/bin/systemctl']);
    expect(said).toMatch(/"rolledBack": "previous"/);
    expect(said).not.toContain('host-failed');
    expect(code).toBe(INTERRUPTED);
    expect(await ask(machine(), 4500)).toMatchObject({ greeting: 'two' });
  });

  test('a second one ends it at once, and the next verb goes on from there', async () => {
    await generate(machine(), version('four', WAITS));
    const twice = 'kill -INT $!; sleep 0.2; kill -INT $!';
    const { said, stdout } = await besideUntil('install --settle 60s', 'shop.service', 'activating', twice);
    expect(said).toContain('Stopped at once.');
    expect(stdout).toContain('ended with 130');
    await succeed(machine(), ['touch', '/run/well']);
    await tsmEnds(machine(), 'install --settle 200ms', 0);
    expect(await ask(machine(), 4500)).toMatchObject({ greeting: 'four' });
    await succeed(machine(), ['test', '!', '-e', '/etc/tsm/shop/pending.json']);
  });

  test('an uninstall is finished', async () => {
    await generate(machine(), { services: { slow: sleeps('infinity', STUBBORN) } });
    await tsmEnds(machine(), 'install --now --settle 0', 0);
    const { said, stdout } = await besideUntil(
      'uninstall',
      'shop-slow.service',
      'deactivating',
      'kill -INT $!',
    );
    expect(said).toContain('Interrupted: what was begun is finished.');
    expect(stdout).toContain('ended with 0');
    await succeed(machine(), ['test', '!', '-e', '/etc/tsm/shop']);
  });
});
