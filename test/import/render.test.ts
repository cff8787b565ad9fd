import { execa } from 'execa';
import * as fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderDraft } from '../../src/import/render.ts';
import { renderTsm } from '../../src/import/tsm-text.ts';
import { literal } from '../../src/import/variables.ts';

const seed = process.env['TSM_SEED'] === undefined ? {} : { seed: Number(process.env['TSM_SEED']) };

/** Any text that bash can hold. */
const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes('\0'));

test('bash reads from a service file what was put into it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tsm-render-'));
  try {
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.array(text, { minLength: 1, maxLength: 4 }),
        async (command, value, args) => {
          const service = { name: 'a', settings: { command, args, env: { VALUE: literal(value) } } };
          await writeFile(join(folder, 'a.tsm'), renderTsm(service, 'a test') ?? '');
          const script = '. "$1"; printf "%s\\0" "$TSM_COMMAND" "$VALUE" "${TSM_ARGS[@]}"';
          const { stdout } = await execa('bash', ['-c', script, '-', join(folder, 'a.tsm')], {
            stripFinalNewline: false,
          });
          expect(stdout.split('\0').slice(0, -1)).toEqual([command, value, ...args]);
        },
      ),
      { numRuns: 40, ...seed },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what a service file cannot say stands in the config, and the whole is a map of files', () => {
  const draft = {
    project: undefined,
    services: [
      { name: 'web', settings: { command: 'node web.js' } },
      {
        name: 'jobs',
        settings: { command: 'node jobs.js', restart: { limit: { burst: 3, interval: '1min' } } },
      },
      { name: 'refers', settings: { command: 'node r.js', env: { A: '${B}' } } },
    ],
    environments: {},
    notes: [],
  };
  const files = renderDraft(draft, { project: 'shop', origin: 'a test' });
  expect([...files.keys()]).toEqual(['tsm.config.ts', 'services/web.tsm']);
  expect(files.get('tsm.config.ts')).toContain('"name": "jobs"');
  expect(files.get('tsm.config.ts')).toContain('"A": "${B}"');
  expect(files.get('tsm.config.ts')).toContain('"root": "/opt/shop"');
});
