import type { Hostile } from './project.ts';

export interface HostileCase {
  readonly files: Readonly<Record<string, Hostile>>;
  /** The code of the error, or `clean` when the units are as they should be. */
  readonly ends: string;
}

const config = (services: unknown, more: object = {}): Readonly<Record<string, string>> => ({
  'tsm.config.json': JSON.stringify({
    project: 'shop',
    services,
    environments: { production: { root: '/srv/shop' } },
    ...more,
  }),
});

const named = (name: string): HostileCase['files'] => config([{ name, command: 'node x.js' }]);
const GLOB = config('services/*.tsm');
const GOOD = 'TSM_COMMAND="node x.js"\n';
const tsm = (file: Hostile, name = 'shop'): HostileCase['files'] => ({
  ...GLOB,
  [`services/${name}.tsm`]: file,
});
const envFile = (name: string): HostileCase['files'] =>
  config([{ name: 'shop', command: 'node x.js', envFile: name }]);
const megabytes = (count: number): string => `A="${'x'.repeat(count * 1024 * 1024)}"\n`;
const binary = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256);

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

export const FILES: Readonly<Record<string, HostileCase>> = {
  'a .tsm file of 9 MB': { files: tsm(megabytes(9)), ends: 'unreadable-file' },
  'a .tsm file of 50 MB': { files: tsm(megabytes(50)), ends: 'unreadable-file' },
  'a .tsm file of 2 MB': { files: tsm(megabytes(2)), ends: 'file-too-large' },
  'a binary .tsm file': { files: tsm(binary), ends: 'unreadable-file' },
  'an empty .tsm file': { files: tsm(''), ends: 'command-missing' },
  'a .tsm file of UTF-16': { files: tsm(Buffer.from(`\ufeff${GOOD}`, 'utf16le')), ends: 'unreadable-file' },
  'a .tsm file that is a folder': {
    files: { ...GLOB, 'services/shop.tsm/x': '' },
    ends: 'glob-matches-nothing',
  },
  'a link to a .tsm file outside': {
    files: tsm({ link: '../../outside/canary.tsm' }),
    ends: 'unreadable-file',
  },
  'a link to a .tsm file inside': {
    files: { ...tsm({ link: '../real.tsm' }), 'real.tsm': GOOD },
    ends: 'clean',
  },
  'a .tsm file that links to itself': { files: tsm({ link: 'shop.tsm' }), ends: 'unreadable-file' },
  'a link to nowhere': { files: tsm({ link: 'nowhere' }), ends: 'unreadable-file' },
  'a link to a device': { files: tsm({ link: '/dev/zero' }), ends: 'unreadable-file' },
  'a folder that links to itself': {
    files: { ...config('**/*.tsm'), 'services/shop.tsm': GOOD, 'services/again': { link: '.' } },
    ends: 'clean',
  },
  'a folder that links outside': {
    files: { ...config('**/*.tsm'), 'services/shop.tsm': GOOD, 'services/out': { link: '../../outside' } },
    ends: 'clean',
  },
  'a glob that goes through a link': {
    files: { ...config('out/*.tsm'), out: { link: '../outside' } },
    ends: 'unreadable-file',
  },
  'a glob with a way up': { files: config('../outside/*.tsm'), ends: 'glob-outside-project' },
  'a glob with a way up in braces': { files: config('{.,..}/outside/*.tsm'), ends: 'error' },
  'an absolute glob': { files: config('/etc/*.tsm'), ends: 'glob-outside-project' },
  'an env file with a way up': { files: envFile('../outside/canary.env'), ends: 'path-outside-root' },
  'an env file behind a way down and up': {
    files: envFile('a/../../outside/canary.env'),
    ends: 'path-outside-root',
  },
  'an env file that is absolute': { files: envFile('/etc/passwd'), ends: 'path-outside-root' },
  'an env file that links outside': {
    files: { ...envFile('x.env'), 'x.env': { link: '../outside/canary.env' } },
    ends: 'unreadable-file',
  },
  'an env file below a folder that links outside': {
    files: { ...envFile('out/canary.env'), out: { link: '../outside' } },
    ends: 'unreadable-file',
  },
  'an env file that is a folder': {
    files: { ...envFile('folder'), 'folder/x': '' },
    ends: 'unreadable-file',
  },
  'an env file that is binary': { files: { ...envFile('x.env'), 'x.env': binary }, ends: 'unreadable-file' },
  'an env file that would run something': {
    files: { ...envFile('x.env'), 'x.env': 'A=$(touch ../outside/x)\n' },
    ends: 'command-substitution',
  },
  'a .tsm file that would run something': { files: tsm(`${GOOD}touch ../outside/x\n`), ends: 'bash-command' },
  'a .tsm file that sources itself': { files: tsm(`${GOOD}. ./shop.tsm\n`), ends: 'bash-command' },
  'a .tsm file of a thousand levels': {
    files: tsm(`A=${'${u:-'.repeat(1000)}x${'}'.repeat(1000)}\n`),
    ends: 'nesting-too-deep',
  },
  'a malformed file among 200 good ones': {
    files: {
      ...GLOB,
      ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`services/s${index}.tsm`, GOOD])),
      'services/s100.tsm': `${GOOD}TSM_CWD="unclosed\n`,
    },
    ends: 'bash-syntax',
  },
  'bundles that are a link': {
    files: { ...config([{ name: 'shop', command: 'x' }]), systemd: { link: '../outside' } },
    ends: 'not-a-directory',
  },
  'a bundle that is a link': {
    files: { ...config([{ name: 'shop', command: 'x' }]), 'systemd/production': { link: '../../outside' } },
    ends: 'not-a-directory',
  },
  'an env folder of a bundle that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/env': { link: '../../../outside' },
    },
    ends: 'not-a-directory',
  },
  'a folder above the bundles that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }], { outDir: 'deploy/units' }),
      deploy: { link: '../outside' },
    },
    ends: 'not-a-directory',
  },
  'a unit of a bundle that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/shop.service': { link: '../../../outside/canary.env' },
    },
    ends: 'foreign-file',
  },
  'a manifest that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/tsm.json': { link: '../../../outside/canary.env' },
    },
    ends: 'clean',
  },
  'a manifest that claims files outside': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/tsm.json': JSON.stringify({
        format: 1,
        project: 'shop',
        id: 'shop',
        environment: 'production',
        aliases: [],
        default: true,
        scope: 'system',
        systemd: 247,
        base: 'shop',
        target: 'shop.target',
        slice: 's.slice',
        units: {},
        files: ['../../../outside/canary.env', '/etc/passwd'],
      }),
    },
    ends: 'clean',
  },
  'an outDir with a way up': {
    files: config([{ name: 'shop', command: 'x' }], { outDir: '../outside' }),
    ends: 'outdir-outside-project',
  },
  'an outDir with a NUL': {
    files: config([{ name: 'shop', command: 'x' }], { outDir: 'a\0b' }),
    ends: 'invalid-value',
  },
  'an outDir with a line feed': {
    files: config([{ name: 'shop', command: 'x' }], { outDir: 'a\nb' }),
    ends: 'invalid-value',
  },
};

const service = '{"name":"shop","command":"x"}';
const json = (text: string): HostileCase['files'] => ({ 'tsm.config.json': text });
const yaml = (text: string): HostileCase['files'] => ({ 'tsm.config.yaml': text });

/** A list of lists of lists …, each of ten of the one before. */
const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x,x]',
  ...[...'bcdefghij'].map((name, index) => {
    const before = String.fromCharCode('a'.charCodeAt(0) + index);
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`;
  }),
].join('\n');

export const CONFIGS: Readonly<Record<string, HostileCase>> = {
  'a YAML bomb': { files: yaml(`${BOMB}\nproject: shop\n`), ends: 'config-syntax' },
  'an alias to itself': {
    files: yaml('project: shop\nservices: &a [*a]\nenvironments: {}\n'),
    ends: 'error',
  },
  'YAML that would make an object': {
    files: yaml('project: !!js/function "function(){}"\nservices: []\n'),
    ends: 'error',
  },
  '__proto__ in JSON': {
    files: json(
      `{"__proto__":{"polluted":1},"project":"shop","services":[${service}],"environments":{"production":{"root":"/srv"}}}`,
    ),
    ends: 'invalid-key',
  },
  '__proto__ in YAML': {
    files: yaml(
      '__proto__: {polluted: 1}\nproject: shop\nservices: [{name: shop, command: x}]\nenvironments: {production: {root: /srv}}\n',
    ),
    ends: 'invalid-key',
  },
  'constructor as a key': {
    files: json(
      `{"constructor":{"prototype":{"polluted":1}},"project":"shop","services":[${service}],"environments":{"production":{"root":"/srv"}}}`,
    ),
    ends: 'unknown-key',
  },
  '__proto__ as a variable': {
    files: json(
      '{"project":"shop","services":[{"name":"shop","command":"x","env":{"__proto__":"x"}}],"environments":{"production":{"root":"/srv"}}}',
    ),
    ends: 'invalid-key',
  },
  'constructor as a variable': {
    files: json(
      '{"project":"shop","services":[{"name":"shop","command":"x","env":{"constructor":"x","toString":"y"}}],"environments":{"production":{"root":"/srv"}}}',
    ),
    ends: 'clean',
  },
  'constructor as names': {
    files: json(
      '{"project":"constructor","services":[{"name":"toString","command":"x"}],"environments":{"constructor":{"root":"/srv","services":{"toString":{"port":"8000+"}}}}}',
    ),
    ends: 'clean',
  },
  'an override of valueOf': {
    files: json(
      `{"project":"shop","services":[${service}],"environments":{"production":{"root":"/srv","services":{"valueOf":{"port":1}}}}}`,
    ),
    ends: 'unknown-service',
  },
  'constructor as a section and a directive': {
    files: json(
      '{"project":"shop","services":[{"name":"shop","command":"x","unit":{"constructor":{"x":1},"Service":{"constructor":1,"toString":2}}}],"environments":{"production":{"root":"/srv"}}}',
    ),
    ends: 'unknown-directive',
  },
  'a duplicate key': { files: yaml('project: shop\nproject: other\n'), ends: 'config-syntax' },
  'ten thousand levels of JSON': { files: json('['.repeat(10_000) + ']'.repeat(10_000)), ends: 'error' },
  'ten thousand levels of YAML': {
    files: yaml(`project: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`),
    ends: 'error',
  },
  'a config that is a list': { files: json('[]'), ends: 'error' },
  'a config that is a number': { files: json('42'), ends: 'error' },
  'a config that imports itself': {
    files: {
      'tsm.config.ts':
        "import config from './tsm.config.ts';\nexport default { ...config, project: 'shop' };\n",
    },
    ends: 'error',
  },
  'a config that throws nothing': {
    files: { 'tsm.config.mjs': 'throw undefined;\n' },
    ends: 'config-throws',
  },
  'a config whose getter throws': {
    files: { 'tsm.config.mjs': "export default { get project() { throw new Error('no'); } };\n" },
    ends: 'config-throws',
  },
  'a config that holds itself': {
    files: {
      'tsm.config.mjs':
        "const c = { project: 'shop', services: [], environments: {} };\nc.environments.production = c;\nexport default c;\n",
    },
    ends: 'unknown-key',
  },
  'a config that never ends': {
    files: {
      'tsm.config.mjs':
        'export default new Proxy({}, { get: (_, key) => { throw new Error(String(key)); } });\n',
    },
    ends: 'config-throws',
  },
  'a config that is a promise of nothing': {
    files: { 'tsm.config.mjs': 'export default undefined;\n' },
    ends: 'config-empty',
  },
  'a binary config': { files: { 'tsm.config.yaml': binary }, ends: 'error' },
  'a config that is a folder': { files: { 'tsm.config.ts/x': '' }, ends: 'error' },
};
