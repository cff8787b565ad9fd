import { expect, test } from 'vitest';
import { hostPaths } from '../../src/install/paths.ts';
import { chooseInstalled, type Installed } from '../../src/install/hosts.ts';
import { bundleOf } from './bundles.ts';

const context = { scope: 'system', home: '/root', runtime: '/run/user/0', localLibAtBoot: true } as const;

/** `tetra` with a default, `proc` without one. */
const installed = (base: string, id: string, environment: string, isDefault = false): Installed => ({
  paths: hostPaths(context, base),
  environment,
  interrupted: false,
  manifest: { ...bundleOf({}).manifest, base, id, project: id, environment, default: isDefault },
});
const dev = installed('tetra-dev', 'tetra', 'dev', true);
const live = installed('tetra', 'tetra', 'production');
const proc = installed('proc', 'proc', 'production');

const chosen = (
  all: readonly Installed[],
  name: string | undefined,
  here: readonly string[],
): string | undefined => {
  const { value, diagnostics } = chooseInstalled(all, name, here);
  return value?.paths.base ?? diagnostics[0]?.code;
};

test.each([
  ['the only one', [proc], undefined, [], 'proc'],
  ['the default of the one project', [dev, live], undefined, [], 'tetra-dev'],
  ['the project here, and never the default of another', [dev, live, proc], undefined, ['proc'], 'proc'],
  ['the default of the project here', [dev, live, proc], undefined, ['tetra'], 'tetra-dev'],
  ['nothing of another project, although it is the only one', [dev], undefined, ['proc'], 'not-installed'],
  [
    'nobody, where two projects are and none is here',
    [dev, live, proc],
    undefined,
    [],
    'environment-ambiguous',
  ],
  ['a name that only another project has', [dev, proc], 'dev', ['proc'], 'tetra-dev'],
  ['a name that two have: the one here', [live, proc], 'production', ['proc'], 'proc'],
  ['a name that two have, elsewhere', [live, proc], 'production', [], 'environment-ambiguous'],
  ['a base', [live, proc], 'tetra', ['proc'], 'tetra'],
] as const)('%s', (_, all, name, here, base) => {
  expect(chosen(all, name, here)).toBe(base);
});
