import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from '../../src/diagnostics/catalog.ts';
import { shellQuote } from '../../src/diagnostics/shell-quote.ts';
import { storeDamage } from '../../src/install/damage.ts';
import { chooseInstalled, findDamaged, findInstalled, findLeftovers } from '../../src/install/hosts.ts';
import type { HostPaths } from '../../src/install/paths.ts';
import { editedFiles, readGeneration, sharedDirectories } from '../../src/install/store.ts';
import { bundleOf } from './bundles.ts';
import { userHost } from './user-host.ts';

const newer = (path: string): void => {
  const value = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...value, format: 99 }));
};

/** What is done to the store of `a`, and which file must be named. */
const DAMAGES: Readonly<Record<string, readonly [(paths: HostPaths) => void, string]>> = {
  'a truncated state.json': [({ state }) => writeFileSync(state, '{"for'), 'state.json'],
  'a newer state.json': [({ state }) => newer(state), 'state.json'],
  'an empty pending.json': [({ pending }) => writeFileSync(pending, ''), 'pending.json'],
  'a pending.json of another shape': [({ pending }) => writeFileSync(pending, 'null'), 'pending.json'],
  'a generation without a unit': [
    ({ generations }) => rmSync(join(generations, '1/shop-web.service')),
    '1/shop-web.service',
  ],
  'a generation without its hashes': [({ generations }) => rmSync(join(generations, '1.sha256')), '1.sha256'],
  'no manifest': [({ generations }) => rmSync(join(generations, '1/tsm.json')), '1/tsm.json'],
  'an empty manifest': [({ generations }) => writeFileSync(join(generations, '1/tsm.json'), ''), '1/tsm.json'],
  'a newer manifest': [({ generations }) => newer(join(generations, '1/tsm.json')), '1/tsm.json'],
}; // prettier-ignore

test.each(Object.entries(DAMAGES))('%s concerns that environment alone', (_, [damage, file]) => {
  const { install, caller } = userHost();
  const [a, b] = ['a', 'b'].map((base) => install(base, bundleOf({ web: {} }))) as [HostPaths, HostPaths];
  expect(storeDamage(a)).toBeUndefined();
  damage(a);

  const all = findInstalled(caller).filter(({ paths }) => paths.scope === 'user');
  expect(chooseInstalled(all, 'b', []).value?.paths.base).toBe('b');
  expect(chooseInstalled(all, undefined, []).value?.paths.base).toBe('b');
  expect(sharedDirectories(b)).toEqual([]);

  const [problem, ...others] = chooseInstalled(all, 'a', []).diagnostics;
  expect(others).toEqual([]);
  expect(problem?.code).toBe('store-damaged');
  const data = problem?.data as Parameters<(typeof catalog)['store-damaged']['title']>[0];
  expect(catalog['store-damaged'].title(data)).toContain(`${file} `);
  expect(catalog['store-damaged'].hint(data)).toContain('tsm uninstall @a');
  expect(findDamaged(all, 'a')).toHaveLength(1);
  expect(findLeftovers(all, undefined)).toEqual([]);
});

test('what systemd does not read is made anew, and no unit is touched; names are quoted', () => {
  const { install } = userHost('with a blank');
  const paths = install('a', bundleOf({ web: {} }));
  const mendOf = (): string => {
    const data = storeDamage(paths)?.data as { readonly mend?: readonly string[] } | undefined;
    return data?.mend?.map(shellQuote).join(' ') ?? '';
  };
  writeFileSync(paths.state, '');
  expect(mendOf()).toBe(`rm '${paths.state}'`);
  execFileSync('sh', ['-c', mendOf()]);
  writeFileSync(paths.pending, '{');
  execFileSync('sh', ['-c', mendOf()]);
  rmSync(join(paths.generations, '1.sha256'));
  execFileSync('sh', ['-c', mendOf()]);
  expect(storeDamage(paths)).toBeUndefined();
  expect(editedFiles(paths, 1, readGeneration(paths, 1) ?? bundleOf({}))).toEqual([]);
});
