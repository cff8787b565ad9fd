import { array, constantFrom, sample } from 'fast-check';
import { execa } from 'execa';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { parseSystemdEnvFile } from '../../src/envfile/systemd.ts';

const read = (text: string) => Object.fromEntries(parseSystemdEnvFile(text));

describe('the grammar of EnvironmentFile=', () => {
  test.each<[string, Record<string, string>]>([
    ['', {}],
    ['A=1', { A: '1' }],
    ['A=1\nB=2\r\nC=3\n', { A: '1', B: '2', C: '3' }],
    ['  A = 1 2  \n', { A: '1 2' }],
    ['# c\n; c\nA=1 # kept', { A: '1 # kept' }],
    ['A=1; B=2', { A: '1; B=2' }],
    ['# c \\\nA=1', { A: '1' }],
    ['A="x" y', { A: 'xy' }],
    ["A='it'\\''s'", { A: "it''s'" }],
    ['A=C:\\x', { A: 'C:x' }],
    ['A=a\\\n  b', { A: 'a  b' }],
    ['A=a\\ ', { A: 'a ' }],
    ['A="a\\"b\\\\c\\$d\\`e\\f"', { A: 'a"b\\c$d`e\\f' }],
    ['A="a\\\nb"', { A: 'ab' }],
    ["A='a\\\nb'", { A: 'a\\\nb' }],
    ['A="x\ny"\nB=z', { A: 'x\ny', B: 'z' }],
    ['A="unterminated\nB=2\n', { A: 'unterminated\nB=2\n' }],
    ['export A=1\nMY-KEY=2\n1A=3\nA', {}],
    ['A=1\nB=2\nA=3', { A: '3', B: '2' }],
    ['A=\nB=""', { A: '', B: '' }],
    ["A=$'x'${B}", { A: "$'x'${B}" }],
    ['\uFEFFA=1\nB=2', { B: '2' }],
  ])('%j', (text, entries) => {
    expect(read(text)).toEqual(entries);
  });
});

// prettier-ignore
const ALPHABET = [
  'A', 'B', '=', '=', '\n', '\n', ' ', '\t', '\r', '"', '"', "'", "'", '\\', '\\\n', '#', ';', '$', '`',
  'A=', 'B="', '\nA=', "\nB='", 'x', 'é', '\x01', ':',
];
const PARSER = fileURLToPath(new URL('load-env-file.py', import.meta.url));
/** Comments that end in a backslash swallow the next line there: the parser of before v254. */
const swallows = (text: string) => /[#;][^\n\r]*\\[\n\r]/.test(text);
const libraries = globSync('/usr/lib/*/systemd/libsystemd-shared-*.so', { absolute: true });

test.skipIf(libraries.length === 0)('the model reads what the parser of this machine reads', async () => {
  const seed = Number(process.env['TSM_SEED'] ?? Date.now() % 2 ** 31);
  const texts = sample(
    array(constantFrom(...ALPHABET), { maxLength: 14 }).map((parts) => parts.join('')),
    { numRuns: Number(process.env['TSM_FUZZ_RUNS'] ?? 1500), seed },
  ).filter((text) => !swallows(text));
  const { stdout } = await execa('python3', [PARSER], { input: texts.join('\0') });
  const real = (JSON.parse(stdout) as string[][]).map((entries) =>
    entries.filter((entry) => /^[A-Za-z_]\w*=/.test(entry)),
  );
  const wrong = texts.flatMap((text, index) => {
    const ours = [...parseSystemdEnvFile(text)].map((entry) => entry.join('='));
    const theirs = real[index] ?? [];
    return ours.toSorted().join('\0') === theirs.toSorted().join('\0') ? [] : [{ text, ours, theirs }];
  });
  expect({ seed, wrong: wrong.slice(0, 5) }).toEqual({ seed, wrong: [] });
});
