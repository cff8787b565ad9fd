// [I/O] Takes an environment off this host, also when its bundle is gone.
import { existsSync } from 'node:fs';
import { findInstalled, findLeftovers, type Installed } from '../install/hosts.ts';
import { removeEmptyDirectory } from '../install/durable.ts';
import { storeRoot } from '../install/paths.ts';
import { uninstall } from '../install/uninstall.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { installedFor, managerFor, refusal, refuse } from './host.ts';
import { whileLocked } from './locked.ts';
import { actionLine } from './show-plan.ts';
import type { Invocation } from './entry.ts';

/** `tsm uninstall`: off the host, all that install put there. */
export async function run({ environments, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const [leftover] = findLeftovers(findInstalled(terminal.caller), environments[0]);
  if (leftover !== undefined) return removeLeftover(leftover, terminal, json);
  const chosen = installedFor(environments, terminal);
  // The last thing that an uninstall which was killed may have left.
  if (chosen.value === undefined && terminal.caller.uid === 0)
    removeEmptyDirectory(storeRoot({ scope: 'system', home: terminal.caller.home }));
  if (chosen.value === undefined) return refuse(chosen.diagnostics, terminal, json);
  const { manifest, paths } = chosen.value;
  const refused = refusal(manifest.scope, terminal.caller);
  if (refused !== undefined) return refuse([refused], terminal, json);
  const manager = managerFor(manifest.scope, terminal.caller);
  const purge = flags['purge'] === true;
  return whileLocked(paths, manager, terminal, json, async () => {
    const onAction = (action: Parameters<typeof actionLine>[0]): void =>
      void (json || terminal.err(`  ${actionLine(action)}\n`));
    const { ok, message, units } = await uninstall({ paths, manager, purge, onAction });
    if (json)
      terminal.out(`${JSON.stringify({ ok, environment: manifest.environment, units, message }, null, 2)}\n`);
    else if (ok)
      terminal.out(
        `@${manifest.environment} is uninstalled: ${units.length} units. ${purge ? 'Secrets and data are gone too' : 'Secrets and data stay (--purge removes them)'}; users stay.\n`,
      );
    else
      terminal.err(
        `uninstall did not come to its end: ${message}\nRun it again; it goes on where it stopped.\n`,
      );
    return ok ? EXIT.done : EXIT.unitFailed;
  });
}

/** An uninstall that was interrupted, or an install that never came to its switch: both are taken away by going on. */
function removeLeftover(
  { paths, environment }: Installed,
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  const refused = refusal(paths.scope, terminal.caller);
  if (refused !== undefined) return refuse([refused], terminal, json);
  const manager = managerFor(paths.scope, terminal.caller);
  return whileLocked(paths, manager, terminal, json, async () => {
    if (existsSync(paths.store)) await uninstall({ paths, manager, purge: false, onAction: () => {} });
    if (json) terminal.out(`${JSON.stringify({ ok: true, environment, units: [], message: '' }, null, 2)}\n`);
    else terminal.out(`@${environment} is uninstalled.\n`);
    return EXIT.done;
  });
}
