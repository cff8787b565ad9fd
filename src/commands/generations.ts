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
      `${isCurrent ? '*' : ' '} ${String(number).padStart(4)}  ${localTime(new Date(installed))}  ${units} service${units === 1 ? '' : 's'}${intact ? '' : '  edited by hand'}\n`,
    );
  }
  const numbers = generations.map(({ number }) => number);
  if ((numbers.at(-1) ?? 0) - (numbers[0] ?? 0) >= numbers.length)
    terminal.err('Numbers that are missing were given to installs that failed and were taken back.\n');
  return EXIT.done;
}

/** As the clock on the wall of the host, to the second. */
function localTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
