import { execa } from 'execa';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeName, escapePath, sliceName, unitName } from '../../src/unit/name.ts';
import { runs, userText } from './arbitrary.ts';

/** What systemd-escape says, all in few processes. A line break in an argument would be one in its answer, escaped. */
async function systemdEscape(
  texts: readonly string[],
  ...options: readonly string[]
): Promise<readonly string[]> {
  const { stdout } = await execa('systemd-escape', [...options, '--', ...texts]);
  return stdout.split(' ');
}

const carried = userText.filter((text) => text !== '' && !/[\0\p{Surrogate}]/u.test(text));
const sample = (count: number): readonly string[] => fc.sample(carried, { ...runs, numRuns: count });

describe('escaping is that of systemd-escape', () => {
  it('of names', async () => {
    const texts = sample(2500);
    expect(texts.map(escapeName)).toEqual(await systemdEscape(texts));
  });

  it('of paths', async () => {
    const texts = sample(2500)
      .map((text) => `/${text}`)
      .filter((path) => escapePath(path) !== undefined);
    expect(texts.length).toBeGreaterThan(1000);
    expect(texts.map(escapePath)).toEqual(await systemdEscape(texts, '--path'));
  });

  it.each([
    ['my app', 'my\\x20app'],
    ['a-b', 'a\\x2db'],
    ['é', '\\xc3\\xa9'],
    ['.a', '\\x2ea'],
    ['', ''],
  ])('%j', (text, escaped) => expect(escapeName(text)).toBe(escaped));

  it.each([
    ['/', '-'],
    ['//a/./b/', 'a-b'],
    ['/a/../b', undefined],
  ])('path %j', (path, escaped) => expect(escapePath(path)).toBe(escaped));
});

describe('unitName', () => {
  it.each(['tetra', 'tetra-dev-api', 'a.b', 'a:b', 'A_1', 'x'.repeat(247)])('takes %s', (prefix) =>
    expect(unitName(prefix, 'service')).toEqual({ name: `${prefix}.service` }),
  );

  it.each([
    ['', 'empty'],
    ['-a', 'dash'],
    ['.a', 'dot'],
    ['a-', 'drop-ins'],
    ['a\\x2db', 'backslash'],
    ['a@b', 'template'],
    ['a b', 'letters'],
    ['é', 'letters'],
    ['a/b', 'letters'],
    ['x'.repeat(248), '255'],
    ['systemd-x', 'systemd'],
    ['sshd', 'distribution'],
    ['dbus', 'distribution'],
  ])('refuses %j', (prefix, problem) =>
    expect(unitName(prefix, 'service')).toEqual({ problem: expect.stringContaining(problem) as string }),
  );

  it('knows the targets of systemd', () => {
    expect(unitName('multi-user', 'target')).toHaveProperty('problem');
    expect(unitName('multi-user', 'service')).toHaveProperty('name');
  });
});

describe('sliceName', () => {
  it.each([
    ['tetra', 'dev', 'tetra-dev.slice'],
    ['tetra', 'dev-eu', 'tetra-dev_eu.slice'],
    ['my-app', 'production', 'my_app-production.slice'],
  ])('%s %s', (project, environment, name) => expect(sliceName(project, environment)).toEqual({ name }));

  it('no environment lies inside another', () => {
    const names = ['dev', 'dev-eu', 'dev_eu-1'].map((environment) =>
      JSON.stringify(sliceName('shop', environment)),
    );
    expect(names.every((name) => (name.match(/-/g) ?? []).length === 1)).toBe(true);
  });
});
