import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Terminal } from '../terminal.ts';
import { findConfig, findForeign, firstCommand } from './here.ts';
import { knownNames } from './known-names.ts';

/** Where nothing is installed, what lies in this folder says what comes first. */
export function withWayOn(one: Diagnostic, { cwd }: Terminal): Diagnostic {
  const data = one.data as { readonly installed?: readonly string[] };
  if (one.code !== 'not-installed' || data.installed?.length !== 0) return one;
  const bundles = knownNames(cwd, undefined)
    .filter(({ isInstalled }) => !isInstalled)
    .flatMap(({ environments }) => environments);
  const first = findConfig(cwd) === undefined ? firstCommand(findForeign(cwd)) : 'tsm generate';
  return { ...one, data: { ...data, here: { bundles, first } } } as Diagnostic;
}
