import { binary, type HostileCase } from './case.ts';

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

/** Configs that mean harm. */
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
