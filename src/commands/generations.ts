import { generationTime, isIntact, listGenerations, readGeneration } from '../install/store.ts';
import { EXIT } from '../terminal.ts';
import { installedFor, refuse } from './host.ts';
import type { Invocation } from './entry.ts';
import { printDocument } from './print-document.ts';
import { currentGeneration } from '../install/stores.ts';

/** `tsm generations`: the installed states that are kept. */
export async function run({ environments, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const chosen = installedFor(environments, terminal);
  if (chosen.value === undefined) return refuse(chosen.diagnostics, terminal, json);
  const { paths, manifest } = chosen.value;
  const current = currentGeneration(paths);
  const generations = listGenerations(paths).flatMap((number) => {
    const bundle = readGeneration(paths, number);
    if (bundle === undefined) return [];
    return [
      {
        number,
        current: number === current,
        installed: new Date(generationTime(paths, number)).toISOString(),
        units: Object.keys(bundle.manifest.units).length,
        intact: isIntact(paths, number, bundle),
      },
    ];
  });
  if (json) {
    const { environment, base } = manifest;
    printDocument('generations', { ok: true, environment, base, generations }, terminal);
    return EXIT.done;
  }
  for (const { number, current: isCurrent, installed, units, intact } of generations) {
    terminal.out(
      `${isCurrent ? '*' : ' '} ${String(number).padStart(4)}  ${installed.slice(0, 16).replace('T', ' ')}  ${units} service${units === 1 ? '' : 's'}${intact ? '' : '  edited by hand'}\n`,
    );
  }
  return EXIT.done;
}
