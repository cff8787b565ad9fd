import { printable } from '../diagnostics/printable.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { parseTimespan } from '../unit/values/measure.ts';
import type { Invocation } from './entry.ts';

/** Says what is wrong with the line itself. */
export function refuseUsage(wrong: string, { err }: Terminal): number {
  err(`error: ${wrong}\n`);
  return EXIT.wrongUsage;
}

const SETTLE = '3s';

/** Microseconds; nothing when what was typed is no time that ends. */
export function settleOf(flags: Invocation['flags']): number | undefined {
  const settle = parseTimespan(String(flags['settle'] ?? SETTLE));
  return settle === Infinity ? undefined : settle;
}

/** What is wrong with `--settle`, known before anybody looks at the host. */
export const wrongSettle = (flags: Invocation['flags']): string | undefined =>
  settleOf(flags) === undefined
    ? `--settle takes a time span such as 3s, 500ms or 0, not "${printable(String(flags['settle']))}"`
    : undefined;
