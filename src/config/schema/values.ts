import { z } from 'zod';

/** Small shapes that several parts of the config share. What a value means to systemd is checked later, with the directive it becomes. */

export const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const name = z
  .string()
  .regex(NAME, { error: 'letters, digits, "-", "_" and ".", starting with a letter or a digit' });
export const size = z.union([z.string(), z.number()]);
export const timespan = z.union([z.string(), z.number()]);
export const strings = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value));

/** Names in one string are separated by blanks or commas, as in `TSM_DEPENDS`. */
export const names = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value));

export const environmentVariables = z
  .record(
    z
      .string()
      .regex(VARIABLE, { error: 'a variable name: letters, digits and "_", not starting with a digit' }),
    z.union([z.string(), z.number(), z.boolean()]),
  )
  .transform((value) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)])));
