import { describe, expect, test } from 'vitest';
import { CODES } from '../../src/doctor/codes.ts';
import type { DoctorCode } from '../../src/doctor/code.ts';
import { orderFindings } from '../../src/doctor/order.ts';
import { shellQuote } from '../../src/diagnostics/shell-quote.ts';
import { commandLine, type Raw } from '../../src/doctor/raw.ts';
import { execFileSync } from 'node:child_process';

const raw = (code: DoctorCode, units: readonly string[] = [], environment: string | null = 'live'): Raw => ({
  code,
  environment,
  units,
  what: `${code} of ${units.join()}`,
  steps: [],
});

const order = (...all: readonly Raw[]): readonly string[] =>
  orderFindings(all).map(({ raw: { code, units }, because }) =>
    [...(because === null ? [] : [`${because} →`]), code, ...units].join(' '),
  );

describe('causes before symptoms', () => {
  test('a symptom stands behind its cause, whatever the order they were found in', () => {
    expect(order(raw('failed', ['a']), raw('working-directory-missing', ['a']))).toEqual([
      'working-directory-missing a',
      'working-directory-missing → failed a',
    ]);
  });

  test('another unit fails for another reason', () => {
    expect(order(raw('failed', ['b']), raw('working-directory-missing', ['a']))).toEqual([
      'working-directory-missing a',
      'failed b',
    ]);
  });

  test('the host explains units of every environment, an environment those of its own', () => {
    expect(order(raw('failed', ['a']), raw('disk-full', [], null))).toEqual([
      'disk-full',
      'disk-full → failed a',
    ]);
    expect(order(raw('missing', ['a']), raw('store-damaged', [], 'other'))).toEqual([
      'store-damaged',
      'missing a',
    ]);
  });

  test('what is off about a unit itself is a nearer cause than the host', () => {
    expect(order(raw('failed', ['a']), raw('disk-full', [], null), raw('program-missing', ['a']))).toEqual([
      'disk-full',
      'program-missing a',
      'program-missing → failed a',
    ]);
  });

  test('an error is told before a warning, and a warning before a note', () => {
    expect(order(raw('edited', ['a']), raw('stopped', ['a']), raw('port-held', ['b']))).toEqual([
      'port-held b',
      'stopped a',
      'edited a',
    ]);
  });

  test('regression: a warning stood below the error that it accounts for', () => {
    const all = [raw('port-held', ['b']), raw('failed', ['a']), raw('store-edited', ['a'])];
    expect(order(...all)).toEqual(['store-edited a', 'store-edited → failed a', 'port-held b']);
    expect(orderFindings(all)[0]?.raw.severity).toBe('error');
  });

  test('what explains nothing of all that its code does, explains nothing', () => {
    expect(order(raw('failed', ['a']), { ...raw('store-edited'), explains: [] })).toEqual([
      'failed a',
      'store-edited',
    ]);
  });

  test('a chain ends at its first cause', () => {
    expect(
      order(raw('failed', ['a']), raw('program-missing', ['a']), raw('working-directory-missing', ['a'])),
    ).toEqual([
      'working-directory-missing a',
      'working-directory-missing → program-missing a',
      'working-directory-missing → failed a',
    ]);
  });

  test('what several units share is told once', () => {
    const one = { ...raw('program-missing', ['a']), what: 'its program node is missing' };
    expect(order(one, { ...one, units: ['b'] })).toEqual(['program-missing a b']);
  });

  test('a regression: what looks the same of two units is not explained by a cause of one of them', () => {
    const failed = (unit: string): Raw => ({ ...raw('failed', [unit]), what: 'it has exited with 1' });
    expect(order(failed('web'), failed('clock'), raw('port-held', ['web']))).toEqual([
      'port-held web',
      'port-held → failed web',
      'failed clock',
    ]);
  });

  test.each(['masked', 'failed', 'stopped', 'missing'] as const)(
    'regression: what needs a unit was a cause of its own while that one is %s',
    (code) => {
      const b = { ...raw('stopped', ['b']), behind: ['a'] };
      expect(order(b, raw(code, ['a']))).toEqual([`${code} a`, `${code} → stopped b`]);
      expect(order(b, raw(code, ['c']))).toContain('stopped b');
      expect(order(b, raw('edited', ['a']))).toEqual(['stopped b', 'edited a']);
    },
  );

  test('symptoms of the same cause that read alike are told once', () => {
    const failed = (unit: string): Raw => ({ ...raw('failed', [unit]), what: 'it has exited with 1' });
    expect(order(failed('a'), failed('b'), raw('disk-full', [], null))).toEqual([
      'disk-full',
      'disk-full → failed a b',
    ]);
  });

  test('regression: a closed folder was told for each path below it, and started one service of all', () => {
    const closed = (unit: string, path: string): Raw => ({
      ...raw('path-closed', [unit]),
      at: '/srv o+x',
      what: `${path} cannot be used`,
      steps: [['chmod', 'o+x', '/srv']],
    });
    const all = [closed('a', '/srv/a'), closed('a', '/srv/x'), closed('b', '/srv/b'), raw('failed', ['b'])];
    const [first, ...more] = orderFindings(all);
    expect(first?.raw).toMatchObject({
      what: '/srv/a cannot be used; so it is with 2 more',
      units: ['a', 'b'],
      steps: [['chmod', 'o+x', '/srv']],
    });
    expect(more.map(({ because }) => because)).toEqual(['path-closed']);
    expect(first?.symptoms).toHaveLength(1);
  });

  test('what mends each of several units is done for each, what mends all of them once', () => {
    const about = (unit: string): Raw => ({
      ...raw('files-newer', [unit]),
      what: 'main.js is newer',
      steps: [['chmod', 'a+x', '/x'], `tsm restart ${unit} @live`],
    });
    const [first] = orderFindings([about('a'), about('b')]);
    expect(first?.raw.steps).toEqual([['chmod', 'a+x', '/x'], 'tsm restart a @live', 'tsm restart b @live']);
  });
});

describe('the table of codes', () => {
  test('no code explains itself, not even in a circle', () => {
    const below = (code: DoctorCode, seen: readonly DoctorCode[]): readonly string[] =>
      (CODES[code].explains ?? []).flatMap((next) =>
        seen.includes(next) ? [[...seen, next].join(' → ')] : below(next, [...seen, next]),
      );
    expect((Object.keys(CODES) as DoctorCode[]).flatMap((code) => below(code, [code]))).toEqual([]);
  });

  test('every reason is whole sentences', () => {
    expect(Object.values(CODES).filter(({ why }) => !/^[A-Za-z].*\.$/.test(why))).toEqual([]);
  });
});

describe('commands', () => {
  test('a shell reads the words back as they were', () => {
    const words = ['plain', 'two words', "it's", '$HOME', '*', 'a;b', '', 'ünï', 'line\nline', '~'];
    const said = execFileSync('bash', ['-c', `printf '%s\\0' ${words.map(shellQuote).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(said.split('\0').slice(0, -1)).toEqual(words);
  });

  test('sudo stands before each command that is ours to prefix', () => {
    expect(commandLine([['mkdir', '/a b'], 'sudo tsm start web @live'], true)).toBe(
      "sudo mkdir '/a b' && sudo tsm start web @live",
    );
  });
});
