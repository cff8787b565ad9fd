import * as z from 'zod/mini';

/** Small shapes that several parts of the config share. What a value means to systemd is checked later, with the directive it becomes. */

/** What it says of a setting is shown by editors and stands in the reference. A schema that others share is not to be given one: see `described`. */
const describe = <T extends z.core.$ZodType>(schema: T, description: string): T => {
  z.globalRegistry.add(schema, { description });
  return schema;
};

/** A setting that may be left out. */
export const optional = <T extends z.core.$ZodType>(schema: T, description: string): z.ZodMiniOptional<T> =>
  describe(z.optional(schema), description);

/** A setting that has to be there. */
export const described = <T extends z.core.$ZodType>(schema: T, description: string): T =>
  describe(z.clone(schema), description);

/** What is written one way and means another. */
export const into = <T extends z.core.$ZodType, Meant>(written: T, mean: (value: z.output<T>) => Meant) =>
  z.pipe(written, z.transform(mean));

export const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const name = z
  .string()
  .check(z.regex(NAME, { error: 'letters, digits, "-", "_" and ".", starting with a letter or a digit' }));
export const size = z.union([z.string(), z.number()]);
export const timespan = z.union([z.string(), z.number()]);
export const strings = into(z.union([z.string(), z.array(z.string())]), (value) =>
  typeof value === 'string' ? [value] : value,
);

/** Names in one string are separated by blanks or commas, as in `TSM_DEPENDS`. */
export const names = into(z.union([z.string(), z.array(z.string())]), (value) =>
  typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value,
);

export const environmentVariables = into(
  z.record(
    z
      .string()
      .check(
        z.regex(VARIABLE, { error: 'a variable name: letters, digits and "_", not starting with a digit' }),
      ),
    z.union([z.string(), z.number(), z.boolean()]),
  ),
  (value) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)])),
);
