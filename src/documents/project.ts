import { z } from 'zod';
import { base, diagnostics, document, environment, list } from './parts.ts';
import { verdict } from './plan.ts';

export const generate = document('The bundles that were written or, with `--check`, compared.', {
  written: z.boolean().describe('`false` with `--check`, and when anything is wrong'),
  environments: list(
    z.strictObject({
      environment,
      directory: z.string().describe('of the bundle, from the folder of the config'),
      files: list(z.strictObject({ path: z.string(), kind: z.enum(['new', 'changed', 'removed']) })).describe(
        'that differ; with `--check`, any is exit code 3',
      ),
      unchanged: z.number().describe('number of files'),
      foreign: list(z.string()).describe('files there that tsm did not generate and leaves alone'),
    }),
  ),
  diagnostics,
});

export const check = document('What can be known without a host.', {
  systemd: z.number().nullable().describe('version of systemd that was asked; `null` without one'),
  environments: list(
    z.strictObject({
      environment,
      units: z.number().describe('how many'),
      verified: z.boolean().describe('whether systemd-analyze read the units'),
      exposures: list(
        z.strictObject({
          unit: z.string(),
          score: z.number().describe('0 (closed) to 10 (open)'),
          most: z.number().describe("the environment's `maxExposure`").optional(),
        }),
      ),
    }),
  ),
  diagnostics,
});

const step = z.enum(['same', 'changed', 'comments', 'missing', 'extra', 'unknown']);

export const diff = document('How far sources, bundle and host are from each other.', {
  environments: list(
    z.strictObject({
      environment,
      base,
      folder: z.string().nullable().describe('of the bundle; `null` where there is none'),
      generation: z.number().nullable().describe('what is installed; `null` where nothing is'),
      files: list(
        z.strictObject({
          path: z.string(),
          bundle: step.describe('from the sources to the bundle'),
          installed: step.describe('from the bundle to what is installed'),
          running: list(z.string()).describe('findings, as codes of status; `unknown` where nobody can see'),
        }),
      ),
      gaps: list(
        z.strictObject({
          between: z.enum(['sources and bundle', 'bundle and host', 'host and what runs']),
          text: z.string(),
          command: z.string().describe('that closes the gap'),
        }),
      ),
    }),
  ),
  diagnostics,
});

const revision = z.strictObject({
  name: z.string(),
  commit: z.string().nullable().describe('`null` for the working tree'),
});

export const diffBase = document('What a host that runs one revision would do to run the other.', {
  base: revision,
  head: revision,
  bundles: list(
    z.strictObject({
      environment,
      base,
      status: z.enum(['new', 'removed', 'changed', 'same']),
      units: list(
        z.strictObject({
          unit: z.string(),
          verdict,
          reason: z.string(),
          changes: list(
            z.strictObject({
              section: z.string().describe('`[Service]`, or `environment`'),
              key: z.string(),
              before: list(z.string()),
              after: list(z.string()),
              at: z.string().describe('where the sources say it: `services/api.tsm:3`').optional(),
            }),
          ),
        }),
      ),
      notes: list(z.string()).describe('what people have to know or do beside'),
      folder: z.string().describe('of the bundle, from the top of the repository'),
      movedFrom: z.string().describe('its folder before, where that was another').optional(),
    }),
  ),
  diagnostics,
});

const reading = z.union([
  z.strictObject({ value: z.string() }),
  z.strictObject({ unset: z.literal(true) }),
  z.strictObject({ refused: z.string().describe('code of the diagnostic') }),
  z.strictObject({ unknown: z.literal(true).describe('only running the file would tell') }),
  z.strictObject({
    hidden: z.enum(['the same', 'another']).describe('a secret, compared with what tsm reads'),
  }),
]);

export const envFiles = document('Keys of env files that not all readers read alike.', {
  files: list(z.string()),
  keys: z.number().describe('how many there are in all'),
  differences: list(
    z.strictObject({
      environment,
      file: z.string(),
      line: z.number(),
      column: z.number(),
      key: z.string(),
      readings: z.strictObject({ bash: reading, dotenv: reading, systemd: reading, tsm: reading }),
    }),
  ).describe('any is exit code 1'),
});
