import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { loadLayouts } from '../../src/unit/layouts.ts';

describe('a health check that is a URL without its scheme is asked as one', () => {
  test.each([
    'localhost:8000/health',
    '127.0.0.1:8000',
    '[::1]:8000/',
    'localhost:${TSM_PORT}/x?y=1',
    'localhost/up',
    'shop.example.org:80/',
  ])('%s', (health) => {
    const { manifest } = compiled({ port: 8000, health });
    expect(manifest).toContain(`"health": "http://${health.replace('${TSM_PORT}', '8000')}"`);
  });

  test.each(['./health.sh', 'curl -f localhost:8000/health', 'redis-cli ping', 'health', 'bin/health:8000'])(
    '%s is a command',
    (health) => expect(compiled({ port: 8000, health }).manifest).toContain(`"health": "${health}"`),
  );
});

describe('what is declared public', () => {
  const unit = {
    Service: { Environment: 'API_KEY=abcdef123456 MODE=x', ExecStopPost: '/bin/notify --key=1' },
  };

  test('may stand in a directive', () => {
    expect(compiled({ unit, public: ['API_KEY'] }).errors).toEqual([]);
  });

  test('is that name alone', () => {
    expect(compiled({ unit, public: ['MODE'] }).errors).toEqual(['secret-literal']);
  });
});

describe('a command that puts itself into the background', () => {
  test('is refused', () =>
    expect(compiled({ command: 'node a.js &' }).errors).toEqual(['command-in-background']));

  test('is what a forking service does', () =>
    expect(
      compiled({ command: 'node a.js &', type: 'forking', unit: { Service: { PIDFile: '/run/a.pid' } } })
        .errors,
    ).toEqual([]));
});

const layouts = loadLayouts();

function compiled(settings: object): { readonly errors: readonly string[]; readonly manifest: string } {
  const { value, diagnostics } = compile(
    {
      configFile: 'tsm.config.json',
      config: {
        project: 'shop',
        services: [{ name: 'shop', command: 'node server.js', ...settings }],
        environments: { production: { root: '/srv/shop', user: 'shop' } },
      },
      find: () => [],
      read: () => ({ missing: true }),
      probe: () => ({ exists: true, executable: true }),
      committedPorts: () => ({ value: new Map(), diagnostics: [] }),
    },
    layouts,
  );
  return {
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    manifest: value?.bundles[0]?.files.get('tsm.json') ?? '',
  };
}
