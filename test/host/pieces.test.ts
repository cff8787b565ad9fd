import { array, assert, constantFrom, integer, property, string, tuple } from 'fast-check';
import { execa } from 'execa';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ageText, bytesText, spanText } from '../../src/host/format.ts';
import { unitState } from './fake-manager.ts';
import { whyFailed } from '../../src/host/results.ts';
import { journalArguments, linesToKeep } from '../../src/host/journal.ts';
import { sinceLastStart } from '../../src/systemd/last-start.ts';
import { freePort } from '../../src/host/port-rules.ts';
import { holdersOf, listeningSockets, unitOf } from '../../src/host/listening.ts';
import { unitNamed } from '../../src/host/named.ts';
import { probe } from '../../src/host/probe.ts';
import { parseSockets } from '../../src/host/sockets.ts';
import { layOut } from '../../src/host/table.ts';
import { shopBundle } from './shop.ts';

const seed = process.env['TSM_SEED'] === undefined ? {} : { seed: Number(process.env['TSM_SEED']) };

test.each([
  ['web', 'shop-web.service'],
  ['shop', 'shop.service'],
  ['shop-web', 'shop-web.service'],
  ['shop-web.service', 'shop-web.service'],
  ['shop.target', 'shop.target'],
  ['shop-backup.timer', 'shop-backup.timer'],
])('%s means %s', (word, unit) => {
  expect(unitNamed(word, shopBundle().manifest).value).toBe(unit);
});

test.each([
  ['wbe', 'web'],
  ['extar', 'extra'],
  ['shop-webb', 'shop-web'],
  ['zebra', undefined],
])('%s is near %s', (word, near) => {
  const { value, diagnostics } = unitNamed(word, shopBundle().manifest);
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'no-such-service', data: { near } }]);
});

describe('what journalctl is asked', () => {
  const request = {
    scope: 'system',
    units: ['a.service', 'b.service'],
    lines: undefined,
    follow: false,
    since: undefined,
    until: undefined,
    json: false,
  } as const;

  test('50 lines unless told otherwise', () => {
    expect(journalArguments(request)).toEqual([
      '--unit=a.service',
      '--unit=b.service',
      '--no-pager',
      '--lines=50',
    ]);
  });

  test('from a time on, all of it', () => {
    expect(journalArguments({ ...request, since: '1h ago' })).not.toContain('--lines=50');
    expect(journalArguments({ ...request, since: '1h ago', until: 'now' }).slice(-2)).toEqual([
      '--since=1h ago',
      '--until=now',
    ]);
  });

  test('a regression: behind --since, --lines meant the first lines to journalctl before 254', () => {
    const since = { ...request, since: '1h ago', lines: '7' };
    expect([journalArguments(since).includes('--lines=7'), linesToKeep(since)]).toEqual([false, 7]);
    expect(linesToKeep({ ...since, lines: 'all' })).toBe(undefined);
    expect(linesToKeep(request)).toBe(undefined);
  });

  test('user scope, following, as JSON', () => {
    const words = journalArguments({ ...request, scope: 'user', follow: true, json: true });
    expect(words).toEqual(expect.arrayContaining(['--user-unit=a.service', '--follow', '--output=json']));
  });

  test('of a failure the last start alone', () => {
    const old = ['x systemd[1]: Starting a', 'x a[2]: old', 'x systemd[1]: Failed to start a'];
    const last = ['x systemd[1]: Starting a', 'x a[3]: new'];
    expect(sinceLastStart([...old, ...last])).toEqual(last);
    expect(sinceLastStart(['x a[3]: new'])).toEqual(['x a[3]: new']);
  });

  test('a regression: the last words of a program that was quicker than the journal are kept', () => {
    const old = ['x systemd[1]: Starting a', 'x a[2]: old', 'x systemd[1]: Failed to start a'];
    const last = ['x a[3]: no such luck', 'x systemd[1]: Starting a', 'x systemd[1]: Failed to start a'];
    expect(sinceLastStart([...old, ...last])).toEqual(last);
    expect(sinceLastStart(last)).toEqual(last);
  });
});

describe('why a unit failed', () => {
  test('regression: the signal that stopped a program without health was told as the status it exited with', () => {
    const stopped = unitState('a.service', { result: 'exit-code', exitCode: '2', exitStatus: '15' });
    expect(whyFailed(stopped)).toBe('a command before or after its start failed, such as its health check');
    expect(whyFailed({ ...stopped, exitCode: '1', exitStatus: '3' })).toBe('it exited with status 3');
  });
});

test('regression: a socket whose address is in use was said to lack a file', () => {
  const state = { activeState: 'failed', result: 'resources' };
  expect(whyFailed(unitState('a.socket', state))).toContain('listen on its address');
  expect(whyFailed(unitState('a.service', state))).toContain('a file it needs');
});

describe('sockets', () => {
  test('lines of /proc/net/tcp and tcp6', () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:115C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 424242 1 0000000000000000 100 0 0 10 0
   1: 0100007F:115C 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 424243 1 0000000000000000 20 0 0 10 -1
   2: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7 1 0 100 0 0 10 0
`;
    expect(parseSockets(text, 'tcp')).toEqual([
      { port: 4444, protocol: 'tcp', inode: '424242' },
      { port: 8080, protocol: 'tcp', inode: '7' },
    ]);
  });

  test('a socket of this process is found, with the process', async () => {
    const server = createServer();
    const port = await new Promise<number>((done) =>
      server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port)),
    );
    expect(listeningSockets().some((socket) => socket.port === port)).toBe(true);
    expect(holdersOf(new Set([port])).get(port)?.pid).toBe(process.pid);
    server.close();
  });
});

test.each([
  ['0::/system.slice/shop-web.service\n', 'shop-web.service'],
  ['9:pids:/x.service\n1:name=systemd:/system.slice/shop-web.service/sub\n0::/\n', 'shop-web.service'],
  ['0::/user.slice/user-0.slice/session-1.scope\n', null],
  // Regression: systemctl stop was advised for a service of the user's manager, where the system's has another of that name.
  ['0::/user.slice/user-9.slice/user@9.service/app.slice/shop-web.service\n', null],
  ['', null],
])('the unit of a process in %j', (controlGroups, unit) => {
  expect(unitOf(controlGroups)).toBe(unit);
});

describe('health', () => {
  const ask = (health: string, mainPid: number, mayBecomeUser: boolean) =>
    probe({ health, mainPid, mayBecomeUser, env: { PATH: '/usr/bin:/bin', A: 'b' } });

  test('a service that has made an environment of its own runs nothing by it', async () => {
    const evil = join(tmpdir(), `tsm-evil-${process.pid}`);
    writeFileSync(evil, `echo ran >${evil}.out\n`);
    const service = execa('sleep', ['60'], { env: { BASH_ENV: evil }, reject: false });
    expect(await ask('true', service.pid ?? 0, true)).toBe('ok');
    expect(existsSync(`${evil}.out`)).toBe(false);
    service.kill();
    rmSync(evil);
  });

  test.skipIf(process.getuid?.() !== 0)('a process with the rights of two users is not asked', async () => {
    const become = 'import os, time; os.setresuid(65534, 0, 0); print("ready", flush=True); time.sleep(60)';
    const service = execa('python3', ['-c', become], { reject: false, buffer: false });
    await new Promise((ready) => service.stdout.once('data', ready));
    expect(await ask('id -u', service.pid ?? 0, true)).toContain('two users');
    service.kill('SIGKILL');
  });

  test('a command has no terminal to type into', async () => {
    expect(await ask('test "$(ps -o sid= -p $$ | tr -d " ")" = "$$"', process.pid, true)).toBe('ok');
  });

  test('what keeps the pipe open is not waited for', { timeout: 20_000 }, async () => {
    expect(await ask('setsid sleep 60 & exit 0', process.pid, true)).toBe('ok');
    expect(await ask('sleep 60 & wait', process.pid, true)).toContain('no answer');
  });

  test('a command runs in the directory of the process, with the environment of the bundle', async () => {
    expect(await ask(`test "$PWD" = "${process.cwd()}" && test "$A" = b`, process.pid, true)).toBe('ok');
    expect(await ask('echo tired >&2; exit 1', process.pid, true)).toBe('tired');
    expect(await ask('true', 0, true)).toBe('it does not run');
  });

  test('a URL on a port that browsers refuse', async () => {
    const server = createHttpServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((done) => server.listen(6667, '127.0.0.1', done));
    expect(await ask('http://127.0.0.1:6667/health', 0, false)).toBe(
      'http://127.0.0.1:6667/health answers 503',
    );
    server.close();
  });

  test('a URL that nobody answers', async () => {
    expect(await ask('http://127.0.0.1:1/', 0, false)).toContain('ECONNREFUSED');
  });
});

test.each([
  [350, '0.35s', '0s'],
  [1234, '1.2s', '1s'],
  [12_345, '12s', '12s'],
  [185_000, '3min', '3min'],
  [7_300_000, '2h', '2h'],
  [400_000_000, '4d', '4d'],
])('%d ms is %s, as an age %s', (milliseconds, span, age) => {
  expect(spanText(milliseconds)).toBe(span);
  expect(ageText(milliseconds)).toBe(age);
});

test.each([
  [0, '0B'],
  [1023, '1023B'],
  [47_290_777, '45.1M'],
  [3 * 1024 ** 3, '3.0G'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test('a table never is wider than its place, while there is room for the columns that stay', () => {
  const columns = [
    { title: 'NAME', cell: (row: readonly string[]) => row[0] ?? '' },
    { title: 'STATE', cell: (row: readonly string[]) => row[1] ?? '' },
    { title: 'A', cell: (row: readonly string[]) => row[2] ?? '', gives: 1 },
    { title: 'B', cell: (row: readonly string[]) => row[2] ?? '', right: true, gives: 2 },
  ];
  const word = string({ minLength: 1, maxLength: 30, unit: constantFrom('a', 'b', '-') });
  const row = tuple(word, constantFrom('running', 'failed'), word);
  assert(
    property(array(row, { minLength: 1, maxLength: 8 }), integer({ min: 20, max: 120 }), (rows, width) => {
      const { titles, rows: cells } = layOut(columns, rows, width);
      for (const line of [titles, ...cells]) expect(line.join('  ').length).toBeLessThanOrEqual(width);
      expect(titles.length).toBeGreaterThanOrEqual(2);
    }),
    seed,
  );
});

test('regression: the name of a control group, which anybody may choose, was a command of root', () => {
  const holder = { pid: 9, name: 'x', unit: 'x;touch pwned #.service' };
  const subject = {
    unit: 'shop.service',
    bundle: { manifest: { base: 'shop', units: { 'shop.service': { service: 'shop' } } } },
    facts: {
      name: 'live',
      sudo: false,
      ports: new Map([['shop.service', [{ number: 1, listening: 'other', holder }]]]),
    },
  };
  expect(freePort(subject as never)).toBe(
    "systemctl stop 'x;touch pwned #.service' && tsm restart shop @live",
  );
});
