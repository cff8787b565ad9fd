import type { Invocation } from './entry.ts';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';

const MOST = 100;

/** `web=2,worker=3`, as foreman writes it. */
export function readFormation(
  written: Invocation['flags'][string],
): Checked<Readonly<Record<string, number>>> {
  if (typeof written !== 'string') return { value: {}, diagnostics: [] };
  const counts: Record<string, number> = {};
  for (const part of written.split(',')) {
    const [, name, count] = /^\s*([A-Za-z0-9_-]+)=(\d{1,3})\s*$/.exec(part) ?? [];
    if (name === undefined || Number(count) > MOST)
      return {
        value: undefined,
        diagnostics: [
          diagnostic('import-usage', undefined, {
            problem: `--formation "${written}" is no list of counts`,
            fix: `write it as web=2,worker=3, each at most ${MOST}`,
          }),
        ],
      };
    counts[name] = Number(count);
  }
  return { value: counts, diagnostics: [] };
}
