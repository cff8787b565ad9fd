import { expect, test } from 'vitest';
import { planEnablement } from '../../src/host/enablement.ts';
import { ENABLED, observed } from './shop.ts';

const planned = async (verb: 'enable' | 'disable', unit: string | undefined, enabled = ENABLED) => {
  const { bundle, system } = await observed([], enabled);
  const { plan, outcomes, decided } = planEnablement(verb, unit, bundle, system);
  return {
    actions: plan.actions.map((action) => Object.values(action).join(' ')),
    results: outcomes.map(({ unit: name, result }) => `${name} ${result}`),
    decided,
  };
};

test('a service gets its link, systemd is told once, install remembers', async () => {
  expect(await planned('enable', 'shop-extra.service')).toEqual({
    actions: ['enable shop-extra.service shop.target', 'daemon-reload'],
    results: ['shop-extra.service enabled'],
    decided: ['shop-extra.service'],
  });
});

test('what is so already costs nothing', async () => {
  expect((await planned('enable', 'shop.service')).actions).toEqual([]);
  expect((await planned('disable', 'shop-extra.service')).actions).toEqual([]);
});

test('a service with a timer is enabled by its timer', async () => {
  expect((await planned('disable', 'shop-backup.service')).actions).toEqual([
    'disable shop-backup.timer shop.target',
    'daemon-reload',
  ]);
});

test('the whole: a single unit that the operator disabled stays so', async () => {
  const enabled = ENABLED.filter((unit) => unit !== 'shop-web.service');
  const { actions, results } = await planned('enable', undefined, enabled);
  expect(actions).toEqual([]);
  expect(results).toContain('shop-web.service left');
});

test('the whole: the target alone comes back alone', async () => {
  const { actions } = await planned(
    'enable',
    undefined,
    ENABLED.filter((unit) => unit !== 'shop.target'),
  );
  expect(actions).toEqual(['enable shop.target default.target', 'daemon-reload']);
});

test('the whole, disabled: all that starts by itself comes back', async () => {
  const { actions } = await planned('enable', undefined, []);
  expect(actions.toSorted()).toEqual([
    'daemon-reload',
    'enable shop-backup.timer shop.target',
    'enable shop-web.service shop.target',
    'enable shop.service shop.target',
    'enable shop.target default.target',
  ]);
});

test('disabling the whole takes every link', async () => {
  const { results } = await planned('disable', undefined);
  expect(results.toSorted()).toEqual(ENABLED.map((unit) => `${unit} disabled`).toSorted());
});
