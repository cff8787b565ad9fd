// [I/O] Takes an environment off this host, also when its bundle is gone, its store is damaged or a run was interrupted.
import { removeEmptyDirectory } from '../install/durable.ts';
import { findDamaged, findInstalled, findKeptSecrets, findLeftovers } from '../install/hosts.ts';
import { storeRoot, type HostPaths } from '../install/paths.ts';
import { uninstall, type Uninstalled } from '../install/uninstall.ts';
import { printable } from '../diagnostics/printable.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../bundle/manifest.ts';
import { findBundles } from '../install/find-bundle.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { isNameOf, knownNames } from './known-names.ts';
import { installedFor, refusal, refuse } from './host.ts';
import { interruptible } from './interrupt.ts';
import { locked } from './locked.ts';
import { printDocument } from './print-document.ts';
import { actionLine } from './show-plan.ts';
import type { Invocation } from './entry.ts';
import { managerFor } from '../systemd/systemctl.ts';

/** `tsm uninstall`: off the host, all that install put there. */
export async function run({ environments, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const found = findTarget(environments, terminal);
  if (found.value === undefined) return refuse(found.diagnostics, terminal, json);
  const target = found.value;
  const { paths, environment } = target;
  const refused = refusal(paths.scope, terminal.caller);
  if (refused !== undefined) return refuse([refused], terminal, json);
  if (target.secretsOnly === true && flags['purge'] !== true) {
    const nothing = {
      ok: true,
      message: '',
      units: [],
      purged: false,
      left: [],
      stays: [paths.secrets],
      homes: [],
    };
    if (json) printDocument('uninstall', { ...nothing, environment }, terminal);
    else show(nothing, target, terminal);
    return EXIT.done;
  }
  const manager = managerFor(paths.scope, terminal.caller);
  // Nothing is recovered first: what an interrupted run left is taken away like the rest, while it still says what there is.
  return locked(paths, terminal, json, async () => {
    const onAction = (action: Parameters<typeof actionLine>[0]): void =>
      void (json || terminal.err(`  ${actionLine(action)}\n`));
    const purge = flags['purge'] === true;
    const work = (): Promise<Uninstalled> => uninstall({ paths, manager, purge, onAction });
    const result = await interruptible(work, terminal, 'finished');
    const succeeded = result.ok && result.left.length === 0;
    if (json) printDocument('uninstall', { ...result, ok: succeeded, environment }, terminal);
    else show(result, target, terminal);
    return succeeded ? EXIT.done : EXIT.unitFailed;
  });
}

interface Target {
  readonly paths: HostPaths;
  readonly environment: string;
  /** An uninstall has been here before. */
  readonly secretsOnly?: true;
}

/** What an interrupted run left goes before what is installed. A damaged store has to be named. */
function findTarget(environments: readonly string[], terminal: Terminal): Checked<Target> {
  const [name] = environments;
  const all = findInstalled(terminal.caller);
  const [leftover] = [...findLeftovers(all, name), ...(name === undefined ? [] : findDamaged(all, name))];
  if (leftover !== undefined) return { value: leftover, diagnostics: [] };
  const { value, diagnostics } = installedFor(environments, terminal);
  const kept = value === undefined ? keptSecrets(name, all.length, terminal) : undefined;
  if (kept !== undefined) return { value: { ...kept, secretsOnly: true }, diagnostics: [] };
  // The last thing that an uninstall which was killed may have left.
  if (value === undefined && terminal.caller.uid === 0)
    removeEmptyDirectory(storeRoot({ scope: 'system', home: terminal.caller.home }));
  if (value === undefined) return { value: undefined, diagnostics };
  const { paths, manifest } = value;
  const { environment } = manifest;
  if (name === undefined && !isMeant(manifest, terminal.cwd))
    return {
      value: undefined,
      diagnostics: [diagnostic('environment-ambiguous', undefined, { choices: [environment] })],
    };
  return { value: { paths, environment }, diagnostics };
}

/**
 * Without a name: the default, or the one environment of the project here. Whoever types the line twice does not mean the
 * other environment, which is the only one by then.
 */
const isMeant = (manifest: Manifest, cwd: string): boolean =>
  manifest.default || findBundles(cwd).filter(({ id }) => id === manifest.id).length === 1;

/** By base, or by the environment that a bundle in this folder has under that base; the only one where nothing else is there. */
function keptSecrets(name: string | undefined, others: number, terminal: Terminal): Target | undefined {
  const known = knownNames(terminal.cwd, undefined);
  const fits = findKeptSecrets(terminal.caller).filter(({ base }) =>
    name === undefined ? others === 0 : isNameOf(base, name, known),
  );
  const [paths] = fits;
  return paths === undefined || fits.length > 1 ? undefined : { paths, environment: name ?? paths.base };
}

function show(result: Uninstalled, { environment, secretsOnly }: Target, { out, err }: Terminal): void {
  const { ok, message, units, purged } = result;
  if (ok && secretsOnly === true)
    out(
      purged
        ? `The secrets of @${environment} are gone. Data directories of its services are not known any more; they stay.\n`
        : `@${environment} is not installed. Its secrets are still here: tsm uninstall @${environment} --purge removes them.\n`,
    );
  else if (ok) out(`@${environment} is uninstalled: ${units.length} units. ${whatStays(result)}\n`);
  else err(`uninstall did not come to its end: ${message}\nRun it again; it goes on where it stopped.\n`);
  for (const { path, why } of result.left) err(`  left: ${path}: ${why}\n`);
}

/** What is not known any more afterwards is named now. */
function whatStays({ purged, left, stays, homes }: Uninstalled): string {
  const withHomes = homes.length === 0 ? '' : `, with what is in ${homes.map(printable).join(', ')}`;
  if (purged)
    return `Secrets ${left.length === 0 ? 'and data are gone' : 'are gone'} too; users stay${withHomes}.`;
  if (stays.length === 0) return `Users stay${withHomes}.`;
  // A line to copy has nothing in it that a terminal would not show.
  const shown = stays.filter((path) => path === printable(path));
  const others = stays.filter((path) => path !== printable(path)).map((path) => `\n  ${printable(path)}`);
  return `Users stay${withHomes}, and so do secrets and data. To remove them:\n  rm -r ${shown.map(shellQuote).join(' ')}${others.join('')}`;
}
