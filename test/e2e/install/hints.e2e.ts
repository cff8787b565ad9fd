import { describe, expect, test } from 'vitest';
import { skip } from '../host.ts';
import { succeed } from '../put-into-service.ts';
import { generate, sleeps } from './shop.ts';
import { machineWithTsm, tsmEnds } from './tsm-machine.ts';

describe.skipIf(skip)('what is hinted at reaches no further than what was meant', () => {
  const machine = machineWithTsm();
  const setToken = () =>
    succeed(machine(), ['sh', '-c', 'cd /srv/shop && echo v | tsm secrets set TOKEN @live 2>&1']);
  const ends = (line: string, code = 0) => tsmEnds(machine(), line, code);
  const job = sleeps('0', { type: 'oneshot', autostart: false, secrets: ['TOKEN'] });
  const shop = sleeps('infinity', { secrets: ['TOKEN'] });

  test('regressions of a first install, step by step', async () => {
    await generate(machine(), { services: { shop, job } });
    const planned = await ends('install --dry-run', 1);
    expect(planned).toMatch(/^@live \(shop\): first install, generation 1\n/);
    expect(planned.match(/\[secret-missing\]/g)).toHaveLength(1);
    expect(planned).toContain('tsm secrets set TOKEN @live\n');
    await setToken();
    expect(await ends('install --settle 0')).toContain('Next: tsm start @live\n');
    expect(await ends('install --now --settle 0')).toContain('Next: tsm status @live, tsm logs @live\n');
    const said = await setToken();
    expect(said).toContain('until it restarts: tsm install @live, or tsm restart shop @live\n');
    expect(await ends('disable shop')).toContain('until it is stopped: tsm stop shop @live\n');
    await ends('enable shop');
  }, 120_000);

  test('a regression: between the steps it is said what failed', async () => {
    await generate(machine(), { services: { shop: { command: 'false', secrets: ['TOKEN'] }, job } });
    const said = await ends('install --settle 500ms', 4);
    expect(said).toMatch(/ {2}restart [^\n]*\n {2}failed, going back: shop\.service [^\n]*\n {2}\w/);
    expect(said).toContain('@live went back to what generation 1 said.');
  }, 120_000);
});
