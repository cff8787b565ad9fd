import * as z from 'zod/mini';

/** A schema of its own that says what it is about. */
export const described = <T extends z.core.$ZodType>(schema: T, description: string): T => {
  const own = z.clone(schema);
  z.globalRegistry.add(own, { description });
  return own;
};

/** A list that nobody changes, as all of ours. */
export const list = <T extends z.core.$ZodType>(item: T) => z.readonly(z.array(item));

/** What one document holds. `version` grows when a key goes or changes its meaning; new keys may come at any time. */
export const document = <T extends z.core.$ZodLooseShape>(about: string, shape: T) =>
  described(
    z.strictObject({
      version: described(z.literal(1), 'of this shape; new keys may come without a new one'),
      ok: described(
        z.boolean(),
        '`true` with exit code 0, and with 3 where that means pending changes; otherwise `false`',
      ),
      ...shape,
    }),
    about,
  );

export const scope = z.enum(['system', 'user']);
export const environment = described(z.string(), 'name, without the @');
export const base = described(z.string(), 'what the names of its units begin with');

const place = {
  file: described(z.string(), 'from the folder of the config'),
  line: z.optional(described(z.number(), 'from 1')),
  column: z.optional(described(z.number(), 'from 1')),
  path: z.optional(described(z.string(), 'key in the config')),
};

export const diagnostic = z
  .strictObject({
    code: described(z.string(), 'stable; see diagnostics.md'),
    severity: z.enum(['error', 'warning', 'info']),
    message: z.string(),
    hint: described(z.string(), 'what to do'),
    ...place,
    file: z.optional(place.file),
    frame: z.optional(described(list(z.string()), 'the source line with a caret, as text shows it')),
    other: z.optional(described(z.strictObject(place), 'a second place that belongs to it')),
  })
  .register(z.globalRegistry, { id: 'Diagnostic', description: 'Something that tsm complains about.' });

export const diagnostics = list(diagnostic);

/** Before it is known how much of a document there is. */
export const refusal = document('What every command prints in place of its own document when it refuses.', {
  diagnostics,
});
