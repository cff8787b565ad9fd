import { execa } from 'execa';
import { assert, asyncProperty, string } from 'fast-check';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readSecretValue } from '../../src/commands/secret-value.ts';
import { parseSystemdEnvFile } from '../../src/envfile/systemd.ts';
import { hostPaths } from '../../src/install/paths.ts';
import { prepareSecrets, readSecrets, writeSecrets } from '../../src/install/secret-files.ts';
import { commandLine, environmentOf, secretHome, writeBundle } from './project.ts';

const seed = process.env['TSM_SEED'] === undefined ? {} : { seed: Number(process.env['TSM_SEED']) };
const VALUE = 'correct horse "battery" $staple `ls` \\ café';

describe('set', () => {
  const home = secretHome();

  test('writes one file per service that declares the name, for its owner alone', async () => {
    const { code, out, err } = await home().tsm(['secrets', 'set', 'DB_PASSWORD', '@prod'], `${VALUE}\n`);
    expect([code, out]).toEqual([0, 'DB_PASSWORD is set for api, worker of @production.\n']);
    expect(err).toBe('Missing: API_TOKEN. See: tsm secrets list @production\n');
    for (const service of ['api', 'worker']) {
      expect(parseSystemdEnvFile(readFileSync(home().file(service), 'utf8')).get('DB_PASSWORD')).toBe(VALUE);
      expect(statSync(home().file(service)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(join(home().store, 'secrets')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(home().store, 'secrets')).sort()).toEqual(['shop-api.env', 'shop-worker.env']);
  });

  test('--service sets one alone and keeps what is there', async () => {
    await home().tsm(['secrets', 'set', 'API_TOKEN'], 'one');
    await home().tsm(['secrets', 'set', 'DB_PASSWORD', '--service', 'api'], 'two\n\n');
    const api = parseSystemdEnvFile(readFileSync(home().file('api'), 'utf8'));
    expect([...api]).toEqual([
      ['API_TOKEN', 'one'],
      ['DB_PASSWORD', 'two\n'],
    ]);
    expect(existsSync(home().file('worker'))).toBe(false);
  });

  test('bash and systemd read the file alike', async () => {
    await home().tsm(['secrets', 'set', 'API_TOKEN'], `${VALUE}\nsecond line`);
    const { stdout } = await execa('bash', [
      '-c',
      'source "$1"; printf %s "$API_TOKEN"',
      '-',
      home().file('api'),
    ]);
    expect(stdout).toBe(`${VALUE}\nsecond line`);
  });

  test.each([
    ['a value', ['secrets', 'set', 'DB_PASSWORD', VALUE]],
    ['NAME=value', ['secrets', 'set', `DB_PASSWORD=${VALUE}`]],
    ['a value behind --', ['secrets', 'set', 'DB_PASSWORD', '--', `-${VALUE}`]],
  ])('%s on the command line is refused, and not repeated', async (_, words) => {
    for (const more of [[], ['--json']]) {
      const { code, out, err } = await home().tsm([...words.slice(0, 2), ...more, ...words.slice(2)]);
      expect(code).toBe(2);
      expect(out + err).toContain('secret-on-command-line');
      expect(out + err).not.toContain('horse');
    }
    expect(existsSync(home().store)).toBe(false);
  });

  test('a value in place of the name is not repeated, a slip of a name is', async () => {
    const value = await home().tsm(['secrets', 'set', 'hunter2hunter2'], 'x');
    expect([value.code, value.err]).toEqual([1, expect.not.stringContaining('hunter2')]);
    const slip = await home().tsm(['secrets', 'set', 'DB_PASWORD'], 'x');
    expect(slip.err).toContain('declares no secret DB_PASWORD');
    expect(slip.err).toContain('did you mean DB_PASSWORD?');
  });

  test('a value in place of the environment is not repeated', async () => {
    const { code, out, err } = await home().tsm(['secrets', 'set', 'DB_PASSWORD', '@hunter2'], 'x');
    expect([code, out + err]).toEqual([1, expect.not.stringContaining('hunter2')]);
    expect(err).toContain('there are: @production');
  });

  test.each([
    ['NUL', Buffer.from('correct\0horse'), 'a NUL character'],
    ['half a character', Buffer.from([0x63, 0xc3]), 'not UTF-8'],
    ['too long', Buffer.alloc(131_071 - 'API_TOKEN='.length + 1, 'h'), 'at most 131071 bytes'],
    ['endless', Buffer.alloc(9_000_000, 'h'), 'at most 131071 bytes'],
    ['nothing', Buffer.from('\n'), 'is empty'],
  ])('%s is refused with the rule', async (_, input, rule) => {
    const { code, out, err } = await home().tsm(['secrets', 'set', 'API_TOKEN'], input);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(rule);
    expect(err).not.toContain('hhh');
    expect(existsSync(home().store)).toBe(false);
  });

  test('the longest value that the kernel takes is kept', async () => {
    const longest = 'h'.repeat(131_071 - 'API_TOKEN='.length);
    expect((await home().tsm(['secrets', 'set', 'API_TOKEN'], longest)).code).toBe(0);
    expect(parseSystemdEnvFile(readFileSync(home().file('api'), 'utf8')).get('API_TOKEN')).toBe(longest);
  });

  test('the value is in no other file, no output and no process list, and nobody else can read it at any instant', async () => {
    const secret = 'zebra-in-the-river';
    const watch = `while :; do find . ! -type l \\( -perm /077 -name '*.env*' -o -path '*/secrets' -perm /077 \\) -print
      grep -al ${secret.replace('-', '[-]')} /proc/[0-9]*/cmdline /proc/[0-9]*/environ; done 2>/dev/null >watched`;
    const watcher = execa('bash', ['-c', watch], { cwd: home().folder, reject: false });
    const outputs: string[] = [];
    for (const words of [
      ['set', 'DB_PASSWORD'],
      ['set', 'API_TOKEN', '--json'],
      ['rm', 'DB_PASSWORD'],
    ])
      outputs.push(...Object.values(await home().spawned(['secrets', ...words], secret)).map(String));
    watcher.kill();
    await watcher;
    expect(outputs.join('')).not.toContain('zebra');
    expect(readFileSync(join(home().folder, 'watched'), 'utf8')).toBe('');
    const holding = filesBelow(home().folder).filter((file) => readFileSync(file, 'latin1').includes(secret));
    expect(new Set(holding)).toEqual(new Set([home().file('api')]));
  });

  test('an umask that lets everybody in changes nothing', async () => {
    const words = commandLine(['secrets', 'set', 'API_TOKEN']).map((word) => `'${word}'`);
    await execa('bash', ['-c', `umask 0; ${words.join(' ')}`], {
      cwd: join(home().folder, 'project'),
      env: environmentOf(home().folder),
      input: 'x',
    });
    expect(statSync(home().file('api')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home().store, 'secrets')).mode & 0o777).toBe(0o700);
  });

  test.each([
    ['the same twice', ['typed in', 'typed in'], 0, 'is set for api'],
    ['two that differ', ['typed in', 'typed on'], 1, 'the two values typed for API_TOKEN differ'],
    ['Ctrl-C', ['\\x03'], 130, 'no value was given for API_TOKEN'],
    ['Ctrl-D', ['\\x04'], 130, 'no value was given for API_TOKEN'],
  ])('on a terminal nothing is shown and it is asked twice: %s', async (_, lines, code, said) => {
    const { stdout, exitCode } = await execa(
      'python3',
      ['-c', TYPIST, JSON.stringify(lines), ...commandLine(['secrets', 'set', 'API_TOKEN'])],
      {
        cwd: join(home().folder, 'project'),
        env: environmentOf(home().folder),
        reject: false,
      },
    );
    expect([exitCode, stdout]).toEqual([code, expect.stringContaining(said)]);
    expect(stdout).not.toContain('typed i');
  });

  test('a file that is no text any more is not rewritten', async () => {
    await home().tsm(['secrets', 'set', 'API_TOKEN'], 'x');
    await writeFile(home().file('api'), Buffer.from([0xff]));
    const { code, err } = await home().tsm(['secrets', 'set', 'DB_PASSWORD'], 'x');
    expect([code, err]).toEqual([1, expect.stringContaining('secret-file-unreadable')]);
    expect(readFileSync(home().file('api'))).toEqual(Buffer.from([0xff]));
  });

  test('two at once: each is written, or says who is at work', async () => {
    const all = await Promise.all(
      ['api', 'worker'].map((service) =>
        home().spawned(['secrets', 'set', 'DB_PASSWORD', '--service', service], service),
      ),
    );
    for (const { code, err } of all) expect([0, 5], err).toContain(code);
    expect(all.map(({ code }) => code)).toContain(0);
  });
});

describe('list and rm', () => {
  const home = secretHome();

  test('list says what is set, missing and not used any more', async () => {
    await home().tsm(['secrets', 'set', 'DB_PASSWORD', '--service', 'api'], VALUE);
    await home().tsm(['secrets', 'set', 'API_TOKEN'], VALUE);
    await writeBundle(home().folder, { api: ['DB_PASSWORD'], worker: ['DB_PASSWORD'], web: [] });
    const { code, out } = await home().tsm(['secrets', 'list']);
    expect([code, out]).toEqual([
      0,
      '@production\n  API_TOKEN    not used any more  api\n  DB_PASSWORD  set                api\n  DB_PASSWORD  missing            worker\n',
    ]);
    const json = JSON.parse((await home().tsm(['secrets', 'list', '--json'])).out) as { secrets: unknown };
    expect(json.secrets).toEqual([
      { name: 'API_TOKEN', service: 'api', unit: 'shop-api.service', state: 'not used any more' },
      { name: 'DB_PASSWORD', service: 'api', unit: 'shop-api.service', state: 'set' },
      { name: 'DB_PASSWORD', service: 'worker', unit: 'shop-worker.service', state: 'missing' },
    ]);
  });

  test('rm of the last leaves no trace', async () => {
    await mkdir(join(home().folder, '.config'));
    await home().tsm(['secrets', 'set', 'DB_PASSWORD'], VALUE);
    const { code, out } = await home().tsm(['secrets', 'rm', 'DB_PASSWORD']);
    expect([code, out]).toEqual([0, 'DB_PASSWORD is removed from api, worker of @production.\n']);
    expect(readdirSync(join(home().folder, '.config'))).toEqual([]);
  });

  test('rm of what is not set says what is', async () => {
    await home().tsm(['secrets', 'set', 'API_TOKEN'], VALUE);
    const { code, err } = await home().tsm(['secrets', 'rm', 'DB_PASSWORD']);
    expect([code, err]).toEqual([1, expect.stringContaining('set are: API_TOKEN')]);
  });

  test.each([[['secrets']], [['secrets', 'set']], [['secrets', 'frob', 'X']]])(
    '%j is wrong usage',
    async (words) => {
      expect((await home().tsm(words)).code).toBe(2);
    },
  );
});

describe('the value', () => {
  test('any text that systemd can carry comes back as it was given', async () => {
    const home = `/tmp/tsm-secret-values-${process.pid}`;
    const paths = hostPaths({ scope: 'user', home, runtime: home, localLibAtBoot: true }, 'x');
    prepareSecrets(paths, { id: 'x', project: 'x', environment: 'x' } as never);
    await assert(
      asyncProperty(string({ unit: 'binary', minLength: 1 }), async (text) => {
        const { value } = await read(Buffer.from(text));
        if (value === undefined) return;
        writeSecrets(paths, 'x.service', new Map([['NAME', value]]));
        expect(value).toBe(text.replace(/\n$/, ''));
        expect(readSecrets(paths, 'x.service').get('NAME')).toBe(value);
      }),
      seed,
    );
    await execa('rm', ['-r', home]);
  });
});

function read(bytes: Uint8Array): ReturnType<typeof readSecretValue> {
  const input = new PassThrough();
  input.end(bytes);
  return readSecretValue('NAME', input, () => {});
}

/** Types each line after a prompt, on a terminal of its own, and prints what was shown there. */
const TYPIST = `
import json, os, pty, sys
lines = [line.encode().decode('unicode_escape').encode() for line in json.loads(sys.argv[1])]
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
shown = b''
while True:
    try: read = os.read(terminal, 4096)
    except OSError: break
    if not read: break
    shown += read
    if lines and shown.endswith(b': '): os.write(terminal, lines.pop(0) + b'\\r')
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
