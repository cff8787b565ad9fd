import { describe, expect, test } from 'vitest';
import { measureDistance, type Situation } from '../../src/compare/stages.ts';
import { distanceText } from '../../src/compare/stages-text.ts';
import { bundleOf } from './bundles.ts';

const files = (nice: string, comment = 'x'): ReadonlyMap<string, string> =>
  new Map(
    [...bundleOf({ api: { lines: [`Nice=${nice}`] } }).files].map(([path, text]) => [
      path,
      text.replace('from x', `from ${comment}`),
    ]),
  );

const settled: Situation = {
  environment: 'dev',
  base: 'shop-dev',
  folder: 'systemd/dev',
  generation: 3,
  sources: files('1'),
  bundle: files('1'),
  installed: files('1'),
  running: new Map(),
  findings: [],
  sudo: '',
};

describe('sources, bundle and host', () => {
  test('nothing differs', () => {
    expect(distanceText(measureDistance(settled))).toBe(
      '@dev  systemd/dev, generation 3 on this host\n  nothing differs\n',
    );
  });

  test('each gap has the command that closes it', () => {
    const finding = {
      unit: 'shop-dev-api.service',
      text: 'restart pending',
      command: 'tsm restart api @dev',
    };
    const apart = {
      ...settled,
      sources: files('3'),
      bundle: files('2'),
      running: new Map([['shop-dev-api.service', ['restart-pending']]]),
      findings: [finding],
      sudo: 'sudo ',
    };
    expect(distanceText(measureDistance(apart))).toMatchInlineSnapshot(`
      "@dev  systemd/dev, generation 3 on this host
                              sources   bundle   host
                              → bundle  → host   → running
        shop-dev-api.service  changed   changed  restart-pending
        4 more files the same, as far as can be seen
        systemd/dev is not what the sources say: 1 file
            tsm generate @dev
        what is installed is not what the bundle says: 1 file
            sudo tsm install @dev
        shop-dev-api.service: restart pending
            tsm restart api @dev
      "
    `);
  });

  test('comments alone are told from changes', () => {
    const { files: rows } = measureDistance({ ...settled, sources: files('1', 'y') });
    expect(rows.find(({ path }) => path === 'shop-dev-api.service')?.bundle).toBe('comments');
  });

  test('files that one side lacks', () => {
    const { files: rows } = measureDistance({ ...settled, bundle: new Map([['old.service', 'x']]) });
    const steps = rows.map(({ path, bundle, installed }) => [path, bundle, installed]);
    expect(steps).toContainEqual(['old.service', 'extra', 'missing']);
    expect(steps).toContainEqual(['shop-dev-api.service', 'missing', 'extra']);
  });

  test('what is not there is unknown, and a host that never had it is no gap', () => {
    const away = measureDistance({
      ...settled,
      sources: undefined,
      installed: undefined,
      running: undefined,
      generation: undefined,
    });
    expect(away.gaps).toEqual([]);
    expect(distanceText(away)).toBe('@dev  systemd/dev, not installed on this host\n  nothing differs\n');
    expect(measureDistance({ ...settled, bundle: undefined, folder: undefined }).gaps).toEqual([
      { between: 'sources and bundle', text: 'there is no bundle yet', command: 'tsm generate @dev' },
    ]);
  });
});
