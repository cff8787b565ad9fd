import { execa } from 'execa';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withOwnName } from '../../src/import/specifiers.ts';
import { execText } from '../../src/import/exec-text.ts';
import { mergeUnit } from '../../src/import/unit-merge.ts';
import { execWords, splitVariable } from '../../src/unit/exec-words.ts';
import { parseUnit } from '../../src/unit/parse.ts';
import { commandOf, readTree, withCopy } from '../fixtures/fixture.ts';
import { invoke } from '../commands/invoke.ts';

const folder = resolve(import.meta.dirname, '../fixtures/import/systemd');

/** Directives that stand elsewhere or under another name afterwards, each of which has a fixture that shows where. */
const ELSEWHERE = new Set([
  'Unit.PartOf',
  'Unit.DefaultDependencies',
  'Unit.StartLimitInterval',
  'Service.StartLimitBurst',
  'Service.MemoryLimit',
  'Service.CPUShares',
  'Service.Restrat',
  'Service.X-Note',
  'Service.Environment',
  'Service.Slice',
  'Timer.Unit',
  'Path.Unit',
  // What systemd does not take is not taken over.
  'Service.StandardOutput',
]);
/** What a trigger is called here, where it starts a service of another name; nothing for what starts none of the folder. */
const TRIGGERS: Readonly<Record<string, string | undefined>> = {
  'inbox.path': 'take.path',
  'gone.path': undefined,
};
/** They name the unit by the name that it has here. */
const TITLES = new Set(['Description', 'OnFailure', 'OnSuccess']);
const OWN_SECTIONS = new Set(['Install', 'X-Own']);

/** Importing a unit and generating gives its directives back, beside those that tsm adds. */
describe('a unit comes back with the same directives', async () => {
  test.each(await readdir(folder))('%s', async (name) => {
    await withCopy(join(folder, name, 'input'), async (copy) => {
      expect((await invoke(await commandOf(join(folder, name)), copy)).code).toBe(0);
      expect((await invoke('tsm generate', copy)).code).toBe(0);
      const before = await originals(copy);
      expect(before.length).toBeGreaterThan(0);
      for (const { unit, path, text } of before) {
        const called = unit in TRIGGERS ? TRIGGERS[unit] : unit.replace('@', '-');
        if (called === undefined) continue;
        const after = parseUnit(await readFile(await generated(copy, called), 'utf8'));
        const merged = mergeUnit(unit, text, {
          read: (file) => files.get(join(path, file)),
          exists: () => false,
          list: (sub) =>
            [...files.keys()]
              .filter((file) => file.startsWith(`${join(path, sub)}/`))
              .map((file) => file.slice(join(path, sub).length + 1)),
        });
        for (const [section, keys] of merged.unit)
          for (const [key, values] of keys) {
            if (OWN_SECTIONS.has(section) || ELSEWHERE.has(`${section}.${key}`)) continue;
            if (section === 'Unit' && /\.(?:timer|socket|path)$/.test(unit)) continue;
            const now = (after.sections.get(section)?.get(key) ?? []).map(({ value }) => value);
            const named = values.map(
              (value) => withOwnName(value, unit, TITLES.has(key) ? 'instance' : 'name') ?? value,
            );
            if (key === 'ExecStart') sameCommand(values, now);
            else if (['After', 'Wants', 'Requires'].includes(key)) sameUnits(named, now);
            else {
              expect(now, `${unit} ${key}=`).toEqual(expect.arrayContaining(named));
            }
          }
      }
    });
  });

  let files: ReadonlyMap<string, string> = new Map();
  async function originals(copy: string) {
    files = await readTree(copy);
    return [...files]
      .filter(
        ([path]) =>
          /\.(?:service|timer|socket|path)$/.test(path) &&
          !path.startsWith('systemd/') &&
          !path.includes('@.'),
      )
      .map(([path, text]) => ({
        unit: path.split('/').at(-1) ?? '',
        path: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.',
        text,
      }));
  }
});

async function generated(copy: string, unit: string): Promise<string> {
  const bundle = join(copy, 'systemd/production');
  const found = (await readdir(bundle)).find((file) => file.endsWith(`-${unit}`));
  if (found === undefined) throw new Error(`${unit} did not come back`);
  return join(bundle, found);
}

/** The same words, unless a shell has to fill some in. */
function sameCommand(before: readonly string[], after: readonly string[]): void {
  if (before.length > 1 || /[$]|%[A-Za-z]/.test(before.join()) || /^[-@+!|:]/.test(before[0] ?? ''))
    return expect(after).toHaveLength(1);
  expect(execWords(after[0] ?? '')).toEqual(execWords(before[0] ?? ''));
}

/** Units of the project have the project's names afterwards. */
function sameUnits(before: readonly string[], after: readonly string[]): void {
  const words = (values: readonly string[]): readonly string[] => values.flatMap((value) => value.split(' '));
  for (const unit of words(before))
    expect(words(after).some((one) => one === unit || one.endsWith(`-${unit}`) || isOwn(one, unit))).toBe(
      true,
    );
}

/** A trigger of the service itself. */
const isOwn = (one: string, unit: string): boolean => one === `%N${unit.slice(unit.lastIndexOf('.'))}`;

describe('regression: a variable that is a word kept its quotes, and a glob in it was filled in', () => {
  const service = { unit: 'a.service', scope: 'system', variables: new Map<string, string>() } as const;
  test.each([
    String.raw`-retry-join '192.168.0.12' -label 'a b' -glob * "x y"z`,
    String.raw`a\ b $HOME \$(id) ~ {a,b}`,
    '',
    "  '' x ",
  ])('%j', async (value) => {
    const made = execText(['printf <%%s> - $FLAGS'], service);
    const { stdout } = await execa('bash', ['-c', 'text' in made ? made.text : ''], {
      env: { FLAGS: value },
    });
    const known = execText(['printf <%%s> - $FLAGS'], { ...service, variables: new Map([['FLAGS', value]]) });
    const other = await execa('bash', ['-c', 'text' in known ? known.text : '']);
    expect(stdout).toBe(['-', ...splitVariable(value)].map((word) => `<${word}>`).join(''));
    expect(other.stdout).toBe(stdout);
  });
});
