import { z } from 'zod';

/** A list that nobody changes, as all of ours. */
export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** What one document holds. `version` grows when a key goes or changes its meaning; new keys may come at any time. */
export const document = <T extends z.ZodRawShape>(about: string, shape: T) =>
  z
    .strictObject({
      version: z.literal(1).describe('of this shape; new keys may come without a new one'),
      ok: z.boolean().describe('`false` exactly when the exit code is 1, 2, 4 or 5'),
      ...shape,
    })
    .describe(about);

export const scope = z.enum(['system', 'user']);
export const environment = z.string().describe('name, without the @');
export const base = z.string().describe('what the names of its units begin with');

const place = {
  file: z.string().describe('from the folder of the config'),
  line: z.number().describe('from 1').optional(),
  column: z.number().describe('from 1').optional(),
  path: z.string().describe('key in the config').optional(),
};

export const diagnostic = z
  .strictObject({
    code: z.string().describe('stable; see diagnostics.md'),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    hint: z.string().describe('what to do'),
    ...place,
    file: place.file.optional(),
    frame: list(z.string()).describe('the source line with a caret, as text shows it').optional(),
    other: z.strictObject(place).describe('a second place that belongs to it').optional(),
  })
  .meta({ id: 'Diagnostic', description: 'Something that tsm complains about.' });

export const diagnostics = list(diagnostic);

/** Before it is known how much of a document there is. */
export const refusal = document('What every command prints in place of its own document when it refuses.', {
  diagnostics,
});
