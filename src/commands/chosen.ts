import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../bundle/manifest.ts';
import type { HostPaths } from '../install/paths.ts';
import { unitNamed } from '../host/named.ts';
import { installedFor } from './host.ts';
import type { Invocation } from './entry.ts';

/** What a verb acts on: an installed environment, and one unit of it or all. */
export interface Chosen {
  readonly paths: HostPaths;
  readonly manifest: Manifest;
  readonly unit: string | undefined;
}

/** The environment and the unit that the words of a command line mean. */
export function chosenFor({ environments, terminal }: Invocation, word: string | undefined): Checked<Chosen> {
  const installed = installedFor(environments, terminal);
  if (installed.value === undefined) return { value: undefined, diagnostics: installed.diagnostics };
  const { paths, manifest } = installed.value;
  const unit = word === undefined ? undefined : unitNamed(word, manifest);
  if (unit !== undefined && unit.value === undefined)
    return { value: undefined, diagnostics: unit.diagnostics };
  return { value: { paths, manifest, unit: unit?.value }, diagnostics: [] };
}

/** What is masked stays so until an operator takes it back. */
export const maskedDiagnostic = (unit: string, scope: 'system' | 'user'): Diagnostic =>
  diagnostic('unit-masked', undefined, {
    unit,
    command: `systemctl ${scope === 'user' ? '--user ' : ''}unmask ${unit}`,
  });
