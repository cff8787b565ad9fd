import { expect, test } from 'vitest';
import { HELP_TEXTS } from '../../src/commands/help-texts.ts';
import { COMMANDS, GROUPS } from '../../src/commands/table.ts';
import { invoke } from './invoke.ts';

const names = [...COMMANDS, ...GROUPS].map(({ name }) => name);

/** Verbs that are only there below a group. */
const verbs = GROUPS.flatMap((group) => group.verbs.map(({ name }) => name)).filter(
  (name) => !names.includes(name),
);

test('every command has a paragraph and a heading, and none is left of a command that is gone', () => {
  expect(Object.keys(HELP_TEXTS).sort()).toEqual([...names, ...verbs].sort());
});

test.each(['tsm --help', ...names.map((name) => `tsm help ${name}`)])(
  '%s fits into 80 columns',
  async (line) => {
    const { out, code } = await invoke(line, '/');
    expect(code).toBe(0);
    expect(out.split('\n').filter((one) => one.length > 80)).toEqual([]);
  },
);

const lines = [
  'tsm --help',
  ...COMMANDS.map(({ name }) => `tsm help ${name}`),
  ...GROUPS.flatMap((group) => group.verbs.map(({ name }) => `tsm help ${group.name} ${name}`)),
];

test.each(lines)(
  'regression: options ran over the edge of a narrow terminal: %s at 60 columns',
  async (line) => {
    const { out } = await invoke(line, '/', { columns: 60 });
    const isToCopy = (text: string): boolean => /^(?:Usage:|  (?:\w+ )?tsm )/.test(text);
    expect(out.split('\n').filter((one) => one.length > 60 && !isToCopy(one))).toEqual([]);
  },
);

test.each(GROUPS)(
  'help for the words that gather verbs has an example and exit codes: $name',
  async ({ name }) => {
    const { out } = await invoke(`tsm help ${name}`, '/');
    expect(out).toMatch(new RegExp(`Example:\\n  tsm ${name} [^]*Exit codes:\\n +0  done`));
  },
);

test.each([
  ['tsm schema config @dev', 'tsm schema takes no environment, so @dev has no place here', 'tsm schema'],
  ['tsm init @dev', 'tsm init takes no environment', 'tsm init --environments dev'],
  ['tsm import Procfile @dev', 'tsm import takes no environment', 'leave it out'],
  ['tsm completion bash @dev', 'tsm completion takes no environment', 'tsm completion'],
])('regression: %s passed over the environment', async (line, what, fix) => {
  const { out, err, code } = await invoke(line, '/');
  expect(err).toContain(what);
  expect(err).toContain(fix);
  expect(code).toBe(2);
  expect(out).toBe('');
});

test('doctor says that it needs a systemd', async () => {
  expect((await invoke('tsm help doctor', '/')).out).toContain('  5  there is no systemd to ask\n');
});

test.each([
  ['tsm help', 'tsm --help'],
  ['tsm -h', 'tsm --help'],
  ['tsm help start', 'tsm start --help'],
  ['tsm help daemon start', 'tsm daemon start -h'],
])('%s is %s', async (one, other) => {
  expect(await invoke(one, '/')).toEqual(await invoke(other, '/'));
});

test('help for what is no command corrects it', async () => {
  const corrected = { out: '', err: expect.stringContaining('Did you mean install?') as string, code: 2 };
  expect(await invoke('tsm help instal', '/')).toEqual(corrected);
  expect(await invoke('tsm instal --help', '/')).toEqual(corrected);
});

test('help for completion has lines that can be copied, for every shell', async () => {
  const { out } = await invoke('tsm help completion', '/');
  expect(out).toContain('  source <(tsm completion zsh)\n');
  expect(out).toContain(
    '  mkdir -p ~/.config/fish/completions\n  tsm completion fish > ~/.config/fish/completions/tsm.fish\n',
  );
});
