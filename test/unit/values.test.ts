import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directiveOf } from '../../src/unit/directives/table.ts';
import { validateValue } from '../../src/unit/values.ts';
import { runs } from './arbitrary.ts';
import { valueCases } from './values.cases.ts';

const verdict = (section: string, key: string, value: string, version = 252): string | undefined => {
  const facts = directiveOf(section, key);
  if (facts === undefined) throw new Error(`${section} ${key} is no directive`);
  return validateValue(facts.kind, value, version);
};

describe.each(valueCases)('$key', ({ key, section = 'Service', good, bad }) => {
  it.each(good.map((value) => [value]))('takes %j', (value) =>
    expect(verdict(section, key, value)).toBeUndefined(),
  );
  it.each(bad.map((value) => [value]))('refuses %j', (value) =>
    expect(verdict(section, key, value)).toMatch(/it must /),
  );
});

describe('values newer than their key', () => {
  it.each([
    ['Type', 'notify-reload', 253],
    ['Type', 'exec', 240],
    ['PrivateTmp', 'disconnected', 257],
    ['RestartMode', 'debug', 257],
    ['SystemCallFilter', '@sandbox', 254],
  ])('%s=%s', (key, value, since) => {
    expect(verdict('Service', key, value, since)).toBeUndefined();
    expect(verdict('Service', key, value, since - 1)).toMatch(/it must be known to systemd/);
  });
});

/** A quoted word more, and the line is read word by word. */
const plainly = fc
  .array(fc.constantFrom(...'/ab.:=,@+-_ ', '/usr/bin/env', ' node', '..', '/.', 'é', '%h', '$A', "'"), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

it('a command that is plain is judged as one that is read word by word', () => {
  fc.assert(
    fc.property(plainly, (value) => {
      const judged = verdict('Service', 'ExecStart', `/x${value}`);
      expect(judged).toBe(verdict('Service', 'ExecStart', `/x${value} "y"`));
    }),
    runs,
  );
});
