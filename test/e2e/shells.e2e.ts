import { execa } from 'execa';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingShells } from './requirements.ts';

const repository = resolve(import.meta.dirname, '../..');
const missing = await missingShells();
for (const shell of missing)
  process.stderr.write(`NOT TESTED: completion in ${shell}, which is not installed.\n`);

/** What is typed before Tab is pressed, and the line after it. The bundles are those of the sample. */
const TYPED: Readonly<Record<string, string>> = {
  'tsm stat': 'tsm status ',
  'tsm start @d': 'tsm start @dev ',
  'tsm start @dev ap': 'tsm start @dev api ',
  'tsm restart api @prod': 'tsm restart api @prod',
  'tsm daemon sto': 'tsm daemon stop ',
  'tsm install --se': 'tsm install --settle ',
  'tsm install --restart=ap': 'tsm install --restart=api ',
  'tsm install --restart ap': 'tsm install --restart api ',
  'tsm install systemd/d': 'tsm install systemd/dev ',
  'tsm secrets l': 'tsm secrets list ',
  'tsm completion f': 'tsm completion fish ',
  'tsm help gener': 'tsm help generat',
  'tsm start nothing': 'tsm start nothing',
};

const SETUP: Readonly<Record<string, string>> = {
  bash: `source <(tsm completion bash); bind -x '"\\C-g": printf "<<%s%s>>>" "<" "$READLINE_LINE"; READLINE_LINE='`,
  zsh: `autoload -Uz compinit && compinit -u -D; source <(tsm completion zsh); dump() { print -rn -- "<<""<$BUFFER>>>"; BUFFER=; }; zle -N dump; bindkey '^G' dump`,
};

let folder: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsm-shells-'));
  await writeFile(join(folder, 'tsm'), `#!/bin/sh\nexec node ${join(repository, 'dist/main.cjs')} "$@"\n`);
  await chmod(join(folder, 'tsm'), 0o755);
  env = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder, XDG_CONFIG_HOME: folder };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(['bash', 'zsh'])('%s', (shell) => {
  test.skipIf(missing.includes(shell))('completes what is typed', async () => {
    const typist = join(import.meta.dirname, 'type-into-shell.py');
    const { stdout } = await execa('python3', [typist, shell, SETUP[shell]!, ...Object.keys(TYPED)], {
      cwd: repository,
      env,
    });
    const lines = JSON.parse(stdout) as readonly string[];
    expect(Object.fromEntries(Object.keys(TYPED).map((typed, index) => [typed, lines[index]]))).toEqual(
      TYPED,
    );
  });
});

describe('fish', () => {
  const ask = async (line: string): Promise<readonly string[]> => {
    const script = `tsm completion fish | source; complete --do-complete '${line}'`;
    const { stdout } = await execa('fish', ['--no-config', '--command', script], { cwd: repository, env });
    return stdout.split('\n').map((one) => one.split('\t')[0] ?? '');
  };

  test.skipIf(missing.includes('fish'))('completes what is typed', async () => {
    expect(await ask('tsm stat')).toEqual(['status']);
    expect(await ask('tsm start @')).toEqual(expect.arrayContaining(['@dev', '@prod', '@production']));
    expect(await ask('tsm start ap')).toEqual(['api']);
    expect(await ask('tsm install --se')).toEqual(['--settle']);
    expect(await ask('tsm install ./templ')).toEqual(['./templates/']);
  });
});
