// [I/O] The working tree inside a machine: a copy at the environment's root, and what stands in for the rest of a host.
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InternalError } from '../diagnostics/diagnostic.ts';
import type { Bind } from '../machine/holder.ts';
import type { Machine } from '../machine/machine.ts';
import type { Environment, Service } from '../service/service.ts';
import { placeFile } from './inside.ts';

/** A file that a host would have, and the file of the project that was put there instead. */
export interface StandIn {
  readonly path: string;
  readonly file: string;
}

/** The copy that is the project's tree inside; none for an environment without a root. `home` is what `%h` stands for. */
export function treeOf(directory: string, { root }: Environment, home: string): readonly Bind[] {
  if (root === undefined) return [];
  return [{ from: realpathSync(join(directory, root.from)), to: root.to.replace('\uFDD0', home) }];
}

/** Those that this machine does not have where the units look for them. */
export const notHere = (copies: readonly Bind[]): readonly Bind[] =>
  copies.filter(({ to }) => !existsSync(to));

/** Puts a file of the tree's top where a service sources one of that name which this machine does not have. */
export async function placeStandIns(
  machine: Machine,
  services: readonly Service[],
  directory: string,
): Promise<readonly StandIn[]> {
  const wanted = [...new Set(services.flatMap(({ source }) => source))];
  const missing = await linesOf(machine, ['sh', '-c', MISSING, 'sh', ...wanted]);
  const standIns = missing.flatMap((path): readonly StandIn[] => {
    const file = join(services[0]?.environment.root?.from ?? '.', basename(path));
    return isFile(join(directory, file)) ? [{ path, file }] : [];
  });
  for (const { path, file } of standIns)
    await placeFile(machine, path, readFileSync(join(directory, file), 'utf8'));
  return standIns;
}

const MISSING = 'for file; do [ -e "$file" ] || printf "%s\\n" "$file"; done';

/**
 * Makes the tree readable by users other than its owner, as a fresh checkout is whatever the umask was here. Gives the paths
 * that were not, relative to the tree.
 */
export function makeReadable(machine: Machine, tree: string): Promise<readonly string[]> {
  const closed = ['(', '-type', 'd', '!', '-perm', '-5', '-o', '-type', 'f', '!', '-perm', '-4', ')'];
  return linesOf(machine, ['find', tree, '-xdev', ...closed, '-printf', '%P\\n', '-exec', 'chmod', 'o+rX', '{}', '+']); // prettier-ignore
}

async function linesOf(machine: Machine, argv: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr, code } = await machine.run(argv);
  if (code !== 0) throw new InternalError(`${argv[0]} ended inside with ${code}: ${stderr}`);
  return stdout.split('\n').slice(0, -1);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
