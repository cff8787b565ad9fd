import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import type { Sources } from '../../src/config/sources.ts';
import { loadLayouts } from '../../src/unit/layouts.ts';

/** Array methods that look at one element after the other. Their steps, and looks into maps, are the same number on every computer. */
const WALKS = ['find', 'findIndex', 'findLast', 'includes', 'indexOf', 'some', 'every', 'filter'] as const;

type Service = Readonly<Record<string, unknown>>;
type Overrides = (name: string) => Service | undefined;

describe('twice the services are twice the work', () => {
  test.each<[string, (n: number) => Service, Overrides?]>([
    ['fixed ports', (n) => ({ port: 10_000 + n })],
    ['ports to give out', () => ({ port: '8000+' })],
    ['environment variables', (n) => ({ env: { A: `${n}`, HERE: '${HOME}/x' } })],
    ['a dependency', (n) => (n === 0 ? {} : { depends: ['s0'] })],
    ['what the environment says of each', () => ({}), () => ({ restart: { delay: '1s' } })],
  ])('%s', (_, settings, overrides) => {
    const [few, many] = [stepsFor(200, settings, overrides), stepsFor(400, settings, overrides)];
    expect(many / few).toBeLessThan(2.3);
  });
});

function stepsFor(size: number, settings: (n: number) => Service, overrides: Overrides = () => undefined) {
  const services = Array.from({ length: size }, (_, n) => ({
    name: `s${n}`,
    command: `node a.js ${n}`,
    ...settings(n),
  }));
  const said = Object.fromEntries(services.map(({ name }) => [name, overrides(name)] as const));
  const own = Object.fromEntries(Object.entries(said).filter(([, one]) => one !== undefined));
  const config = { project: 'shop', services, environments: { dev: { root: '/srv/shop', services: own } } };
  const compiled = counting(() => compile(sourcesOf(config), loadLayouts()));
  expect(compiled.result.diagnostics).toEqual([]);
  expect(compiled.result.value?.services).toHaveLength(size);
  return compiled.steps;
}

function counting<T>(work: () => T): { readonly result: T; readonly steps: number } {
  const prototype = Array.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = WALKS.map((name) => [name, prototype[name]!] as const);
  let steps = 0;
  for (const [name, original] of originals)
    prototype[name] = function (this: unknown[], ...args) {
      steps += this.length;
      return original.apply(this, args);
    };
  const maps: { has: (key: unknown) => boolean } = Map.prototype;
  const { has } = maps;
  maps.has = function (key) {
    steps++;
    return has.call(this, key);
  };
  try {
    const result = work();
    return { result, steps };
  } finally {
    maps.has = has;
    for (const [name, original] of originals) prototype[name] = original;
  }
}

const sourcesOf = (config: unknown): Sources => ({
  config,
  configFile: 'tsm.config.json',
  find: () => [],
  read: () => ({ missing: true }),
  probe: () => ({ exists: false, executable: false }),
  committedPorts: () => ({ value: new Map(), diagnostics: [] }),
});
