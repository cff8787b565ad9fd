import { config, GOOD, tsm, type HostileCase } from './case.ts';

const named = (name: string): HostileCase['files'] => config([{ name, command: 'node x.js' }]);

/** Names of services, units and environments. */
export const NAMES: Readonly<Record<string, HostileCase>> = {
  'an @': { files: named('a@b'), ends: 'invalid-value' },
  'a slash': { files: named('a/b'), ends: 'invalid-value' },
  'a way up': { files: named('../../../outside/x'), ends: 'invalid-value' },
  'a backslash': { files: named('a\\b'), ends: 'invalid-value' },
  'a leading dash': { files: named('-rf'), ends: 'invalid-value' },
  'a leading dot': { files: named('.hidden'), ends: 'invalid-value' },
  'dots alone': { files: named('..'), ends: 'invalid-value' },
  'a trailing dash': { files: named('a-'), ends: 'unit-name-invalid' },
  '300 characters': { files: named('a'.repeat(300)), ends: 'unit-name-invalid' },
  'a percent sign': { files: named('a%h'), ends: 'invalid-value' },
  'letters beyond ASCII': { files: named('café'), ends: 'invalid-value' },
  'names that differ by case': {
    files: config([
      { name: 'Api', command: 'node x.js' },
      { name: 'api', command: 'node x.js' },
    ]),
    ends: 'duplicate-service',
  },
  'names that differ by their Unicode form': {
    files: { ...tsm(GOOD, 'caf\u00e9'), 'services/cafe\u0301.tsm': GOOD },
    ends: 'unit-name-invalid',
  },
  'files whose names differ by case': {
    files: { ...tsm(GOOD, 'Api'), 'services/api.tsm': GOOD },
    ends: 'duplicate-service',
  },
  'a file name with a line feed': { files: tsm(GOOD, 'a\n[Evil]\nb'), ends: 'unit-name-invalid' },
  'a file name with a blank': { files: tsm(GOOD, 'a b'), ends: 'unit-name-invalid' },
  'a file name with a leading dash': { files: tsm(GOOD, '-rf'), ends: 'clean' },
  'TSM_NAME with a way up': { files: tsm(`${GOOD}TSM_NAME=../../outside/x\n`), ends: 'unit-name-invalid' },
  'TSM_NAME with an @': { files: tsm(`${GOOD}TSM_NAME=a@b\n`), ends: 'unit-name-invalid' },
  'a unit of the distribution': {
    files: config([{ name: 'ssh', command: 'node x.js' }], { project: 'ssh' }),
    ends: 'unit-name-invalid',
  },
  'an environment with a way up': {
    files: config([{ name: 'shop', command: 'x' }], { environments: { '../../outside': { root: '/srv' } } }),
    ends: 'invalid-value',
  },
  'an environment that is __proto__': {
    files: {
      'tsm.config.json':
        '{"project":"shop","services":[{"name":"shop","command":"x"}],"environments":{"__proto__":{"root":"/srv"}}}',
    },
    ends: 'invalid-key',
  },
  'a base with a way up': {
    files: config([{ name: 'shop', command: 'x' }], {
      environments: { production: { root: '/srv', base: '../x' } },
    }),
    ends: 'invalid-value',
  },
};
