import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareUnits } from '../../src/unit/compare.ts';
import { parseUnit } from '../../src/unit/parse.ts';
import { runs } from './arbitrary.ts';

const changes = (before: string, after: string): unknown =>
  compareUnits(parseUnit(before), parseUnit(after)).map(({ section, key, before: old, after: fresh }) => [
    `${section}.${key}`,
    old,
    fresh,
  ]);

describe('compareUnits', () => {
  it.each([
    ['comments', '# a\n[Unit]\nDescription=x', '[Unit]\n; b\nDescription=x\n\n'],
    [
      'order of sections',
      '[Unit]\nDescription=x\n[Service]\nNice=1',
      '[Service]\nNice=1\n[Unit]\nDescription=x',
    ],
    ['order of keys', '[Service]\nNice=1\nUser=a', '[Service]\nUser=a\nNice=1'],
    ['continuations', '[Service]\nExecStart=/a \\\nb', '[Service]\nExecStart=/a  b'],
    ['a scalar said twice', '[Service]\nNice=1\nNice=2', '[Service]\nNice=2'],
    [
      'a cleared list',
      '[Service]\nEnvironment=A=1\nEnvironment=\nEnvironment=B=2',
      '[Service]\nEnvironment=B=2',
    ],
    ['an empty value', '[Service]\nExecStartPre=', '[Service]'],
    ['a scalar that is cleared', '[Service]\nMemoryMax=1G\nMemoryMax=', '[Unit]'],
  ])('does not see %s', (_, before, after) => {
    expect(changes(before, after)).toEqual([]);
    expect(changes(after, before)).toEqual([]);
  });

  it.each([
    ['a new key', '[Service]', '[Service]\nNice=1', [['Service.Nice', [], ['1']]]],
    ['a removed key', '[Service]\nNice=1', '[Service]', [['Service.Nice', ['1'], []]]],
    ['a changed value', '[Service]\nNice=1', '[Service]\nNice=2', [['Service.Nice', ['1'], ['2']]]],
    [
      'order within a list',
      '[Service]\nExecStartPre=/a\nExecStartPre=/b',
      '[Service]\nExecStartPre=/b\nExecStartPre=/a',
      [['Service.ExecStartPre', ['/a', '/b'], ['/b', '/a']]],
    ],
    [
      'the same key elsewhere',
      '[Unit]\nX=1',
      '[Service]\nX=1',
      [
        ['Service.X', [], ['1']],
        ['Unit.X', ['1'], []],
      ],
    ],
    ['values of an unknown key', '[X-Tsm]\nA=1\nA=2', '[X-Tsm]\nA=2', [['X-Tsm.A', ['1', '2'], ['2']]]],
  ])('sees %s', (_, before, after, expected) => expect(changes(before, after)).toEqual(expected));

  it('answers the same whatever the layout', () => {
    const lines = fc.array(fc.constantFrom('Nice=1', 'Nice=2', 'User=a', 'Group=b', 'MemoryMax=1G'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(lines, fc.gen(), (list, draw) => {
        const sorted = list.map((line, index) => ({ line, at: draw(fc.integer, { max: 99 }), index }));
        const keys = new Map(list.map((line) => [line.split('=')[0], line]));
        const shuffled = sorted.sort((a, b) => a.at - b.at || a.index - b.index).map(({ line }) => line);
        const last = shuffled.map((line) => keys.get(line.split('=')[0]) ?? line);
        expect(changes(`[Service]\n${list.join('\n')}`, `[Service]\n${last.join('\n')}`)).toEqual([]);
      }),
      runs,
    );
  });
});
