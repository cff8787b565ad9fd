import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseDotenv } from '../src/envfile/dotenv.ts';
import { readEnvFile } from '../src/envfile/read.ts';
import { parseSystemdEnvFile } from '../src/envfile/systemd.ts';

/** `TSM_RECORD=1` writes the table into the document. */
const recording = process.env['TSM_RECORD'] === '1';
const document = resolve(import.meta.dirname, '../docs/env-files.md');
const MARKS = ['<!-- from the test: lines -->\n', '<!-- end -->'] as const;

/** Lines as they stand in people's files; HOME is `/root`, and `B` is what is asked for where a line has one. */
const LINES: readonly string[] = [
  'A=one',
  'export A=one',
  'A = one',
  'A= one',
  'A=',
  'A=""',
  "A='two words'",
  'A="two words"',
  'A=two words',
  'A="one"two',
  'A="one" "two"',
  'A=one # comment',
  'A=one#two',
  'A="one # two"',
  '# A=one',
  '; A=one',
  'A=one; B=two',
  'A=one B=two',
  'A=$HOME/x',
  'A="$HOME/x"',
  "A='$HOME/x'",
  'A=${HOME}/x',
  'A=${NOT_SET:-x}',
  'A=$NOT_SET',
  'A=\\$HOME',
  'A="\\$HOME"',
  'A=~/x',
  'A=$(echo x)',
  'A=`echo x`',
  'A=C:\\temp\\new',
  'A="C:\\temp\\new"',
  'A="a\\nb"',
  "A='a\\nb'",
  "A=$'a\\nb'",
  'A="a\nb"',
  'A=a\\\nb',
  "A='it'\\''s'",
  'A="it\'s"',
  'A="say \\"x\\""',
  'A={"k":"v"}',
  'A=\'{"k":"v"}\'',
  'A="100%"',
  'A=one\r',
  'A=one\nA=two',
  'A+=one',
  'A.B=one',
  '1A=one',
  'A: one',
  'A=(one two)',
  'A="unclosed',
  '\uFEFFA=one',
];

test('the table of docs/env-files.md is true', async () => {
  const bash = await readWithBash(LINES);
  const rows = LINES.map((line, index) => {
    const cells = [
      bash[index] ?? '',
      shown(parseDotenv(line)),
      shown(parseSystemdEnvFile(line)),
      readWithTsm(line),
    ];
    return `| ${[code(line), ...cells].join(' | ')} |\n`;
  });
  const table = `| line | bash | dotenv | systemd | tsm |\n| --- | --- | --- | --- | --- |\n${rows.join('')}`;
  const text = await readFile(document, 'utf8');
  const [before = ''] = text.split(MARKS[0]);
  const current = `${before}${MARKS[0]}\n${table}\n${MARKS[1]}${text.split(MARKS[1])[1] ?? ''}`;
  if (recording) await writeFile(document, current);
  else expect(text).toBe(current);
});

/** A text as code in a cell of a table. */
function code(text: string): string {
  const visible = text
    .replaceAll('\uFEFF', '␣BOM␣')
    .replaceAll('\n', '⏎')
    .replaceAll('\r', '␍')
    .replaceAll('|', '\\|');
  return visible === '' ? 'empty' : visible.includes('`') ? `\`\` ${visible} \`\`` : `\`${visible}\``;
}

/** A and, where it is there, B; other names are said. */
function shown(entries: ReadonlyMap<string, string>): string {
  const cells = [...entries].map(([name, value]) =>
    name === 'A' ? code(value) : `${code(name)} is ${code(value)}`,
  );
  return cells.length === 0 ? 'nothing' : cells.join(', ');
}

function readWithTsm(text: string): string {
  const scope = {
    variables: new Map([['HOME', { value: '/root' }]]),
    pinned: new Map<string, string>(),
    directory: '/srv',
  };
  const { value, diagnostics } = readEnvFile({ file: 'x.env', text }, scope);
  if (value !== undefined) return shown(new Map(value.map((one) => [one.name, one.value])));
  return `refused: ${diagnostics.find(({ severity }) => severity === 'error')?.code}`;
}

/** Each line sourced by a bash of its own, which then says what A and B are. */
async function readWithBash(lines: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-env-'));
  try {
    return await Promise.all(lines.map((line, index) => sourceLine(join(folder, String(index)), line)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function sourceLine(file: string, line: string): Promise<string> {
  await writeFile(file, `${line}\n`);
  const script = '. "$0" 2>/dev/null; for n in A B; do [ -v $n ] && printf "%s\\0%s\\0" $n "${!n}"; done';
  const { stdout, exitCode } = await execa('/bin/bash', ['--norc', '-c', script, file], {
    env: { HOME: '/root', PATH: '/nonexistent', LC_ALL: 'C.UTF-8' },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  const fields = stdout.split('\0');
  const found = new Map(
    ['A', 'B'].flatMap((name) =>
      fields.includes(name) ? [[name, fields[fields.indexOf(name) + 1] ?? '']] : [],
    ) as [string, string][],
  );
  return exitCode === 2 && found.size === 0 ? 'an error' : shown(found);
}
