import { expect, test } from 'vitest';
import { tsmBinds } from '../../src/trial/inside.ts';

const tsm = (node: string, main: string) => ({ node, main });
const same = (path: string) => ({ from: path, to: path });

test.each([
  ['a global prefix', tsm('/usr/bin/node', '/usr/lib/node_modules/@tetra/tsm/dist/main.cjs'), [], []],
  [
    'a version manager of root',
    tsm(
      '/root/.nvm/versions/node/v20.19.0/bin/node',
      '/root/.nvm/versions/node/v20.19.0/lib/node_modules/@tetra/tsm/dist/main.cjs',
    ),
    [],
    [],
  ],
  [
    'a project below /tmp, which a machine has of its own',
    tsm('/usr/bin/node', '/tmp/shop/node_modules/@tetra/tsm/dist/main.cjs'),
    [],
    [same('/tmp/shop/node_modules')],
  ],
  [
    'a checkout below /tmp',
    tsm('/tmp/node', '/tmp/tsm/dist/main.cjs'),
    [],
    [same('/tmp/node'), same('/tmp/tsm')],
  ],
  [
    'a project that lies where its tree goes',
    tsm('/usr/bin/node', '/srv/shop/node_modules/@tetra/tsm/dist/main.cjs'),
    [same('/srv/shop')],
    [],
  ],
  [
    'a folder of it that hides its packages',
    tsm('/usr/bin/node', '/srv/shop/node_modules/@tetra/tsm/dist/main.cjs'),
    [{ from: '/srv/shop/app', to: '/srv/shop' }],
    [same('/srv/shop/node_modules')],
  ],
])('tsm of %s is seen inside', (_, found, copies, wanted) => {
  expect(tsmBinds(found, copies)).toEqual(wanted);
});
