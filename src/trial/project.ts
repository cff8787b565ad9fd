// [I/O] A project with its bundle on a machine, as far as installed.
import type { Bundle } from '../bundle/bundle.ts';
import type { RunOptions } from '../machine/enter.ts';
import type { Machine } from '../machine/machine.ts';
import type { Service } from '../service/service.ts';
import { placeFile, tsmInside, type Ended } from './inside.ts';
import { placeStandIns, type StandIn } from './tree.ts';

export interface Project {
  readonly bundle: Bundle;
  /** The services that the bundle was made from. */
  readonly services: readonly Service[];
  /** The project's folder on this host. */
  readonly directory: string;
}

/** Where bundles lie inside: a folder of root's, since they are trusted there. */
export const PLACE = '/var/lib/tsm-try';

/** Puts the bundle on a machine, and files that its services need beside their tree. */
export async function placeProject(
  machine: Machine,
  { bundle, services, directory }: Project,
): Promise<readonly StandIn[]> {
  const folder = `${PLACE}/systemd/${bundle.environment.name}`;
  for (const [path, text] of bundle.files) await placeFile(machine, `${folder}/${path}`, text);
  return placeStandIns(machine, services, directory);
}

/** What this machine itself has installed under the same base goes first: an operator's choices there say nothing about the tree. */
export async function installInside(
  machine: Machine,
  bundle: Bundle,
  as: RunOptions = { cwd: PLACE },
): Promise<Ended<unknown>> {
  const { name, base, scope } = bundle.environment;
  const store = scope === 'user' ? '"$HOME/.config"' : '/etc';
  const { code } = await machine.run(['sh', '-c', `test -L ${store}/tsm/${base}/current`], as);
  if (code === 0) {
    const gone = await tsmInside(machine, ['uninstall', `@${base}`], as);
    if (gone.code !== 0) return gone;
  }
  return tsmInside(machine, ['install', `@${name}`, '--settle', '0'], as);
}
