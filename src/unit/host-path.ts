import { posix } from 'node:path';
import { HOME_SPECIFIER, isAbsolute } from './refusal.ts';

/** A path on the host, found from a directory there. What leads above a home that only the host knows keeps its `..`. */
export function resolveOnHost(directory: string, path: string): string {
  const whole = isAbsolute(path) ? path : `${directory}/${path}`;
  if (!whole.startsWith(HOME_SPECIFIER)) return posix.resolve('/', whole);
  const inside = posix.normalize(`.${whole.slice(HOME_SPECIFIER.length)}`);
  return /^\.\.(?:\/|$)/.test(inside) ? whole : posix.join(HOME_SPECIFIER, inside).replace(/\/$/, '');
}
