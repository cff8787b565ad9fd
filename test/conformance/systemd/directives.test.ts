import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { sections } from '../../../src/unit/directives/table.ts';
import { systemdVersion } from './verify.ts';

/** Deprecated keys that the dump of some versions leaves out although they are read, and warned about. */
const readSilently = (section: string, key: string): boolean =>
  sections[section]?.[key]?.deprecated !== undefined;

describe('the table of directives is that of systemd', () => {
  let version = 0;
  const dump = new Map<string, Set<string>>();
  beforeAll(async () => {
    version = await systemdVersion();
    const { stdout } = await execa('/usr/lib/systemd/systemd', ['--dump-configuration-items']);
    let keys = new Set<string>();
    for (const line of stdout.split('\n')) {
      if (line.startsWith('[')) dump.set(line.slice(1, -1), (keys = new Set()));
      else if (line.includes('=')) keys.add(line.slice(0, line.indexOf('=')));
    }
  });

  it.each(Object.keys(sections))('[%s]: every key of systemd is in it', (section) => {
    expect([...(dump.get(section) ?? [])].filter((key) => sections[section]?.[key] === undefined)).toEqual(
      [],
    );
  });

  it.each(Object.keys(sections))('[%s]: every key that this version should know is known', (section) => {
    const expected = Object.entries(sections[section] ?? {}).filter(([, { since }]) => since <= version);
    const missing = expected.map(([key]) => key).filter((key) => dump.get(section)?.has(key) !== true);
    expect(missing.filter((key) => !readSilently(section, key))).toEqual([]);
  });

  it.each(Object.keys(sections))('[%s]: what this version knows is not said to be newer', (section) => {
    const newer = Object.entries(sections[section] ?? {}).filter(([, { since }]) => since > version);
    expect(newer.map(([key]) => key).filter((key) => dump.get(section)?.has(key))).toEqual([]);
  });
});
