import { beforeAll, describe, expect, it } from 'vitest';
import { directiveOf } from '../../../src/unit/directives/table.ts';
import { validateValue } from '../../../src/unit/values.ts';
import { valueCases } from '../../unit/values.cases.ts';
import { stricter } from './deviations.ts';
import { systemdVersion, verifyAll } from './verify.ts';

const trials = valueCases.flatMap(({ section = 'Service', key, good, bad }) =>
  [...good, ...bad].map((value) => ({ section, key, value })),
);

describe('our verdict on a value is that of systemd', () => {
  let said: readonly (string | undefined)[] = [];
  let version = 0;
  beforeAll(async () => {
    version = await systemdVersion();
    said = await verifyAll(trials);
  });

  it.each(trials.map(({ section, key, value }, index) => [key, value, section, index] as const))(
    '%s=%s',
    (key, value, section, index) => {
      const facts = directiveOf(section, key);
      if (facts === undefined || facts.since > version) return;
      const refused = validateValue(facts.kind, value, version) !== undefined;
      if (refused && said[index] === undefined)
        expect(stricter[key]?.[value], 'a deviation with its reason').toBeDefined();
      else
        expect({ refused, said: said[index] }).toEqual({ refused, said: refused ? said[index] : undefined });
    },
  );
});
