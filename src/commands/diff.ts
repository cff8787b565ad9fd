import { diagnostic } from '../diagnostics/diagnostic.ts';
import { EXIT } from '../terminal.ts';
import { refuse } from './host.ts';
import type { Invocation } from './entry.ts';

/** `tsm diff`: sources, bundle and host side by side; with --base, two revisions of the bundle. */
export async function run(invocation: Invocation): Promise<number> {
  const { flags, terminal } = invocation;
  const json = flags['json'] === true;
  const base = flags['base'];
  if (flags['markdown'] === true && (typeof base !== 'string' || json)) {
    await refuse([diagnostic('diff-usage', undefined, {})], terminal, json);
    return EXIT.wrongUsage;
  }
  if (typeof base === 'string') return (await import('./diff-revisions.ts')).diffRevisions(base, invocation);
  return (await import('./diff-host.ts')).diffHost(invocation);
}
