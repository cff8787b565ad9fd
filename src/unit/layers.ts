import { HOME_SPECIFIER } from './refusal.ts';

/** May stand outside quotes in every list of words. */
const bare = /^[A-Za-z0-9_./:=,@-]+$/;

/** Layer P, systemd.unit(5) "Specifiers". */
export const specifiers = (value: string): string =>
  value.replaceAll('%', '%%').replaceAll(HOME_SPECIFIER, '%h');

/** Layer C, src/basic/escape.c: cunescape_one. */
export const escapes = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll(
      /[\x01-\x1f\x7f]/g,
      (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );

/** Layers W, C and P. */
export const quoted = (value: string): string => `"${specifiers(escapes(value).replaceAll('"', '\\"'))}"`;
/** Layers W, B and P: a backslash only shields the next character. */
export const shielded = (value: string): string => `"${specifiers(value.replaceAll(/["\\]/g, '\\$&'))}"`;
export const bareOr =
  (quote: (value: string) => string) =>
  (value: string): string =>
    bare.test(value) ? value : quote(value);

/** Layer V, systemd.service(5) "Command lines". */
export const dollars = (value: string): string => value.replaceAll('$', '$$$$');

/** `%i` is empty outside templates: it keeps systemd from trimming a blank or joining the next line. */
export const guarded = (value: string): string =>
  value.replace(/^(?=[ \t])/, '%i').replace(/(?<=[ \t\\])$/, '%i');
