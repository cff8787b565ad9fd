import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { loadLayouts } from '../../src/unit/layouts.ts';

/** What can stand in no text, and the code that says so. */
const IMPOSSIBLE = {
  'the marker that tsm uses itself': ['\uFDD0', 'invalid-character'],
  'the last noncharacter of that block': ['\uFDEF', 'invalid-character'],
  'a noncharacter of another plane': ['\u{1FFFF}', 'invalid-character'],
  'half a surrogate pair': ['\uD800', 'invalid-character'],
  NUL: ['\0', 'nul-character'],
} as const;

/** Settings of an inline service that hold a text. `E1` of the second is replaced by the command and reaches nobody. */
const SETTINGS: Readonly<Record<string, (bad: string) => object>> = {
  command: (bad) => ({ command: `node server.js 'a${bad}'` }),
  'a replaced variable': (bad) => ({ command: 'E1=x node server.js', env: { E1: bad }, public: ['E1'] }),
  env: (bad) => ({ env: { E1: bad } }),
  'an argument': (bad) => ({ args: ['a', bad] }),
  description: (bad) => ({ description: `a${bad}` }),
  cwd: (bad) => ({ cwd: `/srv/${bad}` }),
  pre: (bad) => ({ pre: [`echo ${bad}`] }),
  health: (bad) => ({ health: `http://127.0.0.1/${bad}` }),
  'a raw directive': (bad) => ({ unit: { Service: { SyslogIdentifier: `a${bad}` } } }),
};

describe.each(Object.entries(IMPOSSIBLE))('%s', (_, [bad, code]) => {
  test.each(Object.entries(SETTINGS))('in %s of the config', (__, setting) => {
    const service = { name: 'shop', command: 'node server.js', ...setting(bad) };
    expect(codesOf([service], {})).toEqual([code]);
  });

  test('as it stands in a .tsm file and in an env file', () => {
    const files = { 'shop.tsm': `TSM_COMMAND='node server.js'\nexport A='${bad}'\n` };
    expect(codesOf(['*.tsm'], files)).toEqual([code]);
    const service = { name: 'shop', command: 'E1=x node server.js', envFile: 'env/shop.env' };
    // Found by TSM_SEED=125317456: the command replaces it, so the round trip took it for no mistake.
    expect(codesOf([service], { 'env/shop.env': `E1='${bad}'\n` })).toEqual([code]);
  });

  test('as an escape', () => {
    const escape = `\\U${(bad.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
    const files = { 'shop.tsm': `TSM_COMMAND='node server.js'\nexport A=$'${escape}'\n` };
    expect(codesOf(['*.tsm'], files)).toEqual(['unreadable-escape']);
  });
});

/** The codes of all errors of a project with these services and files. */
function codesOf(services: readonly unknown[], files: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = compile(
    {
      configFile: 'tsm.config.json',
      config: { project: 'shop', services, environments: { production: { root: '/srv/shop' } } },
      find: () => Object.keys(files).filter((file) => file.endsWith('.tsm')),
      read: (file) => {
        const text = files[file];
        return text === undefined ? { missing: true } : { source: { file, text } };
      },
      probe: () => ({ exists: true, executable: true }),
      committedPorts: () => ({ value: new Map(), diagnostics: [] }),
    },
    layouts,
  );
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const layouts = loadLayouts();
