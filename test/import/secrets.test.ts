import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hideSecrets, SecretNames } from '../../src/import/hidden.ts';
import { invoke } from '../commands/invoke.ts';
import { readTree } from '../fixtures/fixture.ts';

let folder: string;
beforeEach(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'tsm-hidden-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const tsm = (line: string) => invoke(`tsm ${line}`, folder);
const put = (file: string, text: string) => writeFile(join(folder, file), text);

describe('a secret that stands on a command line', () => {
  test.each([
    [
      'PM2',
      'ecosystem.json',
      '{ "apps": [{ "name": "web", "script": "web.js", "args": "--token=tok_SECRETVALUE --password hunter3" }] }',
    ],
    [
      'a list of PM2',
      'ecosystem.json',
      '{ "apps": [{ "name": "web", "script": "web.js", "args": ["--token=tok_SECRETVALUE", "--password", "hunter3"] }] }',
    ],
    ['a Procfile', 'Procfile', 'web: node web.js --token=tok_SECRETVALUE --password hunter3\n'],
    [
      'a unit',
      'web.service',
      '[Service]\nExecStart=/usr/bin/node web.js --token=tok_SECRETVALUE --password hunter3\n',
    ],
    [
      'env.toml',
      'env.toml',
      '[service]\ncommand = "node web.js --token=tok_SECRETVALUE --password hunter3"\n',
    ],
  ])('regression: was written and printed by an import of %s', async (_, file, text) => {
    await put(file, text);
    const json = await tsm(`import ${file} --name shop --dry-run --json`);
    const { code, out, err } = await tsm(`import ${file} --name shop`);
    expect(code, err).toBe(0);
    await rm(join(folder, file));
    const written = [...(await readTree(folder)).values()].join('');
    for (const said of [json.out, out, err, written]) expect(said).not.toMatch(/SECRETVALUE|hunter3/);
    expect(out).toContain('secrets: PASSWORD');
    expect(err).toContain('tsm secrets set TOKEN');
    const generated = await tsm('generate');
    const isScript = file !== 'web.service';
    expect(generated.code, generated.err).toBe(isScript ? 0 : 1);
    if (!isScript) expect(generated.err).toContain('[secret-expanded]');
  });

  test('regression: an import that shows a secret was refused by generate; a script of the project shows it', async () => {
    await put('.env', 'DATABASE_URL=postgres://u:pa55word@h/x\n');
    await put('Procfile', 'release: cd "my db" && migrate -database "$DATABASE_URL" up | tee log\n');
    await mkdir(join(folder, 'my db'));
    await put('my db/migrate', '#!/bin/sh\necho "$@"\n');
    await chmod(join(folder, 'my db/migrate'), 0o755);
    const { out } = await tsm('import Procfile --name shop');
    expect(out).toMatch(/release\.command +services\/release\.sh\n +DATABASE_URL among its arguments/);
    expect((await tsm('generate')).code).toBe(0);
    const text = await readFile(join(folder, 'services/release.tsm'), 'utf8');
    expect(text).toContain("TSM_COMMAND='bash services/release.sh'\n");
    const env = { DATABASE_URL: 'a  b', PATH: `${folder}/my db:${process.env['PATH']}` };
    const ran = await execa('bash', ['services/release.sh'], { cwd: folder, env });
    expect(ran.stdout).toBe('-database a  b up');
    expect(await readFile(join(folder, 'my db/log'), 'utf8')).toBe('-database a  b up\n');
  });

  test('one that is only assigned comes from the environment, and nothing is left to do', async () => {
    await put('Procfile', 'worker: API_KEY=k3y-secret-1 MODE=x node worker.js\n');
    expect((await tsm('import Procfile --name shop')).code).toBe(0);
    const generated = await tsm('generate');
    expect(generated.code, generated.err).toBe(0);
    const unit = (await readTree(join(folder, 'systemd/production'))).get('shop-worker.service');
    expect(unit).toContain('node worker.js');
  });

  test('regression: a directive with a secret in it was written as it is', async () => {
    await mkdir(join(folder, 'units'));
    await put(
      'web.service',
      '[Service]\nExecStart=/usr/bin/node web.js\nExecStopPost=/bin/notify --token=tok_SECRETVALUE\n',
    );
    const { out, err } = await tsm('import web.service --name shop');
    expect(out + err).not.toContain('SECRETVALUE');
    await rm(join(folder, 'web.service'));
    expect([...(await readTree(folder)).values()].join('')).not.toContain('SECRETVALUE');
  });
});

describe('the command without it means the same to bash', () => {
  test.each([
    String.raw`p --password='it'\''s'`,
    `p --token "a b c1" --x`,
    `p 'curl --token=zzz999 && ls' --password='correct horse'`,
    `p postgres://u:pa55word@h/x -H 'Authorization: Bearer abc123def456'`,
    `true && { p --secret=x1y2z3; } || p --token=b9c8d7`,
    `PASSWORD=hunter2 p a`,
    `PASSWORD=hunter2; p "$PASSWORD"`,
    `A=1 TOKEN=hunter2 B=2 p a`,
  ])('%s', async (command) => {
    const { text, hidden } = hideSecrets(command, new SecretNames([]));
    expect(hidden.length).toBeGreaterThan(0);
    for (const { value } of hidden) expect(text).not.toContain(value);
    const run = async (script: string, env: Record<string, string>): Promise<string> =>
      (
        await execa('bash', ['-c', `p() { printf '<%s>' "$@" "$A$B$TOKEN$PASSWORD"; cat; }; ${script}`], {
          env,
          input: '',
        })
      ).stdout;
    const env = Object.fromEntries(hidden.map(({ name, value }) => [name, value]));
    // What a function sees of the environment is only compared where the command itself sets it.
    const own = /^(?:\w+=\S+[ ;])/.test(command) ? {} : env;
    expect(await run(text, env)).toBe(await run(command, own));
  });

  test('what is no word is covered, and the command is refused', () => {
    const { text } = hideSecrets('cat <<EOF\npassword=hunter2222\nEOF', new SecretNames([]));
    expect(text).not.toContain('hunter2222');
    expect(text).toContain('"${');
  });

  test('a command without a secret stays as it is', () => {
    const command = `node --no-password a.js --token-file=/x --key "$KEY" TOKEN=\${TOKEN}`;
    expect(hideSecrets(command, new SecretNames([]))).toEqual({ text: command, hidden: [] });
  });
});

describe('regression: what was taken for a secret on a command line had no way out that worked', () => {
  const imported = async () => {
    await put(
      'ecosystem.json',
      '{ "apps": [{ "name": "a", "script": "a.js", "args": "--api-token jr2025_x9" }] }',
    );
    expect((await tsm('import ecosystem.json --name shop')).err).toContain('tsm secrets set API_TOKEN');
    return await readFile(join(folder, 'services/a.tsm'), 'utf8');
  };

  test('a script of the project expands it', async () => {
    const text = await imported();
    await put('services/a.tsm', text.replace(/^TSM_COMMAND=.*$/m, "TSM_COMMAND='./start.sh'"));
    const { code, err } = await tsm('generate');
    expect(code, err).toBe(0);
  });

  test('it is public, with its value', async () => {
    const text = await imported();
    await put('services/a.tsm', `${text.replace('TSM_SECRETS=', 'TSM_PUBLIC=')}export API_TOKEN=jr2025_x9\n`);
    const { code, err } = await tsm('generate');
    expect(code, err).toBe(0);
    const bundle = await readTree(join(folder, 'systemd/production'));
    expect(bundle.get('env/shop-a.env')).toContain('API_TOKEN="jr2025_x9"');
    expect(await readFile(join(folder, 'services/a.sh'), 'utf8')).toContain(
      'node a.js --api-token "${API_TOKEN}"',
    );
  });

  test('a name of a variable is none', async () => {
    await put('Procfile', 'web: env SENTRY_DSN_VAR=SENTRY_DSN_WEB bin/app\n');
    expect((await tsm('import Procfile --name shop')).err).not.toContain('secrets set');
  });
});
