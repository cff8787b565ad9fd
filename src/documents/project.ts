import * as z from 'zod/mini';
import { base, described, diagnostics, document, environment, list } from './parts.ts';
import { verdict } from './plan.ts';

export const generate = document('The bundles that were written or, with `--check`, compared.', {
  written: described(z.boolean(), '`false` with `--check`, and when anything is wrong'),
  environments: list(
    z.strictObject({
      environment,
      directory: described(z.string(), 'of the bundle, from the folder of the config'),
      files: described(
        list(z.strictObject({ path: z.string(), kind: z.enum(['new', 'changed', 'removed']) })),
        'that differ; with `--check`, any is exit code 3',
      ),
      unchanged: described(z.number(), 'number of files'),
      foreign: described(list(z.string()), 'files there that tsm did not generate and leaves alone'),
    }),
  ),
  diagnostics,
});

export const check = document('What can be known without a host.', {
  systemd: described(z.nullable(z.number()), 'version of systemd that was asked; `null` without one'),
  environments: list(
    z.strictObject({
      environment,
      units: described(z.number(), 'how many'),
      verified: described(z.boolean(), 'whether systemd-analyze read the units'),
      exposures: list(
        z.strictObject({
          unit: z.string(),
          score: described(z.number(), '0 (closed) to 10 (open)'),
          most: z.optional(described(z.number(), "the environment's `maxExposure`")),
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
      folder: described(z.nullable(z.string()), 'of the bundle; `null` where there is none'),
      generation: described(z.nullable(z.number()), 'what is installed; `null` where nothing is'),
      files: list(
        z.strictObject({
          path: z.string(),
          bundle: described(step, 'from the sources to the bundle'),
          installed: described(step, 'from the bundle to what is installed'),
          running: described(
            list(z.string()),
            'findings, as codes of status; `unknown` where nobody can see',
          ),
        }),
      ),
      gaps: list(
        z.strictObject({
          between: z.enum(['sources and bundle', 'bundle and host', 'host and what runs']),
          text: z.string(),
          command: described(z.string(), 'that closes the gap'),
        }),
      ),
    }),
  ),
  diagnostics,
});

const revision = z.strictObject({
  name: z.string(),
  commit: described(z.nullable(z.string()), '`null` for the working tree'),
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
              section: described(z.string(), '`[Service]`, or `environment`'),
              key: z.string(),
              before: list(z.string()),
              after: list(z.string()),
              at: z.optional(described(z.string(), 'where the sources say it: `services/api.tsm:3`')),
            }),
          ),
        }),
      ),
      notes: described(list(z.string()), 'what people have to know or do beside'),
      folder: described(z.string(), 'of the bundle, from the top of the repository'),
      movedFrom: z.optional(described(z.string(), 'its folder before, where that was another')),
    }),
  ),
  diagnostics,
});

const reading = z.union([
  z.strictObject({ value: z.string() }),
  z.strictObject({ unset: z.literal(true) }),
  z.strictObject({ refused: described(z.string(), 'code of the diagnostic') }),
  z.strictObject({ unknown: described(z.literal(true), 'only running the file would tell') }),
  z.strictObject({
    hidden: described(z.enum(['the same', 'another']), 'a secret, compared with what tsm reads'),
  }),
]);

export const envFiles = document('Keys of env files that not all readers read alike.', {
  files: list(z.string()),
  keys: described(z.number(), 'how many there are in all'),
  differences: described(
    list(
      z.strictObject({
        environment,
        file: z.string(),
        line: z.number(),
        column: z.number(),
        key: z.string(),
        readings: z.strictObject({ bash: reading, dotenv: reading, systemd: reading, tsm: reading }),
      }),
    ),
    'any is exit code 1',
  ),
});
