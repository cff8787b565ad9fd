import type { WrittenConfig } from '../config/written.ts';
import type { Located } from '../diagnostics/print.ts';
import type { FileChange } from '../scaffold/write.ts';
import { WRITTEN_CONFIG } from './import-files.ts';
import { compileWith } from './scaffold.ts';
import { locateDiagnostics } from './show-diagnostics.ts';

/** What `tsm generate` will refuse of an imported project. The files are written all the same: they are what one mends. */
export async function whatIsRefused(
  directory: string,
  config: WrittenConfig,
  changes: readonly FileChange[],
): Promise<readonly Located[]> {
  const plain = JSON.parse(JSON.stringify(config)) as unknown;
  const { diagnostics } = compileWith(directory, WRITTEN_CONFIG, plain, changes);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const texts = new Map(changes.map(({ path, text }) => [path, text]));
  return locateDiagnostics(errors, directory, texts);
}
