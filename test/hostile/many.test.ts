import { describe, expect, test } from 'vitest';
import { expectRefusal, runHostile, type Hostile } from './project.ts';

const CONFIG = JSON.stringify({
  project: 'shop',
  services: ['services/*.tsm'],
  environments: { production: { root: '/opt/shop', user: 'shop' } },
});

/** Two hundred service files with nothing wrong. */
const GOOD: Readonly<Record<string, Hostile>> = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => [
    `services/good${index}.tsm`,
    `TSM_COMMAND="node server.js"\nTSM_PORT=${4000 + index}\n`,
  ]),
);

/** One among them, and the code that names it. */
const BAD: Readonly<Record<string, readonly [text: Hostile, code: string]>> = {
  'an unclosed quote': ['TSM_COMMAND="node server.js\n', 'bash-syntax'],
  'a command': ['TSM_COMMAND="node server.js"\nrm -rf /\n', 'bash-command'],
  'bytes that are no text': [Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe), 'unreadable-file'],
  'no command': ['TSM_PORT=80\n', 'command-missing'],
  'a value that systemd refuses': [
    'TSM_COMMAND="node server.js"\nTSM_MEMORY_MAX=512MB\n',
    'invalid-directive-value',
  ],
  'an unknown dependency': ['TSM_COMMAND="node server.js"\nTSM_DEPENDS=nobody\n', 'unknown-service'],
  'a name that is taken': ['TSM_NAME=GOOD7\nTSM_COMMAND="node server.js"\n', 'duplicate-service'],
};

describe('one malformed file among two hundred good ones stops everything and names itself', () => {
  test.each(Object.entries(BAD))('%s', async (_, [text, code]) => {
    const outcome = await runHostile({ ...GOOD, 'services/m-bad.tsm': text, 'tsm.config.json': CONFIG });
    expectRefusal(outcome, code);
    const errors = outcome.err.split('\n').filter((line) => line.startsWith('error ['));
    expect(errors.every((line) => line.includes(`[${code}]`))).toBe(true);
    const places = [...outcome.err.matchAll(/^ {2}at (\S+?)(?::\d+:\d+)?(?: \(.*)?$/gm)].map(
      ([, file]) => file,
    );
    expect(new Set(places)).toEqual(new Set(['services/m-bad.tsm']));
  });
});

test('all of them at once are all named', async () => {
  // Those of one stage: what the files say, before they are put together.
  const wrong = Object.entries(BAD).filter(([, [, code]]) => /^bash-|unreadable|spaced/.test(code));
  const files = Object.fromEntries(wrong.map(([, [text]], index) => [`services/bad${index}.tsm`, text]));
  const outcome = await runHostile({ ...GOOD, ...files, 'tsm.config.json': CONFIG });
  for (const [index, [, [, code]]] of wrong.entries()) {
    expectRefusal(outcome, code);
    expect(outcome.err).toContain(`services/bad${index}.tsm`);
  }
});
