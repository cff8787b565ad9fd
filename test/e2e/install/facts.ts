import type { Machine } from '../../../src/machine/machine.ts';
import { journal, property } from '../look.ts';
import { succeed } from '../put-into-service.ts';

/** What an answering service says on a port, asked from inside the machine. */
export async function ask(
  machine: Machine,
  port: number,
): Promise<{ says: string; greeting: string | null; reloads: number; pid: number }> {
  return JSON.parse(
    await succeed(machine, ['curl', '-fsS', '-m', '5', `http://127.0.0.1:${port}/`]),
  ) as never;
}

export const pidOf = (machine: Machine, unit: string): Promise<string> => property(machine, unit, 'MainPID');
export const stateOf = (machine: Machine, unit: string): Promise<string> =>
  property(machine, unit, 'ActiveState');

/** Everything below some folders, an entry per line: kind, mode, owner, times of the last changes, path and link target. */
export const treeOf = (machine: Machine, folders: readonly string[]): Promise<string> =>
  listed(machine, '%p %y %m %U:%G %T@ %C@ %l\\n', folders);

/** The same without times, and with a hash of each file's content. */
export async function contentOf(machine: Machine, folders: readonly string[]): Promise<string> {
  const hashes = ['sh', '-c', 'find "$@" -type f -exec sha256sum {} + | sort -k 2', 'sh', ...folders];
  return (await listed(machine, '%p %y %m %U:%G %l\\n', folders)) + (await succeed(machine, hashes));
}

/** Below the machine lies the host, where somebody may install packages meanwhile. */
const listed = (machine: Machine, format: string, folders: readonly string[]): Promise<string> =>
  succeed(machine, [
    'sh',
    '-c',
    'find "$@" -path /var/lib/apt -prune -o -path /var/lib/dpkg -prune -o -printf "$0" | sort',
    format,
    ...folders,
  ]);

/** How often the system's manager has been told to reload in this boot. */
export async function reloads(machine: Machine): Promise<number> {
  const lines = await journal(machine);
  return lines.filter(({ message, unit }) => unit === 'init.scope' && /^Reloading\.+$/.test(message)).length;
}
