import type { ReadResult } from '../config/sources.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import type { Terminal } from '../terminal.ts';

/** Diagnostics with line, column and frame, looked up in the project's files; `known` are texts that have come another way. */
export async function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  directory: string,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<readonly Located[]> {
  if (diagnostics.length === 0) return [];
  const { locateAll } = await import('../diagnostics/print.ts');
  const { locate } = await import('../config/locate.ts');
  const { redact } = await import('../service/redact.ts');
  const { readSource } = await import('../config/load.ts');
  const texts = new Map<string, string | undefined>(known);
  const read = (file: string): string | undefined => {
    if (!texts.has(file)) texts.set(file, textOf(readSource(directory, file)));
    return texts.get(file);
  };
  return locateAll(diagnostics, { read, locate, redact });
}

/** Shows diagnostics on `err`, worst first. */
export async function showDiagnostics(
  located: readonly Located[],
  { err, color, errColumns }: Terminal,
  changed = false,
): Promise<void> {
  if (located.length === 0) return;
  const { printDiagnostics } = await import('../diagnostics/print.ts');
  const { palette } = await import('./palette.ts');
  err(printDiagnostics(located, palette(color), errColumns));
  err(summary(located, changed || located.some(({ code }) => code === 'manager-silent')));
}

/** What was done before systemd fell silent is not known here. */
function summary(located: readonly Located[], changed: boolean): string {
  const count = (severity: string): number => located.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors === 0) return '';
  return `\n${errors} error${errors === 1 ? '' : 's'}${warnings === 0 ? '' : `, ${warnings} warning${warnings === 1 ? '' : 's'}`}.${changed ? '' : ' Nothing was changed.'}\n`;
}

/** What may be read may be shown: no device, no file outside the project. */
const textOf = (result: ReadResult): string | undefined =>
  'source' in result ? result.source.text : undefined;
