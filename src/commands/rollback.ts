import { diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { EXIT } from '../terminal.ts';
import { listGenerations, readGeneration, sameFiles, type StoredBundle } from '../install/store.ts';
import { installedFor, refuse } from './host.ts';
import { installBundle } from './install.ts';
import { refuseUsage, wrongSettle } from './usage.ts';
import type { Invocation } from './entry.ts';
import { currentGeneration } from '../install/stores.ts';

/** `tsm rollback [N]`: what generation N said, or the one before, comes back as a new generation. */
export async function run({ environments, args, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const wrong = wrongSettle(flags) ?? wrongNumber(args[0]);
  if (wrong !== undefined) return refuseUsage(wrong, terminal);
  const chosen = installedFor(environments, terminal);
  if (chosen.value === undefined) return refuse(chosen.diagnostics, terminal, json);
  const { paths, manifest } = chosen.value;
  // What an interrupted install wrote beyond the current generation was never in service.
  const latest = currentGeneration(paths) ?? 0;
  const known = listGenerations(paths).filter((number) => number <= latest);
  const current = readGeneration(paths, latest);
  const number =
    args[0] === undefined
      ? known.findLast((one) => isAnother(readGeneration(paths, one), current))
      : Number(args[0]);
  const bundle = number === undefined || !known.includes(number) ? undefined : readGeneration(paths, number);
  if (bundle === undefined)
    return refuse([diagnostic('generation-missing', undefined, { number, known })], terminal, json);
  if (!json) terminal.err(`@${manifest.environment}: back to what generation ${number} said.\n`);
  const code = await installBundle(bundle, flags, terminal);
  const isBack = currentGeneration(paths) !== latest;
  if (isBack && code === EXIT.done && !json && flags['dryRun'] !== true) terminal.err(REVERT);
  return code;
}

const REVERT =
  'The checkout still holds the newer bundle, and the next install brings it: revert it there, too.\n';

/** Going back means to the last state that was different, not to a copy of this one. */
const isAnother = (one: StoredBundle | undefined, current: StoredBundle | undefined): boolean =>
  one === undefined || current === undefined || !sameFiles(one, current);

const wrongNumber = (word: string | undefined): string | undefined =>
  word === undefined || /^\d+$/.test(word)
    ? undefined
    : `a generation is a number, not "${printable(word)}"; tsm generations lists them`;
