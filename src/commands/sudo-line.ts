// [I/O] The command line again, as root, as short as it works.
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mayRun } from '../install/may-run.ts';
import type { Caller } from '../terminal.ts';

/**
 * `sudo tsm …` where sudo finds this very tsm under that name, with this very node; else both by their paths. Where there is no
 * sudo, such as on a Debian whose root has a password, su(1) does it.
 */
export function sudoLine(
  { command }: Caller,
  searched: readonly string[] = securePath(),
  hasSudo = findIn(securePath(), 'sudo') !== undefined,
): string {
  const [node = '', main = '', ...words] = command;
  const tsm = findIn(searched, 'tsm');
  // tsm's first line looks for node in the same path, where another one may be, or none.
  const isFound = tsm !== undefined && leadsTo(tsm, main) && isSame(findIn(searched, 'node'), node);
  const line = [...(isFound ? ['tsm'] : [node, main]), ...words].map(shellQuote).join(' ');
  return hasSudo ? `sudo ${line}` : `su -c ${shellQuote(line)}`;
}

/** sudoers(5), secure_path, as distributions set it: only root may read what is set here. Red Hat’s leaves /usr/local out. */
const securePath = (): readonly string[] => [
  ...(existsSync('/etc/redhat-release') ? [] : ['/usr/local/sbin', '/usr/local/bin']),
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

const findIn = (folders: readonly string[], name: string): string | undefined =>
  folders.map((folder) => join(folder, name)).find(mayRun);

/** A link to it, as npm makes one, or a short script that names it. */
const leadsTo = (program: string, main: string): boolean =>
  isSame(program, main) || shortScript(program).includes(main);

const LONGEST_SCRIPT = 4096;

function shortScript(path: string): string {
  try {
    const text = statSync(path).size > LONGEST_SCRIPT ? '' : readFileSync(path, 'utf8');
    return text.startsWith('#!') ? text : '';
  } catch {
    return '';
  }
}

function isSame(one: string | undefined, other: string): boolean {
  try {
    return one !== undefined && realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}
