import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bootMachine, type Machine } from '../../src/machine/machine.ts';
import { MachineError } from '../../src/machine/machine-error.ts';
import { skip } from '../e2e/host.ts';
import { NOTHING, traces } from './traces.ts';

describe.skipIf(skip)('a machine', () => {
  let machine: Machine;
  beforeAll(async () => void (machine = await bootMachine()));
  afterAll(() => machine.stop());

  test('runs programs with their own environment, directory, user and input', async () => {
    const script = 'pwd; id -un; printf "%s\\n" "$GREETING" "$LEAK"; cat; echo oops >&2; exit 7';
    process.env['LEAK'] = 'from outside';
    const result = await machine.run(['sh', '-c', script], {
      cwd: '/usr',
      user: 'nobody',
      env: { GREETING: 'hello world' },
      input: 'typed\n',
    });
    delete process.env['LEAK'];
    expect(result).toEqual({ stdout: '/usr\nnobody\nhello world\n\ntyped\n', stderr: 'oops\n', code: 7 });
  });

  test('counts a signal as a shell does', async () => {
    expect((await machine.run(['sh', '-c', 'kill -TERM $$'])).code).toBe(128 + 15);
  });

  test('starts none of the services of the machine it is a copy of', async () => {
    const { stdout } = await machine.run(['sh', '-c', 'cat /etc/systemd/system/*.wants/* 2>/dev/null']);
    expect(stdout).toBe('');
    expect((await machine.run(['systemctl', 'is-system-running', '--wait'])).stdout).toBe('running\n');
  });

  test('has files of its own that can be reached from outside', async () => {
    await writeFile(join(machine.root, 'etc/from-outside'), 'a');
    expect((await machine.run(['cat', '/etc/from-outside'])).stdout).toBe('a');
    await machine.run(['sh', '-c', 'echo b >/etc/from-inside; rm /etc/passwd']);
    expect(await readFile(join(machine.root, 'etc/from-inside'), 'utf8')).toBe('b\n');
    expect(readdirSync('/etc')).not.toContain('from-inside');
    expect(readdirSync('/etc')).toContain('passwd');
  });

  test('has a network of its own, with nothing but loopback', async () => {
    const { stdout } = await machine.run([
      'sh',
      '-c',
      'cd /sys/class/net; echo *; cat lo/operstate; cat lo/carrier',
    ]);
    expect(stdout).toBe('lo\nunknown\n1\n');
  });

  test.each(['memory', 'pids', 'cpu'])('%s can be limited inside', (controller) => {
    expect(machine.controllers).toContain(controller);
  });

  test('sees copies of directories, and what is mounted below them, and leaves the originals alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), "tsm it's, "));
    try {
      await writeFile(join(folder, 'a'), 'from outside');
      await mkdir(join(folder, 'below'));
      await writeFile(join(folder, 'secret'), '', { mode: 0o600 });
      const other = await bootMachine({ copies: [{ from: folder, to: '/tmp/a: copy' }] });
      const script = 'stat -c %a .; cat a; echo changed >a; touch new below/new; rm secret; ls';
      const { stdout } = await other.run(['sh', '-c', script], { cwd: '/tmp/a: copy' });
      await other.stop();
      expect(stdout).toBe('700\nfrom outsidea\nbelow\nnew\n');
      expect(readdirSync(folder)).toEqual(['a', 'below', 'secret']);
      expect(await readFile(join(folder, 'a'), 'utf8')).toBe('from outside');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('keeps its files over a reboot', async () => {
    await machine.run(['touch', '/run/of-this-boot', '/etc/of-every-boot']);
    await machine.reboot();
    expect((await machine.run(['cat', '/run/of-this-boot'])).code).toBe(1);
    expect((await machine.run(['cat', '/etc/of-every-boot'])).code).toBe(0);
  });
});

describe.skipIf(skip)('nothing is left', () => {
  test('after stop, with a reboot and nested groups in between', async () => {
    const machine = await bootMachine();
    expect(traces().groups).not.toEqual([]);
    expect(traces().processes).not.toEqual([]);
    const nested = ['systemd-run', '--slice=a-b-c.slice', '-p', 'Delegate=yes', 'sleep', '1000'];
    await machine.run(nested);
    await machine.reboot();
    await machine.run(nested);
    await machine.stop();
    expect(traces()).toEqual(NOTHING);
  });

  test('of two machines at once, which may use the same port', async () => {
    const machines = await Promise.all([bootMachine(), bootMachine()]);
    const server = ['python3', '-m', 'http.server', '--bind', '127.0.0.1', '4000'];
    for (const machine of machines)
      expect((await machine.run(['systemd-run', '-p', 'Type=exec', ...server])).code).toBe(0);
    await Promise.all(machines.map((machine) => machine.stop()));
    expect(traces()).toEqual(NOTHING);
  });

  test('when its owner is killed', async () => {
    const { owner, pid } = await startOwner();
    owner.kill('SIGKILL');
    await owner;
    await until(() => traces(pid).directories?.length === 0);
    expect(traces(pid)).toEqual(NOTHING);
  });

  test('after the next boot, when owner and holder were killed together', async () => {
    const { owner, pid } = await startOwner();
    const all = traces(pid).processes ?? [];
    owner.kill('SIGKILL');
    for (const one of all) killIfThere(Number(one));
    await owner;
    await (await bootMachine()).stop();
    expect(traces(pid)).toEqual(NOTHING);
  });

  test('when the root is no root', async () => {
    await expect(bootMachine({ root: '/usr/share/doc' })).rejects.toThrow(MachineError);
    await expect(bootMachine({ root: '/no/such/directory' })).rejects.toThrow(MachineError);
    expect(traces()).toEqual(NOTHING);
  });
});

/** Another process that boots a machine and then waits. */
async function startOwner() {
  const owner = execa('node', ['--import', 'jiti/register', resolve(import.meta.dirname, 'owner.ts')], {
    reject: false,
  });
  await new Promise((up) => owner.stdout.once('data', up));
  // In an object: a child process is a promise of its end, which an async function would wait for.
  return { owner, pid: owner.pid ?? 0 };
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Another of them took it along.
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((passed) => setTimeout(passed, 50));
}
