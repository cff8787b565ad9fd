import { describe, expect, test } from 'vitest';
import type { EnvironmentExam } from '../../src/doctor/examine.ts';
import { withNeededUnits } from '../../src/doctor/needed-units.ts';
import type { Raw } from '../../src/doctor/raw.ts';

const UNITS: Readonly<Record<string, string>> = {
  'a.service': '[Unit]\nRequires=b.service\n[Service]\nSlice=shop.slice\n',
  'b.service': '[Unit]\nBindsTo=c.service nowhere.service\nWants=d.service\n',
  'c.service': '',
  'd.service': '[Unit]\nRequires=e.service\n',
  'e.service': '[Unit]\nRequires=d.service\n',
  'f.service': '',
  'f.socket': '',
};

const exam = {
  bundle: {
    manifest: {
      slice: 'shop.slice',
      files: Object.keys(UNITS),
      units: { 'f.service': { triggers: ['f.socket'] } },
    },
    files: new Map(Object.entries(UNITS)),
  },
  edits: new Map([['/x', { sets: [{ section: 'Unit', key: 'Requisite', value: 'a.service' }] }]]),
  facts: {
    system: {
      units: new Map<string, object>([
        ['c.service', { dropIns: [] }],
        ['f.service', { dropIns: ['/x'] }],
        ['f.socket', { dropIns: [], result: 'service-start-limit-hit' }],
      ]),
    },
  },
} as object as EnvironmentExam;

const behind = (code: Raw['code'], unit: string): readonly string[] =>
  [
    ...(withNeededUnits({ code, environment: 'live', units: [unit], what: '', steps: [] }, exam).behind ??
      []),
  ].sort();

describe('units that one cannot be up without', () => {
  test('what it requires, and what that requires, of its own environment', () => {
    expect(behind('stopped', 'a.service')).toEqual(['b.service', 'c.service', 'shop.slice']);
    expect(behind('stopped', 'c.service')).toEqual([]);
  });

  test('what an edit requires', () => {
    expect(behind('stopped', 'f.service')).toEqual(['a.service', 'b.service', 'c.service']);
  });

  test('one that fails does so by itself, but for its slice', () => {
    expect(behind('failed', 'a.service')).toEqual(['shop.slice']);
    expect(behind('edited', 'a.service')).toEqual([]);
  });

  test('of two that require each other neither', () => {
    expect(behind('stopped', 'd.service')).toEqual([]);
  });

  test('regression: a socket that gave up with its service was a second cause', () => {
    expect(behind('failed', 'f.socket')).toEqual(['f.service']);
  });
});
