import type { Folder } from './folder.ts';

/** How the project's own tools are installed and called. */
export interface Toolchain {
  /** Commands that install what the project needs, before tsm can look at it. */
  readonly install: readonly string[];
  /** How tsm is called: never a package of that name from the registry. */
  readonly tsm: string;
  /** How tsm becomes a dependency; nothing when it is one, or when the project has no package.json. */
  readonly add: string | undefined;
  /** `with:` of setup-node. */
  readonly node: readonly [key: string, value: string];
  readonly usesPrettier: boolean;
  readonly continuousIntegration: 'github' | 'other';
}

interface Manager {
  readonly lock: string;
  readonly install: readonly string[];
  readonly tsm: string;
  readonly add: string;
}

/** Node has it no longer, from 25 on; where it has, this replaces it. */
const COREPACK = ['npm install --global corepack', 'corepack enable'];

const MANAGERS: readonly Manager[] = [
  {
    lock: 'pnpm-lock.yaml',
    install: [...COREPACK, 'pnpm install --frozen-lockfile'],
    tsm: 'pnpm exec tsm',
    add: 'pnpm add --save-dev @tetra/tsm',
  },
  {
    lock: 'yarn.lock',
    install: [...COREPACK, 'yarn install'],
    tsm: 'yarn run tsm',
    add: 'yarn add --dev @tetra/tsm',
  },
  {
    lock: 'bun.lock',
    install: ['npm install --global bun', 'bun install --frozen-lockfile'],
    tsm: 'bun run tsm',
    add: 'bun add --dev @tetra/tsm',
  },
  { lock: '', install: ['npm ci'], tsm: 'npx --no-install tsm', add: 'npm install --save-dev @tetra/tsm' },
];

/** Without a package.json tsm comes from the registry under its own name. */
const WITHOUT_PACKAGE = 'npx --yes --package=@tetra/tsm -- tsm';

export function toolchainOf(folder: Folder, venv: string | undefined): Toolchain {
  const text = folder.read('package.json');
  const manager = MANAGERS.find(({ lock }) => lock === '' || folder.has(lock)) as Manager;
  const python = venv === undefined ? [] : [`python3 -m venv ${venv}`, ...installPython(folder, venv)];
  const isDependency = /"@tetra\/tsm"/.test(text ?? '');
  return {
    install: [...(text === undefined ? [] : manager.install), ...python],
    tsm: text === undefined ? WITHOUT_PACKAGE : manager.tsm,
    add: text === undefined || isDependency ? undefined : manager.add,
    node: nodeVersion(folder, text),
    usesPrettier: PRETTIER.some((file) => folder.has(file)) || /"prettier"\s*:/.test(text ?? ''),
    continuousIntegration:
      OTHER_CI.some((file) => folder.has(file)) && !folder.has('.github') ? 'other' : 'github',
  };
}

/** What is called from the environment must be there when tsm looks for it. */
const installPython = (folder: Folder, venv: string): readonly string[] =>
  folder.has('requirements.txt')
    ? [`${venv}/bin/pip install -r requirements.txt`]
    : ['pyproject.toml', 'setup.cfg'].some((file) => folder.has(file))
      ? [`${venv}/bin/pip install .`]
      : [];

function nodeVersion(folder: Folder, text: string | undefined): readonly [string, string] {
  const file = ['.nvmrc', '.node-version'].find((one) => folder.has(one));
  if (file !== undefined) return ['node-version-file', file];
  return /"engines"\s*:\s*\{[^}]*"node"/.test(text ?? '')
    ? ['node-version-file', 'package.json']
    : ['node-version', 'lts/*'];
}

const PRETTIER = [
  '.prettierrc',
  '.prettierrc.json',
  '.prettierrc.json5',
  '.prettierrc.yaml',
  '.prettierrc.yml',
  '.prettierrc.toml',
  '.prettierrc.js',
  '.prettierrc.cjs',
  '.prettierrc.mjs',
  '.prettierrc.ts',
  'prettier.config.js',
  'prettier.config.cjs',
  'prettier.config.mjs',
  'prettier.config.ts',
];

const OTHER_CI = [
  '.gitlab-ci.yml',
  'bitbucket-pipelines.yml',
  'Jenkinsfile',
  '.circleci/config.yml',
  'azure-pipelines.yml',
  '.forgejo',
  '.gitea',
];
